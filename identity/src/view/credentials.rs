//! The console's credentials of programs.

use crate::{
    api::{Life, Removal, Scope},
    ids::CredentialId,
    time::Timestamp,
    view::{account::Me, prove::ProveView},
};

/// `/admin/api-credentials`.
#[derive(Clone, Debug)]
pub struct CredentialsView {
    pub me: Me,
    /// The newest first.
    pub credentials: Vec<CredentialRow>,
    /// Whether programs may remove factors.
    pub removal: Removal,
    /// The proof that every change asks for.
    pub due: Option<ProveView>,
}

/// One of them, without its secret, which nobody has any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialRow {
    pub id: CredentialId,
    pub client_id: String,
    pub name: String,
    pub scope: Scope,
    /// Whose rights it has at most; empty if they were deleted.
    pub creator: String,
    pub life: Life,
    pub last_used_at: Option<Timestamp>,
}
