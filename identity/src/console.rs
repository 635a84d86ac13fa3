//! Everything that an admin can do: the console's table of contents.

use async_trait::async_trait;

use crate::{
    brand::BrandForm,
    bulk_reset::Tally,
    ids::{
        AdminRequestId, BulkResetId, CredentialId, FactorId, HardwareTokenId, OrganisationId,
        PolicyId, UserId, WebhookId,
    },
    justification::Justification,
    language::Language,
    operation::Operation,
    place::ReturnPath,
    secret::Secret,
    settings::SettingsForm,
    turn::{Answer, Shown},
    view::{
        access_pass::AccessPassView,
        audit::{AuditQuery, AuditView},
        bulk_reset::{BulkResetView, BulkResetsView, MethodsQuery, MethodsView},
        credentials::CredentialsView,
        customers::{CustomerView, CustomersView, NewCustomerView},
        delete_user::DeleteUserView,
        edit_user::EditUserView,
        hardware_tokens::{HardwareTokenView, HardwareTokensView, TokensQuery},
        import_users::ImportUsersView,
        lift_report::LiftReportView,
        operation::OperationView,
        policies::{ImpactView, PoliciesView, PolicyView},
        requests::{RequestView, RequestsView},
        reset::ResetView,
        settings::{BrandView, SettingsView},
        take_factor::TakeFactorView,
        user_tabs::{ActivityOf, UserActivityView, UserMethodsView, UserSessionsView},
        users::{UserRow, UserView, UsersView},
        users_export::UsersExportView,
        users_query::UsersQuery,
        webhooks::{WebhookView, WebhooksView},
    },
    visitor::Visitor,
};

mod customers;

pub use customers::{CustomerDeedForm, CustomerForm};

/// An invitation.
#[derive(Clone, Debug)]
pub struct InviteForm {
    pub name: String,
    pub email: String,
    /// Comma-separated.
    pub groups: String,
}

/// Somebody as an admin has them from now on.
#[derive(Clone, Debug)]
pub struct EditUserForm {
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub language: Language,
    /// [`EditUserView::digest`] as it was shown.
    pub digest: String,
}

impl EditUserForm {
    #[must_use]
    pub fn typed(&self) -> [(&'static str, &str); 3] {
        [
            ("name", &self.name),
            ("email", &self.email),
            ("language", self.language.tag()),
        ]
    }
}

/// Somebody who is to go for good, and why.
#[derive(Clone, Debug)]
pub struct DeleteUserForm {
    pub user: UserId,
    pub reason: String,
    /// [`DeleteUserView::digest`] as it was shown.
    pub digest: String,
}

/// A confirmed Force MFA reset.
#[derive(Clone, Debug)]
pub struct ResetForm {
    pub user: UserId,
    pub justification: Justification,
    /// [`ResetView::digest`] as it was shown.
    pub digest: String,
}

/// The ticks of one page of a list, added to those of the pages before.
#[derive(Clone, Debug)]
pub struct PickForm {
    /// The users whose box was ticked.
    pub ticked: Vec<UserId>,
    /// Everybody who stood on that page: whoever is not ticked of them is not picked any more.
    pub shown: Vec<UserId>,
    /// The page itself, for a refusal.
    pub here: Option<ReturnPath>,
    /// Where to go on; none for the summary of the reset.
    pub then: Option<ReturnPath>,
}

/// A confirmed reset of many.
#[derive(Clone, Debug)]
pub struct BulkResetForm {
    pub id: BulkResetId,
    pub justification: Justification,
    /// [`crate::view::bulk_reset::Summary::digest`] as it was shown.
    pub digest: String,
}

/// A confirmed operation on one account.
#[derive(Clone, Debug)]
pub struct OperationForm {
    pub operation: Operation,
    pub user: UserId,
    pub justification: Justification,
}

/// An act on one factor of a user, confirmed: its removal, or the end of a report of loss.
#[derive(Clone, Debug)]
pub struct OneFactorForm {
    pub factor: FactorId,
    pub justification: Justification,
}

/// A request declined, with the answer that its owner reads.
#[derive(Clone, Debug)]
pub struct DeclineForm {
    pub request: AdminRequestId,
    pub answer: String,
}

/// An access pass to be given; `minutes` is how long it is good for.
#[derive(Clone, Debug)]
pub struct AccessPassForm {
    pub user: UserId,
    pub minutes: String,
    pub justification: Justification,
}

/// A policy as it was typed. Numbers and kinds are raw text; ticked boxes come as "on".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyForm {
    /// None for a new one.
    pub id: Option<PolicyId>,
    pub name: String,
    /// Comma-separated; ignored for the default policy.
    pub groups: String,
    pub requirement: String,
    /// Comma-separated codes of [`crate::factor::FactorKind`].
    pub kinds: String,
    pub self_removal: String,
    pub passwordless: String,
    pub idle_minutes: String,
    pub absolute_minutes: String,
    /// Days of grace when saving tightens: 0 to 90; empty when it does not.
    pub grace_days: String,
    /// [`ImpactView::digest`] as it was shown; empty before the impact was seen.
    pub digest: String,
}

impl PolicyForm {
    /// What was typed, field by field, as it is kept for the form when it was refused.
    #[must_use]
    pub fn typed(&self) -> [(&'static str, &str); 9] {
        [
            ("name", &self.name),
            ("groups", &self.groups),
            ("requirement", &self.requirement),
            ("kinds", &self.kinds),
            ("self_removal", &self.self_removal),
            ("passwordless", &self.passwordless),
            ("idle_minutes", &self.idle_minutes),
            ("absolute_minutes", &self.absolute_minutes),
            ("grace_days", &self.grace_days),
        ]
    }
}

/// A credential as it was typed: `scope` is [`crate::api::Scope`], `days` a number.
#[derive(Clone, Debug)]
pub struct CredentialForm {
    pub name: String,
    pub scope: String,
    pub days: String,
}

/// A webhook as it was typed: `which` is [`crate::webhook::subscription::Which`].
#[derive(Clone, Debug)]
pub struct WebhookForm {
    pub name: String,
    pub url: String,
    pub which: String,
    /// The codes whose box was ticked.
    pub events: Vec<String>,
}

/// A file to be imported: chosen, in base64, or pasted.
#[derive(Clone, Debug)]
pub struct ImportForm {
    pub file: Secret,
    pub pasted: Secret,
}

/// A hardware token to be activated; `second` is its next code where a button moves it on.
#[derive(Clone, Debug)]
pub struct ActivateTokenForm {
    pub token: HardwareTokenId,
    pub code: Secret,
    pub second: Secret,
}

/// Up or down in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Up,
    Down,
}

/// The console, for admins.
#[async_trait]
pub trait Console: Send + Sync + 'static {
    async fn users_page(&self, visitor: &Visitor, query: UsersQuery) -> Shown<UsersView>;
    async fn export_page(&self, visitor: &Visitor, query: UsersQuery) -> Shown<UsersExportView>;
    /// Everybody who matches, for a file.
    async fn export_users(&self, visitor: &Visitor, query: UsersQuery) -> Shown<Vec<UserRow>>;
    async fn edit_page(&self, visitor: &Visitor, user: UserId) -> Shown<EditUserView>;
    async fn edit_user(&self, visitor: &Visitor, form: EditUserForm) -> Answer;
    async fn delete_page(&self, visitor: &Visitor, user: UserId) -> Shown<DeleteUserView>;
    async fn delete_user(&self, visitor: &Visitor, form: DeleteUserForm) -> Answer;
    async fn invite(&self, visitor: &Visitor, form: InviteForm) -> Answer;
    async fn reinvite(&self, visitor: &Visitor, user: UserId) -> Answer;
    async fn user_page(&self, visitor: &Visitor, user: UserId) -> Shown<UserView>;
    async fn user_methods_page(&self, visitor: &Visitor, user: UserId) -> Shown<UserMethodsView>;
    async fn user_sessions_page(&self, visitor: &Visitor, user: UserId) -> Shown<UserSessionsView>;
    async fn user_activity(&self, visitor: &Visitor, of: ActivityOf) -> Shown<UserActivityView>;
    async fn disable_user(&self, visitor: &Visitor, user: UserId) -> Answer;
    async fn enable_user(&self, visitor: &Visitor, user: UserId) -> Answer;
    async fn set_groups(&self, visitor: &Visitor, user: UserId, groups: String) -> Answer;
    /// `role` is [`crate::role::Role`] or empty for none.
    async fn set_role(&self, visitor: &Visitor, user: UserId, role: String) -> Answer;
    async fn reset_page(&self, visitor: &Visitor, user: UserId) -> Shown<ResetView>;
    async fn reset_user(&self, visitor: &Visitor, form: ResetForm) -> Answer;

    async fn operation_page(
        &self,
        visitor: &Visitor,
        what: Operation,
        user: UserId,
    ) -> Shown<OperationView>;
    async fn operate(&self, visitor: &Visitor, form: OperationForm) -> Answer;
    async fn access_pass_page(&self, visitor: &Visitor, user: UserId) -> Shown<AccessPassView>;
    /// The pass is on the next page, and never again.
    async fn issue_access_pass(&self, visitor: &Visitor, form: AccessPassForm) -> Answer;

    async fn requests_page(&self, visitor: &Visitor) -> Shown<RequestsView>;
    async fn request_page(&self, visitor: &Visitor, request: AdminRequestId) -> Shown<RequestView>;
    async fn decline_request(&self, visitor: &Visitor, form: DeclineForm) -> Answer;

    async fn take_factor_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<TakeFactorView>;
    async fn take_factor(&self, visitor: &Visitor, form: OneFactorForm) -> Answer;

    async fn lift_report_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<LiftReportView>;
    async fn lift_report(&self, visitor: &Visitor, form: OneFactorForm) -> Answer;

    async fn methods_page(&self, visitor: &Visitor, query: MethodsQuery) -> Shown<MethodsView>;
    async fn pick_users(&self, visitor: &Visitor, form: PickForm) -> Answer;
    /// Unticks everybody.
    async fn drop_picks(&self, visitor: &Visitor, then: Option<ReturnPath>) -> Answer;
    async fn bulk_resets_page(&self, visitor: &Visitor) -> Shown<BulkResetsView>;
    async fn bulk_reset_page(&self, visitor: &Visitor, id: BulkResetId) -> Shown<BulkResetView>;
    async fn begin_bulk_reset(&self, visitor: &Visitor, form: BulkResetForm) -> Answer;
    async fn bulk_reset_tally(&self, visitor: &Visitor, id: BulkResetId) -> Shown<Tally>;

    async fn policies_page(&self, visitor: &Visitor) -> Shown<PoliciesView>;
    async fn policy_page(&self, visitor: &Visitor, policy: Option<PolicyId>) -> Shown<PolicyView>;
    /// The impact of a policy as typed, before it is saved; a refusal leads back to the form.
    async fn impact_page(&self, visitor: &Visitor, form: PolicyForm) -> Shown<ImpactView>;
    async fn save_policy(&self, visitor: &Visitor, form: PolicyForm) -> Answer;
    async fn move_policy(&self, visitor: &Visitor, policy: PolicyId, to: Move) -> Answer;
    async fn delete_policy(&self, visitor: &Visitor, policy: PolicyId) -> Answer;

    async fn audit_page(&self, visitor: &Visitor, query: AuditQuery) -> Shown<AuditView>;

    async fn settings_page(&self, visitor: &Visitor) -> Shown<SettingsView>;
    async fn save_settings(&self, visitor: &Visitor, form: SettingsForm) -> Answer;
    async fn brand_page(&self, visitor: &Visitor) -> Shown<BrandView>;
    async fn save_brand(&self, visitor: &Visitor, form: BrandForm) -> Answer;

    async fn customers_page(&self, visitor: &Visitor) -> Shown<CustomersView>;
    async fn new_customer_page(&self, visitor: &Visitor) -> Shown<NewCustomerView>;
    async fn create_customer(&self, visitor: &Visitor, form: CustomerForm) -> Answer;
    async fn customer_page(&self, visitor: &Visitor, id: OrganisationId) -> Shown<CustomerView>;
    async fn settle_customer(
        &self,
        visitor: &Visitor,
        customer: OrganisationId,
        form: CustomerDeedForm,
    ) -> Answer;

    async fn credentials_page(&self, visitor: &Visitor) -> Shown<CredentialsView>;
    /// The secret is on the next page, and never again.
    async fn create_credential(&self, visitor: &Visitor, form: CredentialForm) -> Answer;
    async fn revoke_credential(&self, visitor: &Visitor, credential: CredentialId) -> Answer;
    /// `removal` is [`crate::api::Removal`].
    async fn let_programs_remove(&self, visitor: &Visitor, removal: String) -> Answer;

    async fn webhooks_page(&self, visitor: &Visitor) -> Shown<WebhooksView>;
    async fn webhook_page(&self, visitor: &Visitor, webhook: WebhookId) -> Shown<WebhookView>;
    /// The secret is on the next page, and never again.
    async fn create_webhook(&self, visitor: &Visitor, form: WebhookForm) -> Answer;
    async fn save_webhook(
        &self,
        visitor: &Visitor,
        webhook: WebhookId,
        form: WebhookForm,
    ) -> Answer;
    /// `deed` is [`crate::webhook::WebhookDeed`].
    async fn manage_webhook(&self, visitor: &Visitor, webhook: WebhookId, deed: String) -> Answer;

    async fn tokens_page(&self, visitor: &Visitor, query: TokensQuery)
    -> Shown<HardwareTokensView>;
    async fn token_page(
        &self,
        visitor: &Visitor,
        token: HardwareTokenId,
    ) -> Shown<HardwareTokenView>;
    /// All of the file or nothing.
    async fn import_tokens(&self, visitor: &Visitor, form: ImportForm) -> Answer;
    async fn import_users_page(&self, visitor: &Visitor) -> Shown<ImportUsersView>;
    async fn import_users(&self, visitor: &Visitor, form: ImportForm) -> Answer;
    /// To the user with this address.
    async fn assign_token(
        &self,
        visitor: &Visitor,
        token: HardwareTokenId,
        email: String,
    ) -> Answer;
    async fn activate_token(&self, visitor: &Visitor, form: ActivateTokenForm) -> Answer;
    /// `deed` is [`crate::hardware_token::TokenDeed`].
    async fn manage_token(&self, visitor: &Visitor, token: HardwareTokenId, deed: String)
    -> Answer;
}
