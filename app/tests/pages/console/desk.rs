//! The console of the example desk.

use async_trait::async_trait;
use identity::{
    brand::BrandForm,
    bulk_reset::Tally,
    console::{
        AccessPassForm, ActivateTokenForm, BulkResetForm, Console, CredentialForm,
        CustomerDeedForm, CustomerForm, DeclineForm, DeleteUserForm, EditUserForm, ImportForm,
        InviteForm, Move, OneFactorForm, OperationForm, PickForm, PolicyForm, ResetForm,
        WebhookForm,
    },
    ids::{
        AdminRequestId, BulkResetId, CredentialId, FactorId, HardwareTokenId, OrganisationId,
        PolicyId, UserId, WebhookId,
    },
    operation::Operation,
    place::ReturnPath,
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

use super::{
    acts, bulk, credentials, customers, hardware_tokens, people, requests, views, webhooks,
};
use crate::desk::Example;

#[async_trait]
impl Console for Example {
    async fn users_page(&self, _: &Visitor, query: UsersQuery) -> Shown<UsersView> {
        Ok(views::users(self.0, query))
    }
    async fn export_page(&self, _: &Visitor, query: UsersQuery) -> Shown<UsersExportView> {
        Ok(people::export(self.0, query))
    }
    async fn export_users(&self, _: &Visitor, query: UsersQuery) -> Shown<Vec<UserRow>> {
        Ok(views::users(self.0, query).rows)
    }
    async fn import_users_page(&self, _: &Visitor) -> Shown<ImportUsersView> {
        Ok(people::import(self.0))
    }
    async fn import_users(&self, _: &Visitor, _: ImportForm) -> Answer {
        self.answer()
    }
    async fn edit_page(&self, _: &Visitor, user: UserId) -> Shown<EditUserView> {
        Ok(people::edit(self.0, user))
    }
    async fn edit_user(&self, _: &Visitor, _: EditUserForm) -> Answer {
        self.answer()
    }
    async fn delete_page(&self, _: &Visitor, user: UserId) -> Shown<DeleteUserView> {
        Ok(people::delete(self.0, user))
    }
    async fn delete_user(&self, _: &Visitor, _: DeleteUserForm) -> Answer {
        self.answer()
    }
    async fn user_page(&self, _: &Visitor, user: UserId) -> Shown<UserView> {
        Ok(views::user(self.0, user))
    }
    async fn user_methods_page(&self, _: &Visitor, user: UserId) -> Shown<UserMethodsView> {
        Ok(people::methods(self.0, user))
    }
    async fn user_sessions_page(&self, _: &Visitor, user: UserId) -> Shown<UserSessionsView> {
        Ok(people::sessions(self.0, user))
    }
    async fn user_activity(
        &self,
        _: &Visitor,
        (user, before): ActivityOf,
    ) -> Shown<UserActivityView> {
        Ok(people::activity(self.0, user, before))
    }
    async fn reset_page(&self, _: &Visitor, user: UserId) -> Shown<ResetView> {
        Ok(acts::reset(self.0, user))
    }
    async fn policies_page(&self, _: &Visitor) -> Shown<PoliciesView> {
        Ok(views::policies(self.0))
    }
    async fn policy_page(&self, _: &Visitor, id: Option<PolicyId>) -> Shown<PolicyView> {
        Ok(views::policy(self.0, id))
    }
    async fn impact_page(&self, _: &Visitor, form: PolicyForm) -> Shown<ImpactView> {
        Ok(views::impact(self.0, form))
    }
    async fn audit_page(&self, _: &Visitor, query: AuditQuery) -> Shown<AuditView> {
        Ok(views::audit(self.0, query))
    }
    async fn operation_page(
        &self,
        _: &Visitor,
        what: Operation,
        user: UserId,
    ) -> Shown<OperationView> {
        Ok(acts::operation(self.0, what, user))
    }
    async fn operate(&self, _: &Visitor, _: OperationForm) -> Answer {
        self.answer()
    }
    async fn requests_page(&self, _: &Visitor) -> Shown<RequestsView> {
        Ok(requests::list(self.0))
    }
    async fn request_page(&self, _: &Visitor, id: AdminRequestId) -> Shown<RequestView> {
        Ok(requests::one(self.0, id))
    }
    async fn decline_request(&self, _: &Visitor, _: DeclineForm) -> Answer {
        self.answer()
    }
    async fn take_factor_page(&self, _: &Visitor, factor: FactorId) -> Shown<TakeFactorView> {
        Ok(acts::take_factor(self.0, factor))
    }
    async fn lift_report_page(&self, _: &Visitor, factor: FactorId) -> Shown<LiftReportView> {
        Ok(acts::lift_report(self.0, factor))
    }
    async fn lift_report(&self, _: &Visitor, _: OneFactorForm) -> Answer {
        self.answer()
    }
    async fn take_factor(&self, _: &Visitor, _: OneFactorForm) -> Answer {
        self.answer()
    }
    async fn access_pass_page(&self, _: &Visitor, user: UserId) -> Shown<AccessPassView> {
        Ok(acts::access_pass(self.0, user))
    }
    async fn issue_access_pass(&self, _: &Visitor, _: AccessPassForm) -> Answer {
        self.answer()
    }
    async fn methods_page(&self, _: &Visitor, query: MethodsQuery) -> Shown<MethodsView> {
        Ok(bulk::methods(self.0, query))
    }
    async fn bulk_resets_page(&self, _: &Visitor) -> Shown<BulkResetsView> {
        Ok(bulk::resets(self.0))
    }
    async fn bulk_reset_page(&self, _: &Visitor, id: BulkResetId) -> Shown<BulkResetView> {
        Ok(bulk::reset(self.0, id))
    }
    async fn bulk_reset_tally(&self, _: &Visitor, _: BulkResetId) -> Shown<Tally> {
        Ok(Tally { settled: 2, all: 3 })
    }
    async fn pick_users(&self, _: &Visitor, _: PickForm) -> Answer {
        self.answer()
    }
    async fn drop_picks(&self, _: &Visitor, _: Option<ReturnPath>) -> Answer {
        self.answer()
    }
    async fn begin_bulk_reset(&self, _: &Visitor, _: BulkResetForm) -> Answer {
        self.answer()
    }
    async fn invite(&self, _: &Visitor, _: InviteForm) -> Answer {
        self.answer()
    }
    async fn reinvite(&self, _: &Visitor, _: UserId) -> Answer {
        self.answer()
    }
    async fn disable_user(&self, _: &Visitor, _: UserId) -> Answer {
        self.answer()
    }
    async fn enable_user(&self, _: &Visitor, _: UserId) -> Answer {
        self.answer()
    }
    async fn set_groups(&self, _: &Visitor, _: UserId, _: String) -> Answer {
        self.answer()
    }
    async fn set_role(&self, _: &Visitor, _: UserId, _: String) -> Answer {
        self.answer()
    }
    async fn reset_user(&self, _: &Visitor, _: ResetForm) -> Answer {
        self.answer()
    }
    async fn save_policy(&self, _: &Visitor, _: PolicyForm) -> Answer {
        self.answer()
    }
    async fn move_policy(&self, _: &Visitor, _: PolicyId, _: Move) -> Answer {
        self.answer()
    }
    async fn delete_policy(&self, _: &Visitor, _: PolicyId) -> Answer {
        self.answer()
    }
    async fn settings_page(&self, _: &Visitor) -> Shown<SettingsView> {
        Ok(views::settings(self.0))
    }
    async fn brand_page(&self, _: &Visitor) -> Shown<BrandView> {
        Ok(views::brand(self.0))
    }
    async fn save_brand(&self, _: &Visitor, _: BrandForm) -> Answer {
        unreachable!()
    }
    async fn save_settings(&self, _: &Visitor, _: SettingsForm) -> Answer {
        self.answer()
    }
    async fn customers_page(&self, _: &Visitor) -> Shown<CustomersView> {
        Ok(customers::list(self.0))
    }
    async fn new_customer_page(&self, _: &Visitor) -> Shown<NewCustomerView> {
        Ok(customers::new(self.0))
    }
    async fn create_customer(&self, _: &Visitor, _: CustomerForm) -> Answer {
        self.answer()
    }
    async fn customer_page(&self, _: &Visitor, id: OrganisationId) -> Shown<CustomerView> {
        Ok(customers::one(self.0, id))
    }
    async fn settle_customer(&self, _: &Visitor, _: OrganisationId, _: CustomerDeedForm) -> Answer {
        self.answer()
    }
    async fn credentials_page(&self, _: &Visitor) -> Shown<CredentialsView> {
        Ok(credentials::list(self.0))
    }
    async fn create_credential(&self, _: &Visitor, _: CredentialForm) -> Answer {
        self.answer()
    }
    async fn revoke_credential(&self, _: &Visitor, _: CredentialId) -> Answer {
        self.answer()
    }
    async fn let_programs_remove(&self, _: &Visitor, _: String) -> Answer {
        self.answer()
    }
    async fn webhooks_page(&self, _: &Visitor) -> Shown<WebhooksView> {
        Ok(webhooks::list(self.0))
    }
    async fn webhook_page(&self, _: &Visitor, id: WebhookId) -> Shown<WebhookView> {
        Ok(webhooks::one(self.0, id))
    }
    async fn create_webhook(&self, _: &Visitor, _: WebhookForm) -> Answer {
        self.answer()
    }
    async fn save_webhook(&self, _: &Visitor, _: WebhookId, _: WebhookForm) -> Answer {
        self.answer()
    }
    async fn manage_webhook(&self, _: &Visitor, _: WebhookId, _: String) -> Answer {
        self.answer()
    }
    async fn tokens_page(&self, _: &Visitor, query: TokensQuery) -> Shown<HardwareTokensView> {
        Ok(hardware_tokens::list(self.0, query))
    }
    async fn token_page(&self, _: &Visitor, id: HardwareTokenId) -> Shown<HardwareTokenView> {
        Ok(hardware_tokens::one(self.0, id))
    }
    async fn import_tokens(&self, _: &Visitor, _: ImportForm) -> Answer {
        self.answer()
    }
    async fn assign_token(&self, _: &Visitor, _: HardwareTokenId, _: String) -> Answer {
        self.answer()
    }
    async fn activate_token(&self, _: &Visitor, _: ActivateTokenForm) -> Answer {
        self.answer()
    }
    async fn manage_token(&self, _: &Visitor, _: HardwareTokenId, _: String) -> Answer {
        self.answer()
    }
}
