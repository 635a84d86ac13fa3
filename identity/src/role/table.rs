//! The role table: who may do what to whom.

use crate::role::Role;

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
    EditPolicies,
    EditSettings,
    /// Grant (or take away) a role: the role granted or taken, whichever is higher.
    GrantRole(Role),
    ManageCredentials,
    ImportTokens,
    ManageCustomers,
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
        | Act::DecideRequest => reachable,
        Act::Invite | Act::Disable | Act::Edit | Act::Import | Act::Delete => {
            actor >= Role::OrgAdmin && reachable
        }
        Act::EditPolicies | Act::EditSettings | Act::ManageCredentials | Act::ImportTokens => {
            actor >= Role::OrgAdmin
        }
        Act::GrantRole(role) => actor >= Role::OrgAdmin && role <= actor && reachable,
        Act::ManageCustomers => actor == Role::Operator,
    }
}
