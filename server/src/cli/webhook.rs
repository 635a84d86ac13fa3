//! `latchkey webhook …`: endpoints that are told of audit events. Whoever may run it is the admin.

use app::words::{refusal::sentence, when};
use clap::{Args, Subcommand};
use identity::{
    ids::WebhookId, language::Language, place::FreshWebhook, refusal::Refusal, webhook::WebhookDeed,
};

use super::{Failure, house, say};
use crate::{
    config::Config,
    desk::{
        Desk,
        fault::Fault,
        webhooks_by_hand::{self, Wish},
    },
    store::webhooks::Webhook,
};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make one. Prints its number and, this once, the secret to check signatures with.
    Create {
        /// Where events are sent: `https://…`.
        url: String,
        /// What it is called in the console and in the audit log.
        #[arg(long)]
        name: String,
        /// An event that it is told of, such as `mfa.factor_admin_reset`; several times for several. All, if there is none.
        #[arg(long)]
        event: Vec<String>,
        #[command(flatten)]
        of: Of,
    },
    /// List all of them, the oldest first.
    List {
        #[command(flatten)]
        of: Of,
    },
    /// Send the event `webhook.tested` to one.
    Test {
        webhook: WebhookId,
        #[command(flatten)]
        of: Of,
    },
    /// Switch one on; it is told of what happens from now on.
    On {
        webhook: WebhookId,
        #[command(flatten)]
        of: Of,
    },
    /// Switch one off; what waits is not sent any more.
    Off {
        webhook: WebhookId,
        #[command(flatten)]
        of: Of,
    },
    /// Give one a new secret and print it; the old one signs as well for a day.
    RotateSecret {
        webhook: WebhookId,
        #[command(flatten)]
        of: Of,
    },
    /// Delete one.
    Delete {
        webhook: WebhookId,
        #[command(flatten)]
        of: Of,
    },
}

#[derive(Debug, Args)]
pub struct Of {
    /// The short name of the organisation; not needed where there is one.
    #[arg(long, short, value_name = "SHORT NAME")]
    organisation: Option<String>,
}

pub async fn run(config: Config, command: Command) -> Result<(), Failure> {
    let desk = house::open(config).await?;
    let outcome = carry_out(&desk, command).await;
    desk.db.close().await;
    outcome
}

async fn carry_out(desk: &Desk, command: Command) -> Result<(), Failure> {
    let (webhook, deed, of) = match command {
        Command::Create {
            url,
            name,
            event,
            of,
        } => {
            let wish = Wish {
                organisation: of.organisation,
                name,
                url,
                events: event,
            };
            let made = understood(desk, webhooks_by_hand::create(desk, &wish).await)?;
            say(&format!("webhook {}", made.webhook))?;
            return tell(&made);
        }
        Command::List { of } => {
            let slug = of.organisation.as_deref();
            for one in understood(desk, webhooks_by_hand::list(desk, slug).await)? {
                say(&line(&one))?;
            }
            return Ok(());
        }
        Command::Test { webhook, of } => (webhook, WebhookDeed::Test, of),
        Command::On { webhook, of } => (webhook, WebhookDeed::SwitchOn, of),
        Command::Off { webhook, of } => (webhook, WebhookDeed::SwitchOff, of),
        Command::RotateSecret { webhook, of } => (webhook, WebhookDeed::Rotate, of),
        Command::Delete { webhook, of } => (webhook, WebhookDeed::Delete, of),
    };
    let slug = of.organisation.as_deref();
    let done = webhooks_by_hand::carry_out(desk, slug, webhook, deed).await;
    match understood(desk, done)? {
        Some(fresh) => tell(&fresh),
        None => say("Done."),
    }
}

fn tell(fresh: &FreshWebhook) -> Result<(), Failure> {
    say(&format!("secret  {}", fresh.secret.reveal()))
}

/// `3  on  failing since 2026-02-20  *  https://chat.example.com/hooks  Chat room`
fn line(webhook: &Webhook) -> String {
    let failing = webhook
        .failing_since
        .map(|at| format!("failing since {}  ", when::date(Language::En, at)));
    let Webhook {
        id,
        name,
        url,
        subscription,
        state,
        ..
    } = webhook;
    let failing = failing.unwrap_or_default();
    format!("{id}  {state}  {failing}{subscription}  {url}  {name}")
}

fn understood<T>(desk: &Desk, outcome: Result<Result<T, Refusal>, Fault>) -> Result<T, Failure> {
    outcome?.map_err(|why| Failure::Refused(sentence(Language::En, &why, desk.world.now())))
}
