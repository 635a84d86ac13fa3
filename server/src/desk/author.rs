//! Who does what an admin may do: an admin in the console, whoever may run commands on the machine, or a program.

use identity::{audit::Event, ids::UserId};

use super::{
    api::Caller,
    record::{COMMAND_LINE, Happened},
};
use crate::store::users::User;

/// The one whom audit and mails name.
#[derive(Clone, Copy, Debug)]
pub enum Author<'a> {
    Admin(&'a User),
    CommandLine,
    Program(&'a Caller),
}

impl Author<'_> {
    /// The beginning of an event that this author caused.
    pub fn did(self, event: Event) -> Happened {
        match self {
            Self::Admin(admin) => Happened::by_system(event).acted_by(admin),
            Self::CommandLine => Happened::by_command_line(event),
            Self::Program(caller) => caller.did(event),
        }
    }

    /// Somebody of the console, or none.
    pub const fn admin(self) -> Option<UserId> {
        match self {
            Self::Admin(admin) => Some(admin.id),
            Self::CommandLine | Self::Program(_) => None,
        }
    }

    pub fn name(self) -> String {
        match self {
            Self::Admin(admin) => admin.name.clone(),
            Self::CommandLine => COMMAND_LINE.to_owned(),
            Self::Program(caller) => caller.credential.name.clone(),
        }
    }
}
