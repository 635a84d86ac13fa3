//! Where a person can be sent next. The app turns a place into a path.

use serde::{Deserialize, Serialize};

use crate::ids::{
    AdminRequestId, BackupCodeSetId, BulkResetId, FactorId, HardwareTokenId, OrganisationId,
    PolicyId, UserId, WebhookId,
};
use crate::operation::Operation;

/// A page of ours. Nothing here can point outside (ASVS 3.7.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    SetUp,
    /// The sign-in page of an organisation, by its short name.
    SignIn(String),
    /// The page that asks for the organisation's short name.
    SignInAnywhere,
    Verify,
    VerifyBackupCode,
    /// The pass of an admin, in place of a factor.
    VerifyAccessPass,
    NewPassword,
    /// Forgotten password, of an organisation by its short name.
    ForgotPassword(String),
    ForgotPasswordAnywhere,
    /// A new password, with a mailed link in hand.
    ResetPassword,
    /// "This wasn't me", with a mailed link in hand.
    NotMe,
    Help,
    Enrol,
    /// The page of one pending authenticator app.
    EnrolTotp(FactorId),
    /// Creating a passkey.
    EnrolPasskey,
    /// Creating one in place of this factor.
    EnrolPasskeyFor(FactorId),
    /// Which number codes are to be sent to.
    EnrolPhone,
    /// The same in place of this factor.
    EnrolPhoneFor(FactorId),
    /// The code that was sent to one pending phone.
    EnrolPhoneCode(FactorId),
    BackupCodes,
    /// "Replace your lost phone?", after a sign-in by backup code.
    ReplaceLost,
    Account,
    RenameFactor(FactorId),
    ReplaceFactor(FactorId),
    RemoveFactor(FactorId),
    /// Reporting a device lost.
    LoseFactor(FactorId),
    /// It was found again.
    RestoreFactor(FactorId),
    Password,
    Profile,
    /// The addresses of a person, behind a fresh proof.
    Addresses,
    /// An address is confirmed, with a mailed link in hand.
    ConfirmAddress,
    Admins,
    Sessions,
    Activity,
    Users,
    User(UserId),
    /// The second steps of somebody, as an admin sees them.
    UserMethods(UserId),
    UserSessions(UserId),
    UserActivity(UserId),
    /// The list of users as a file.
    ExportUsers,
    /// A file of new users, and of changes to those that there are.
    ImportUsers,
    ResetUser(UserId),
    /// Name, address and language of somebody, by an admin.
    EditUser(UserId),
    /// Somebody goes for good.
    DeleteUser(UserId),
    /// Giving a user an access pass.
    AccessPass(UserId),
    Operate(Operation, UserId),
    /// An admin removes one factor of a user.
    TakeFactor(FactorId),
    /// An admin ends the report of a loss.
    LiftReport(FactorId),
    /// Resets of many users that were begun.
    BulkResets,
    /// One of them, or the summary before it.
    BulkReset(BulkResetId),
    Methods,
    /// Users who asked for help.
    Requests,
    Request(AdminRequestId),
    Policies,
    Policy(PolicyId),
    NewPolicy,
    Audit,
    /// Credentials of programs for the REST API.
    Credentials,
    /// Endpoints that are told of audit events.
    Webhooks,
    Webhook(WebhookId),
    /// Devices that show codes: those in stock and those that somebody has.
    HardwareTokens,
    HardwareToken(HardwareTokenId),
    /// The settings of the organisation.
    Settings,
    /// The organisation's name, colour and logo.
    Brand,
    /// The organisations that an operator looks after.
    Customers,
    NewCustomer,
    Customer(OrganisationId),
    /// Where the person wanted to go, parsed by [`ReturnPath::parse`].
    Return(ReturnPath),
}

/// A path of ours to come back to: starts with one slash, holds nothing that a browser could read as a host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnPath(String);

impl ReturnPath {
    const MOST: usize = 512;

    /// Refuses whatever is not plainly a path on this host, so that `next=//evil` and its kin lead nowhere (case X-09).
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~?=&%+:@".contains(c);
        let lower = text.to_ascii_lowercase();
        let safe = text.len() <= Self::MOST
            && text.starts_with('/')
            && !text.starts_with("//")
            && text.chars().all(plain)
            && !lower.contains("%2f")
            && !lower.contains("%5c")
            && !lower.contains("%0")
            && !lower.starts_with("/do/")
            && !text.split('?').next().unwrap_or_default().contains("//");
        safe.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A set of backup codes that must be shown once, on the way to its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshCodes {
    pub set: BackupCodeSetId,
    pub codes: Vec<crate::secret::Secret>,
}

/// A credential that was just made and must be shown once, on the way to its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshCredential {
    pub name: String,
    pub client_id: String,
    pub secret: crate::secret::Secret,
}

/// The secret of a webhook that was just made or got a new one, shown once on its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshWebhook {
    pub webhook: WebhookId,
    pub secret: crate::secret::Secret,
}

/// An access pass that was just issued and must be shown once, on the way to its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshPass {
    pub user: UserId,
    pub pass: crate::secret::Secret,
    pub until: crate::time::Timestamp,
}

#[cfg(test)]
mod tests {
    use super::ReturnPath;

    #[test]
    fn only_paths_of_ours_come_back() {
        for good in [
            "/account",
            "/admin/users?q=anna&page=2",
            "/admin/users/7",
            "/account/factors/3/remove",
        ] {
            assert_eq!(
                ReturnPath::parse(good)
                    .map(|path| path.as_str().to_owned())
                    .as_deref(),
                Some(good)
            );
        }
        for bad in [
            "",
            "account",
            "//evil",
            "/\\evil",
            "https:evil",
            "https://evil",
            "/%2f/evil",
            "/%2F%2Fevil",
            "/%5cevil",
            "javascript:alert(1)",
            "/a\r\nLocation: x",
            "/a\tb",
            "/a b",
            "/a//b",
            "/do/sign-out",
            "/ümlaut",
            "/%0d%0aX",
        ] {
            assert_eq!(ReturnPath::parse(bad), None, "{bad:?}");
        }
        assert_eq!(ReturnPath::parse(&format!("/{}", "a".repeat(10_000))), None);
    }
}
