//! Who can help: before the password the help line, after it the admins by name.

use crate::view::front::OrganisationView;

/// `/sign-in/help`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpView {
    pub organisation: Option<OrganisationView>,
    /// The organisation's own help line; may be empty.
    pub help_line: String,
    /// Only after the password was proved.
    pub known: Option<KnownHelp>,
}

/// What a person sees who has proved the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownHelp {
    pub admins: Vec<Admin>,
    /// The contact that the organisation chose; may be empty.
    pub contact: String,
    pub asked: crate::request::Asked,
    pub blocked: Option<Blocked>,
    /// Whether the sign-in can go on from here (another factor or a code is left).
    pub can_go_back: bool,
    /// Whether an access pass leads on from here.
    pub takes_pass: bool,
}

/// Why the sign-in cannot go on without an admin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// The time to enrol has passed.
    WindowPassed,
    /// Every factor is suspended, disabled or deactivated, and no code is left.
    NoWayIn,
}

/// An admin, as a member of the organisation sees one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admin {
    pub name: String,
    pub email: String,
    pub role: crate::role::Role,
}
