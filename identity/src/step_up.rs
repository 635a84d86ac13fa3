//! Step-up: a fresh proof, bound to one session, one action and its targets, used once.

use std::{fmt, str::FromStr};

use crate::{
    coded::UnknownCode,
    ids::{BulkResetId, FactorId, HardwareTokenId, OrganisationId, PolicyId, UserId, WebhookId},
    operation::Operation,
    place::Place,
    time::{Span, Timestamp},
};

/// How long a proof counts for one's own account, and how long a step-up lives: 5 minutes (ASVS 7.5.1).
pub const FRESH: Span = Span::minutes(5);

/// What a step-up is for. The text form (`remove-factor:7`) is what is stored and what a form carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepUp {
    AddFactor,
    ReplaceFactor(FactorId),
    RenameFactor(FactorId),
    RemoveFactor(FactorId),
    /// A device is gone: reported by the password, or by another factor (NIST SP 800-63B-4, section 4.3).
    LoseFactor(FactorId),
    /// It was found again: lifted by another factor only, never by a code, and never by a proof from before.
    RestoreFactor(FactorId),
    NewBackupCodes,
    ChangePassword,
    ChangeAddresses,
    /// Console: always a fresh factor, never a code.
    ResetUser(UserId),
    ResetUsers(BulkResetId),
    /// One factor of a user.
    TakeFactor(FactorId),
    /// It was reported lost, and an admin knows better.
    LiftReport(FactorId),
    IssueAccessPass(UserId),
    Operate(Operation, UserId),
    GrantRole(UserId),
    ChangePolicy(PolicyId),
    CreatePolicy,
    OrderPolicies,
    /// Made, revoked, or the switch of what they may do.
    ManageCredentials,
    CreateWebhook,
    /// Changed, switched, given a new secret or deleted.
    ManageWebhook(WebhookId),
    ImportTokens,
    /// Given to somebody, activated, taken back or deleted.
    ManageToken(HardwareTokenId),
    ChangeSettings,
    ChangeBrand,
    CreateCustomer,
    /// Suspended, resumed, deleted, or who looks after it.
    ManageCustomer(OrganisationId),
    /// The list of users as a file.
    ExportUsers,
    ImportUsers,
    EditUser(UserId),
    DeleteUser(UserId),
}

/// Whose business a step-up is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Realm {
    OwnAccount,
    Console,
}

/// What a proof for an action is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// The session's proof is fresh again, for whatever else is done on the own account.
    TheSession,
    /// This one action, once.
    ThisAction,
}

impl StepUp {
    pub const fn realm(self) -> Realm {
        match self {
            Self::AddFactor
            | Self::ReplaceFactor(_)
            | Self::RenameFactor(_)
            | Self::RemoveFactor(_)
            | Self::LoseFactor(_)
            | Self::RestoreFactor(_)
            | Self::NewBackupCodes
            | Self::ChangePassword
            | Self::ChangeAddresses => Realm::OwnAccount,
            Self::ResetUser(_)
            | Self::ResetUsers(_)
            | Self::TakeFactor(_)
            | Self::LiftReport(_)
            | Self::IssueAccessPass(_)
            | Self::Operate(..)
            | Self::GrantRole(_)
            | Self::ChangePolicy(_)
            | Self::CreatePolicy
            | Self::OrderPolicies
            | Self::ManageCredentials
            | Self::CreateWebhook
            | Self::ManageWebhook(_)
            | Self::ImportTokens
            | Self::ManageToken(_)
            | Self::ChangeSettings
            | Self::ChangeBrand
            | Self::CreateCustomer
            | Self::ManageCustomer(_)
            | Self::ExportUsers
            | Self::ImportUsers
            | Self::EditUser(_)
            | Self::DeleteUser(_) => Realm::Console,
        }
    }

    /// A password that reported a loss must open nothing else, and what lifts it must be proved for it alone.
    pub const fn worth(self) -> Worth {
        match self {
            Self::LoseFactor(_) | Self::RestoreFactor(_) => Worth::ThisAction,
            Self::AddFactor
            | Self::ReplaceFactor(_)
            | Self::RenameFactor(_)
            | Self::RemoveFactor(_)
            | Self::NewBackupCodes
            | Self::ChangePassword
            | Self::ChangeAddresses => Worth::TheSession,
            Self::ResetUser(_)
            | Self::ResetUsers(_)
            | Self::TakeFactor(_)
            | Self::LiftReport(_)
            | Self::IssueAccessPass(_)
            | Self::Operate(..)
            | Self::GrantRole(_)
            | Self::ChangePolicy(_)
            | Self::CreatePolicy
            | Self::OrderPolicies
            | Self::ManageCredentials
            | Self::CreateWebhook
            | Self::ManageWebhook(_)
            | Self::ImportTokens
            | Self::ManageToken(_)
            | Self::ChangeSettings
            | Self::ChangeBrand
            | Self::CreateCustomer
            | Self::ManageCustomer(_)
            | Self::ExportUsers
            | Self::ImportUsers
            | Self::EditUser(_)
            | Self::DeleteUser(_) => Worth::ThisAction,
        }
    }

    /// Whether a backup code proves enough: for one's own account, but not to lift the report of a loss. Whoever has the
    /// lost bag may have the printed codes.
    pub fn takes_codes(self) -> bool {
        self.realm() == Realm::OwnAccount && !matches!(self, Self::RestoreFactor(_))
    }

    /// The page that asked for it, and that a proof leads back to.
    pub const fn page(self) -> Place {
        match self {
            Self::AddFactor => Place::Enrol,
            Self::ReplaceFactor(id) => Place::ReplaceFactor(id),
            Self::RenameFactor(id) => Place::RenameFactor(id),
            Self::RemoveFactor(id) => Place::RemoveFactor(id),
            Self::LoseFactor(id) => Place::LoseFactor(id),
            Self::RestoreFactor(id) => Place::RestoreFactor(id),
            Self::NewBackupCodes => Place::BackupCodes,
            Self::ChangePassword => Place::Password,
            Self::ChangeAddresses => Place::Addresses,
            Self::ResetUser(id) => Place::ResetUser(id),
            Self::ResetUsers(id) => Place::BulkReset(id),
            Self::TakeFactor(id) => Place::TakeFactor(id),
            Self::LiftReport(id) => Place::LiftReport(id),
            Self::IssueAccessPass(id) => Place::AccessPass(id),
            Self::Operate(operation, id) => Place::Operate(operation, id),
            Self::GrantRole(id) => Place::User(id),
            Self::ChangePolicy(id) => Place::Policy(id),
            Self::CreatePolicy => Place::NewPolicy,
            Self::OrderPolicies => Place::Policies,
            Self::ManageCredentials => Place::Credentials,
            Self::CreateWebhook => Place::Webhooks,
            Self::ManageWebhook(id) => Place::Webhook(id),
            Self::ImportTokens => Place::HardwareTokens,
            Self::ManageToken(id) => Place::HardwareToken(id),
            Self::ChangeSettings => Place::Settings,
            Self::ChangeBrand => Place::Brand,
            Self::CreateCustomer => Place::NewCustomer,
            Self::ManageCustomer(id) => Place::Customer(id),
            Self::ExportUsers => Place::ExportUsers,
            Self::ImportUsers => Place::ImportUsers,
            Self::EditUser(id) => Place::EditUser(id),
            Self::DeleteUser(id) => Place::DeleteUser(id),
        }
    }
}

/// Whether a proof given with the session is fresh enough for one's own account.
pub fn is_fresh(proved_at: Timestamp, now: Timestamp) -> bool {
    now - proved_at <= FRESH
}

impl fmt::Display for StepUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AddFactor => f.write_str("add-factor"),
            Self::ReplaceFactor(id) => write!(f, "replace-factor:{id}"),
            Self::RenameFactor(id) => write!(f, "rename-factor:{id}"),
            Self::RemoveFactor(id) => write!(f, "remove-factor:{id}"),
            Self::LoseFactor(id) => write!(f, "lose-factor:{id}"),
            Self::RestoreFactor(id) => write!(f, "restore-factor:{id}"),
            Self::NewBackupCodes => f.write_str("new-backup-codes"),
            Self::ChangePassword => f.write_str("change-password"),
            Self::ChangeAddresses => f.write_str("change-addresses"),
            Self::ResetUser(id) => write!(f, "reset-user:{id}"),
            Self::ResetUsers(id) => write!(f, "reset-users:{id}"),
            Self::TakeFactor(id) => write!(f, "take-factor:{id}"),
            Self::LiftReport(id) => write!(f, "lift-report:{id}"),
            Self::IssueAccessPass(id) => write!(f, "issue-access-pass:{id}"),
            Self::Operate(operation, id) => write!(f, "{operation}:{id}"),
            Self::GrantRole(id) => write!(f, "grant-role:{id}"),
            Self::ChangePolicy(id) => write!(f, "change-policy:{id}"),
            Self::CreatePolicy => f.write_str("create-policy"),
            Self::OrderPolicies => f.write_str("order-policies"),
            Self::ManageCredentials => f.write_str("manage-credentials"),
            Self::CreateWebhook => f.write_str("create-webhook"),
            Self::ManageWebhook(id) => write!(f, "manage-webhook:{id}"),
            Self::ImportTokens => f.write_str("import-tokens"),
            Self::ManageToken(id) => write!(f, "manage-token:{id}"),
            Self::ChangeSettings => f.write_str("change-settings"),
            Self::ChangeBrand => f.write_str("change-brand"),
            Self::CreateCustomer => f.write_str("create-customer"),
            Self::ManageCustomer(id) => write!(f, "manage-customer:{id}"),
            Self::ExportUsers => f.write_str("export-users"),
            Self::ImportUsers => f.write_str("import-users"),
            Self::EditUser(id) => write!(f, "edit-user:{id}"),
            Self::DeleteUser(id) => write!(f, "delete-user:{id}"),
        }
    }
}

impl FromStr for StepUp {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, target) = text
            .split_once(':')
            .map_or((text, None), |(name, target)| (name, Some(target)));
        let id = target
            .map(crate::ids::parse)
            .transpose()
            .map_err(|_| UnknownCode)?;
        match (name, id) {
            ("add-factor", None) => Ok(Self::AddFactor),
            ("replace-factor", Some(id)) => Ok(Self::ReplaceFactor(FactorId(id))),
            ("rename-factor", Some(id)) => Ok(Self::RenameFactor(FactorId(id))),
            ("remove-factor", Some(id)) => Ok(Self::RemoveFactor(FactorId(id))),
            ("lose-factor", Some(id)) => Ok(Self::LoseFactor(FactorId(id))),
            ("restore-factor", Some(id)) => Ok(Self::RestoreFactor(FactorId(id))),
            ("new-backup-codes", None) => Ok(Self::NewBackupCodes),
            ("change-password", None) => Ok(Self::ChangePassword),
            ("change-addresses", None) => Ok(Self::ChangeAddresses),
            ("reset-user", Some(id)) => Ok(Self::ResetUser(UserId(id))),
            ("reset-users", Some(id)) => Ok(Self::ResetUsers(BulkResetId(id))),
            ("take-factor", Some(id)) => Ok(Self::TakeFactor(FactorId(id))),
            ("lift-report", Some(id)) => Ok(Self::LiftReport(FactorId(id))),
            ("issue-access-pass", Some(id)) => Ok(Self::IssueAccessPass(UserId(id))),
            ("grant-role", Some(id)) => Ok(Self::GrantRole(UserId(id))),
            ("change-policy", Some(id)) => Ok(Self::ChangePolicy(PolicyId(id))),
            ("create-policy", None) => Ok(Self::CreatePolicy),
            ("order-policies", None) => Ok(Self::OrderPolicies),
            ("manage-credentials", None) => Ok(Self::ManageCredentials),
            ("create-webhook", None) => Ok(Self::CreateWebhook),
            ("manage-webhook", Some(id)) => Ok(Self::ManageWebhook(WebhookId(id))),
            ("import-tokens", None) => Ok(Self::ImportTokens),
            ("manage-token", Some(id)) => Ok(Self::ManageToken(HardwareTokenId(id))),
            ("change-settings", None) => Ok(Self::ChangeSettings),
            ("change-brand", None) => Ok(Self::ChangeBrand),
            ("create-customer", None) => Ok(Self::CreateCustomer),
            ("manage-customer", Some(id)) => Ok(Self::ManageCustomer(OrganisationId(id))),
            ("export-users", None) => Ok(Self::ExportUsers),
            ("import-users", None) => Ok(Self::ImportUsers),
            ("edit-user", Some(id)) => Ok(Self::EditUser(UserId(id))),
            ("delete-user", Some(id)) => Ok(Self::DeleteUser(UserId(id))),
            (operation, Some(id)) => Ok(Self::Operate(operation.parse()?, UserId(id))),
            _ => Err(UnknownCode),
        }
    }
}

#[cfg(test)]
mod tests;
