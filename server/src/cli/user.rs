//! `latchkey user …`: what an admin does, for when no admin can get in. Whoever may run it is the admin.

use app::words::refusal::sentence;
use clap::{Args, Subcommand};
use identity::{
    access_pass::PassLife, language::Language, refusal::Refusal, role::Role, secret::Secret,
};

use super::{Failure, house, say};
use crate::{
    config::Config,
    desk::{
        Desk,
        break_glass::{self, Whom},
        fault::Fault,
    },
};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Force MFA reset: factors and backup codes go, sessions end, the next sign-in demands enrolment.
    ResetMfa {
        #[command(flatten)]
        who: Who,
        /// Why, for the audit log.
        #[arg(long)]
        reason: String,
    },
    /// Make an access pass, which stands in for a second step once. Prints it; an older one stops working.
    AccessPass {
        #[command(flatten)]
        who: Who,
        /// Why, for the audit log.
        #[arg(long)]
        reason: String,
        /// For how many minutes it is good: 10 to 1440.
        #[arg(long, default_value = "60", value_parser = minutes)]
        minutes: PassLife,
    },
    /// Give a role or take it away. What is open ends.
    SetRole {
        #[command(flatten)]
        who: Who,
        /// `help_desk`, `org_admin`, `operator` or `none`.
        #[arg(value_parser = role)]
        role: RoleOrNone,
    },
    /// Invite somebody; an invitation that was not used is replaced. Prints the link.
    Invite {
        #[command(flatten)]
        who: Who,
        #[arg(long)]
        name: String,
    },
}

#[derive(Debug, Args)]
pub struct Who {
    /// The user's e-mail address.
    email: String,
    /// The short name of the organisation; not needed where there is one.
    #[arg(long, short, value_name = "SHORT NAME")]
    organisation: Option<String>,
}

/// clap takes an `Option` for an argument that may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleOrNone(Option<Role>);

fn role(text: &str) -> Result<RoleOrNone, String> {
    match text {
        "none" => Ok(RoleOrNone(None)),
        code => code
            .parse()
            .map(|role| RoleOrNone(Some(role)))
            .map_err(|_| "help_desk, org_admin, operator or none".to_owned()),
    }
}

fn minutes(text: &str) -> Result<PassLife, String> {
    PassLife::parse(text).map_err(|_| "10 to 1440".to_owned())
}

pub async fn run(config: Config, command: Command) -> Result<(), Failure> {
    let desk = house::open(config).await?;
    let outcome = carry_out(&desk, command).await;
    desk.db.close().await;
    outcome
}

async fn carry_out(desk: &Desk, command: Command) -> Result<(), Failure> {
    match command {
        Command::ResetMfa { who, reason } => {
            understood(
                desk,
                break_glass::reset_mfa(desk, &who.into(), reason).await,
            )?;
            say("Done: the next sign-in asks for the password and demands enrolment.")
        }
        Command::AccessPass {
            who,
            reason,
            minutes,
        } => {
            let pass: Secret = understood(
                desk,
                break_glass::access_pass(desk, &who.into(), minutes, reason).await,
            )?;
            say(pass.reveal())
        }
        Command::SetRole {
            who,
            role: RoleOrNone(role),
        } => {
            understood(desk, break_glass::set_role(desk, &who.into(), role).await)?;
            say("Done.")
        }
        Command::Invite { who, name } => {
            let link: Secret =
                understood(desk, break_glass::invite(desk, &who.into(), name).await)?;
            say(link.reveal())
        }
    }
}

fn understood<T>(desk: &Desk, outcome: Result<Result<T, Refusal>, Fault>) -> Result<T, Failure> {
    outcome?.map_err(|why| Failure::Refused(sentence(Language::En, &why, desk.world.now())))
}

impl From<Who> for Whom {
    fn from(who: Who) -> Self {
        Self {
            organisation: who.organisation,
            email: who.email,
        }
    }
}
