//! `latchkey api-credential …`: credentials of programs for the REST API. Whoever may run it is the admin.

use app::words::refusal::sentence;
use clap::{Args, Subcommand};
use identity::{
    api::{CREDENTIAL_DAYS, Life, MOST_CREDENTIAL_DAYS, Removal, Scope},
    language::Language,
    refusal::Refusal,
    time::Timestamp,
};

use super::{Failure, house, say};
use crate::{
    config::Config,
    desk::{
        Desk,
        api::credentials::{self, Wish},
        break_glass::Whom,
        fault::Fault,
    },
    store::api_credentials::Listed,
};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a credential. Prints its id and, this once, its secret.
    Create {
        /// The address of the admin whose rights it has at most: what that admin may not do any more, it may not either.
        creator: String,
        /// What the program is called in the audit log and in mails.
        #[arg(long)]
        name: String,
        /// `authentication_only`, `read_users`, `manage_users`, `read_all` or `manage_all`.
        #[arg(long)]
        scope: Scope,
        /// How many days it lives.
        #[arg(long, default_value_t = CREDENTIAL_DAYS, value_parser = clap::value_parser!(u16).range(1..=i64::from(MOST_CREDENTIAL_DAYS)))]
        days: u16,
        #[command(flatten)]
        of: Of,
    },
    /// List all of them, the newest first.
    List {
        #[command(flatten)]
        of: Of,
    },
    /// End one at once, with every token that it was given.
    Revoke {
        client_id: String,
        #[command(flatten)]
        of: Of,
    },
    /// Whether programs may remove factors: `on` or `off`.
    FactorRemoval {
        removal: Removal,
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
    match command {
        Command::Create {
            creator,
            name,
            scope,
            days,
            of,
        } => {
            let wish = Wish {
                creator: Whom {
                    organisation: of.organisation,
                    email: creator,
                },
                name,
                scope,
                days,
            };
            let made = understood(desk, credentials::create(desk, &wish).await)?;
            say(&format!("client_id     {}", made.client_id))?;
            say(&format!("client_secret {}", made.secret.reveal()))
        }
        Command::List { of } => {
            let slug = of.organisation.as_deref();
            let now = desk.world.now();
            for one in understood(desk, credentials::list(desk, slug).await)? {
                say(&line(&one, now))?;
            }
            Ok(())
        }
        Command::Revoke { client_id, of } => {
            let slug = of.organisation.as_deref();
            understood(desk, credentials::revoke(desk, slug, &client_id).await)?;
            say("Done: it and its tokens are worth nothing any more.")
        }
        Command::FactorRemoval { removal, of } => {
            let slug = of.organisation.as_deref();
            understood(desk, credentials::let_remove(desk, slug, removal).await)?;
            say("Done.")
        }
    }
}

/// `3f2a…  manage_users  until 2026-02-20  last used never  Help desk robot`
fn line(listed: &Listed, now: Timestamp) -> String {
    let day = |at| app::words::when::date(Language::En, at);
    let state = match listed.life(now) {
        Life::Until(at) => format!("until {}", day(at)),
        Life::Expired => "expired".to_owned(),
        Life::Revoked => "revoked".to_owned(),
        Life::Worthless => "worth nothing, its creator is no admin".to_owned(),
    };
    let one = &listed.credential;
    let used = one.last_used_at.map_or("never".to_owned(), day);
    let (id, scope, name) = (&one.client_id, one.scope, &one.name);
    format!("{id}  {scope}  {state}  last used {used}  {name}")
}

fn understood<T>(desk: &Desk, outcome: Result<Result<T, Refusal>, Fault>) -> Result<T, Failure> {
    outcome?.map_err(|why| Failure::Refused(sentence(Language::En, &why, desk.world.now())))
}
