//! The role table: who may do what to whom.

use crate::{coded::coded, role::Role};

coded! {
    /// The setting "Admins may reset others of their own rank".
    EqualRank {
        Off = "off",
        On = "on",
    }
}

/// What an admin wants to do. The rows of `identity/tests/role_table.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    LookUp,
    ResetFactors,
    RevokeSessions,
    SendPasswordReset,
    IssueAccessPass,
    DecideRequest,
    Invite,
    Disable,
    Edit,
    Import,
    Delete,
    /// The list of users as a file.
    Export,
    EditPolicies,
    EditSettings,
    /// Grant (or take away) a role: the role granted or taken, whichever is higher.
    GrantRole(Role),
    ManageCredentials,
    ManageWebhooks,
    ImportTokens,
    /// Give a hardware token to somebody, or take it back.
    AssignToken,
    /// Let the token that somebody has sign in: what an admin's reset ended, as an access pass does.
    ActivateToken,
    ManageCustomers,
}

/// Whether this could make somebody out of an operator, or take from one what they look after: only who looks after all of that may
/// (DESIGN section 6). What stops somebody else in an operator's place, and lets nobody in, is open to every operator.
pub fn stays_within_grants(act: Act) -> bool {
    !matches!(
        act,
        Act::LookUp | Act::RevokeSessions | Act::SendPasswordReset
    )
}

/// Whether somebody with this role may do this to somebody with that role (none for what has no target).
/// Nobody acts on themselves through the console: the caller checks that, since only it knows the two.
pub fn may(actor: Role, act: Act, target: Option<Role>) -> bool {
    let reachable = match actor {
        Role::HelpDesk => target.is_none(),
        Role::OrgAdmin => target != Some(Role::Operator),
        Role::Operator => true,
    };
    match act {
        Act::LookUp => true,
        Act::ResetFactors
        | Act::RevokeSessions
        | Act::SendPasswordReset
        | Act::IssueAccessPass
        | Act::DecideRequest
        | Act::ActivateToken => reachable,
        Act::Invite | Act::Disable | Act::Edit | Act::Import | Act::Delete | Act::AssignToken => {
            actor >= Role::OrgAdmin && reachable
        }
        Act::Export
        | Act::EditPolicies
        | Act::EditSettings
        | Act::ManageCredentials
        | Act::ManageWebhooks
        | Act::ImportTokens => actor >= Role::OrgAdmin,
        Act::GrantRole(role) => actor >= Role::OrgAdmin && role <= actor && reachable,
        Act::ManageCustomers => actor == Role::Operator,
    }
}

/// The same in an organisation: where its admins leave those of their own rank alone, nobody resets them, ends their sessions,
/// renews their password, gives them an access pass, activates their token or decides about their requests; nor moves their address
/// or takes their role, after which all that could be done.
pub fn reaches(equal: EqualRank, actor: Role, act: Act, target: Option<Role>) -> bool {
    let spared = match act {
        Act::ResetFactors
        | Act::RevokeSessions
        | Act::SendPasswordReset
        | Act::IssueAccessPass
        | Act::DecideRequest
        | Act::ActivateToken
        | Act::Edit
        | Act::GrantRole(_) => equal == EqualRank::Off && target == Some(actor),
        _ => false,
    };
    may(actor, act, target) && !spared
}
