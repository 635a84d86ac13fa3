//! Who does what an admin may do: an admin in the console, or whoever may run commands on the machine.

use identity::audit::Event;

use super::record::{COMMAND_LINE, Happened};
use crate::store::users::User;

/// The one whom audit and mails name.
#[derive(Clone, Copy, Debug)]
pub enum Author<'a> {
    Admin(&'a User),
    CommandLine,
}

impl Author<'_> {
    /// The beginning of an event that this author caused.
    pub fn did(self, event: Event) -> Happened {
        match self {
            Self::Admin(admin) => Happened::by_system(event).acted_by(admin),
            Self::CommandLine => Happened::by_command_line(event),
        }
    }

    pub fn name(self) -> String {
        match self {
            Self::Admin(admin) => admin.name.clone(),
            Self::CommandLine => COMMAND_LINE.to_owned(),
        }
    }
}
