//! `latchkey organisation …`: the customers of this installation, and who looks after them. Whoever may run it is the operator.

use app::words::refusal::sentence;
use clap::{Args, Subcommand};
use identity::{
    language::Language, organisation::OrganisationStatus, refusal::Refusal,
    view::customers::CustomerRow,
};

use super::{Failure, house, say};
use crate::{
    config::Config,
    desk::{
        Desk, break_glass::Whom, customers::Fate, customers_by_hand as customers, fault::Fault,
    },
};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make one, with its default policy and nobody in it. `latchkey user invite` and `set-role` make its first admin.
    Create {
        /// Its short name, which stands in the address of its sign-in page.
        slug: String,
        #[arg(long)]
        name: String,
    },
    /// List all of them.
    List,
    /// End every session and token, and let nobody sign in until it is resumed.
    Suspend {
        slug: String,
        /// Why, for the audit log.
        #[arg(long)]
        reason: String,
    },
    /// Let its people sign in again.
    Resume { slug: String },
    /// Erase its people and all that they have, for good. The audit log stays.
    Delete {
        slug: String,
        /// Why, for the audit log.
        #[arg(long)]
        reason: String,
        /// The short name once more.
        #[arg(long, value_name = "SHORT NAME")]
        confirm: String,
    },
    /// Let an operator look after it.
    Assign {
        slug: String,
        #[command(flatten)]
        operator: Operator,
    },
    /// The operator no longer does.
    Withdraw {
        slug: String,
        #[command(flatten)]
        operator: Operator,
    },
}

#[derive(Debug, Args)]
pub struct Operator {
    /// The operator's e-mail address.
    #[arg(long, value_name = "E-MAIL")]
    operator: String,
    /// The short name of the operator's own organisation.
    #[arg(long, value_name = "SHORT NAME")]
    of: String,
}

impl From<Operator> for Whom {
    fn from(Operator { operator, of }: Operator) -> Self {
        Self {
            organisation: Some(of),
            email: operator,
        }
    }
}

pub async fn run(config: Config, command: Command) -> Result<(), Failure> {
    let desk = house::open(config).await?;
    let outcome = carry_out(&desk, command).await;
    desk.db.close().await;
    outcome
}

async fn carry_out(desk: &Desk, command: Command) -> Result<(), Failure> {
    match command {
        Command::Create { slug, name } => {
            let slug = understood(desk, customers::create(desk, &name, &slug).await)?;
            say(&format!("Done: its people sign in at /o/{slug}/sign-in."))
        }
        Command::List => {
            for one in customers::list(desk).await? {
                say(&line(&one))?;
            }
            Ok(())
        }
        Command::Suspend { slug, reason } => {
            let done = customers::settle(desk, &slug, Fate::Suspended, &reason).await;
            understood(desk, done)?;
            say("Done: everybody is signed out, and nobody signs in until it is resumed.")
        }
        Command::Resume { slug } => {
            understood(
                desk,
                customers::settle(desk, &slug, Fate::Resumed, "").await,
            )?;
            say("Done.")
        }
        Command::Delete { slug, confirm, .. } if slug != confirm => Err(Failure::Refused(format!(
            "to delete it, give its short name once more: --confirm {slug}"
        ))),
        Command::Delete { slug, reason, .. } => {
            let done = customers::settle(desk, &slug, Fate::Deleted, &reason).await;
            understood(desk, done)?;
            say("Done: it is gone for good. Its audit log stays.")
        }
        Command::Assign { slug, operator } => {
            let whom = operator.into();
            understood(desk, customers::assign(desk, &slug, &whom).await)?;
            say("Done.")
        }
        Command::Withdraw { slug, operator } => {
            let whom = operator.into();
            understood(desk, customers::withdraw(desk, &slug, &whom).await)?;
            say("Done.")
        }
    }
}

/// `globex  active  1204 users  Globex Shipping`
fn line(one: &CustomerRow) -> String {
    let state = OrganisationStatus::code(one.status);
    format!("{}  {state}  {} users  {}", one.slug, one.users, one.name)
}

fn understood<T>(desk: &Desk, outcome: Result<Result<T, Refusal>, Fault>) -> Result<T, Failure> {
    outcome?.map_err(|why| Failure::Refused(sentence(Language::En, &why, desk.world.now())))
}
