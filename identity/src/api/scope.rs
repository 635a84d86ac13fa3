//! Scopes: they belong to a credential, and say which calls it may make.

use crate::coded::coded;

coded! {
    /// What a credential was made for. Names and meaning are OneLogin's.
    Scope {
        AuthenticationOnly = "authentication_only",
        ReadUsers = "read_users",
        ManageUsers = "manage_users",
        ReadAll = "read_all",
        ManageAll = "manage_all",
    }
}

/// What a program asks for. Each call of the API is one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// How many calls are left.
    RateLimit,
    ReadUsers,
    ReadFactors,
    /// Set one up, or check a code of one.
    EnrolFactor,
    VerifyFactor,
    RemoveFactor,
    /// All of them, as *Force MFA reset* does.
    ResetFactors,
    EndSessions,
    /// A code that stands in for a factor once.
    IssueAccessPass,
    /// What users asked their admins for, and the answer.
    ReadRequests,
    DecideRequest,
    /// Invite, rename, regroup, disable.
    WriteUsers,
    ReadPolicies,
    ReadAudit,
}

impl Call {
    pub const ALL: [Self; 14] = [
        Self::RateLimit,
        Self::ReadUsers,
        Self::ReadFactors,
        Self::EnrolFactor,
        Self::VerifyFactor,
        Self::RemoveFactor,
        Self::ResetFactors,
        Self::EndSessions,
        Self::IssueAccessPass,
        Self::ReadRequests,
        Self::DecideRequest,
        Self::WriteUsers,
        Self::ReadPolicies,
        Self::ReadAudit,
    ];
}

/// The table of scopes: exact, none includes more than is written here.
pub const fn may(scope: Scope, call: Call) -> bool {
    match call {
        Call::RateLimit => true,
        Call::ReadUsers | Call::ReadFactors => !matches!(scope, Scope::AuthenticationOnly),
        Call::EnrolFactor
        | Call::VerifyFactor
        | Call::RemoveFactor
        | Call::ResetFactors
        | Call::EndSessions
        | Call::IssueAccessPass
        | Call::DecideRequest
        | Call::WriteUsers => {
            matches!(scope, Scope::ManageUsers | Scope::ManageAll)
        }
        // In these, people write what is nobody's business who only looks up users.
        Call::ReadRequests => {
            matches!(
                scope,
                Scope::ManageUsers | Scope::ReadAll | Scope::ManageAll
            )
        }
        Call::ReadPolicies | Call::ReadAudit => {
            matches!(scope, Scope::ReadAll | Scope::ManageAll)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_scopes() {
        let row = |call| {
            let scopes = Scope::ALL.iter().filter(|scope| may(**scope, call));
            scopes
                .map(|scope| scope.code())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let table = Call::ALL.map(|call| format!("{call:?}: {}\n", row(call)));
        assert_eq!(
            table.concat(),
            "RateLimit: authentication_only read_users manage_users read_all manage_all\n\
             ReadUsers: read_users manage_users read_all manage_all\n\
             ReadFactors: read_users manage_users read_all manage_all\n\
             EnrolFactor: manage_users manage_all\n\
             VerifyFactor: manage_users manage_all\n\
             RemoveFactor: manage_users manage_all\n\
             ResetFactors: manage_users manage_all\n\
             EndSessions: manage_users manage_all\n\
             IssueAccessPass: manage_users manage_all\n\
             ReadRequests: manage_users read_all manage_all\n\
             DecideRequest: manage_users manage_all\n\
             WriteUsers: manage_users manage_all\n\
             ReadPolicies: read_all manage_all\n\
             ReadAudit: read_all manage_all\n"
        );
    }
}
