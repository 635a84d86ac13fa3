//! Where something is at home that was named by its id, whichever organisation that is: only to write down that somebody reached over.

use identity::ids::OrganisationId;

use super::{Result, Txn, args};

/// What has an id of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owned {
    User,
    Policy,
    BulkReset,
    Request,
    Factor,
    Customer,
    Webhook,
    HardwareToken,
    Credential,
}

impl Owned {
    /// As the log calls it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Policy => "policy",
            Self::BulkReset => "bulk_reset",
            Self::Request => "request",
            Self::Factor => "factor",
            Self::Customer => "customer",
            Self::Webhook => "webhook",
            Self::HardwareToken => "hardware_token",
            Self::Credential => "credential",
        }
    }

    const fn sql(self) -> &'static str {
        match self {
            Self::User => "SELECT organisation_id FROM users WHERE id = $1",
            Self::Policy => "SELECT organisation_id FROM policies WHERE id = $1",
            Self::BulkReset => "SELECT organisation_id FROM bulk_resets WHERE id = $1",
            Self::Request => "SELECT organisation_id FROM admin_requests WHERE id = $1",
            Self::Factor => "SELECT organisation_id FROM factors WHERE id = $1",
            Self::Customer => "SELECT id FROM organisations WHERE id = $1 AND status <> 'deleted'",
            Self::Webhook => "SELECT organisation_id FROM webhooks WHERE id = $1",
            Self::HardwareToken => "SELECT organisation_id FROM hardware_tokens WHERE id = $1",
            Self::Credential => "SELECT organisation_id FROM api_credentials WHERE id = $1",
        }
    }
}

/// None where there is no such thing anywhere.
pub async fn of(txn: &mut Txn, what: Owned, id: i64) -> Result<Option<OrganisationId>> {
    txn.fetch_optional(what.sql(), args![id]).await
}
