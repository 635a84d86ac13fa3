//! The console: each line leads to the file of one use case.

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

use super::{Desk, run::run};

mod access_pass;
mod acting;
pub mod audit_export;
mod audit_page;
mod brand;
mod bulk;
mod credentials;
mod customers;
mod delete_policy;
mod delete_user;
mod denied;
mod disable;
mod edit_user;
mod export_users;
mod hardware_tokens;
mod impact;
mod import;
mod invite;
mod lift_report;
mod methods_page;
mod one_factor;
mod operate;
mod order_policies;
pub(super) mod owing;
mod policies_page;
mod policy_page;
mod regroup;
mod requests;
mod reset;
mod role;
mod save_policy;
mod settings;
mod take_factor;
mod user_page;
mod users_page;
mod webhooks;

#[async_trait]
impl Console for Desk {
    async fn users_page(&self, visitor: &Visitor, query: UsersQuery) -> Shown<UsersView> {
        run!(self.show, visitor, [query] knock => users_page::page(&knock, query))
    }

    async fn export_page(&self, visitor: &Visitor, query: UsersQuery) -> Shown<UsersExportView> {
        run!(self.show, visitor, [query] knock => export_users::page(&knock, query))
    }

    async fn export_users(&self, visitor: &Visitor, query: UsersQuery) -> Shown<Vec<UserRow>> {
        run!(self.show, visitor, [query] knock => export_users::submit(&knock, query))
    }

    async fn edit_page(&self, visitor: &Visitor, user: UserId) -> Shown<EditUserView> {
        run!(self.show, visitor, [] knock => edit_user::page(&knock, user))
    }

    async fn edit_user(&self, visitor: &Visitor, form: EditUserForm) -> Answer {
        run!(self.answer, visitor, [form] knock => edit_user::submit(&knock, &form))
    }

    async fn delete_page(&self, visitor: &Visitor, user: UserId) -> Shown<DeleteUserView> {
        run!(self.show, visitor, [] knock => delete_user::page(&knock, user))
    }

    async fn delete_user(&self, visitor: &Visitor, form: DeleteUserForm) -> Answer {
        run!(self.answer, visitor, [form] knock => delete_user::submit(&knock, &form))
    }

    async fn invite(&self, visitor: &Visitor, form: InviteForm) -> Answer {
        run!(self.answer, visitor, [form] knock => invite::submit(&knock, &form))
    }

    async fn reinvite(&self, visitor: &Visitor, user: UserId) -> Answer {
        run!(self.answer, visitor, [] knock => invite::again(&knock, user))
    }

    async fn user_page(&self, visitor: &Visitor, user: UserId) -> Shown<UserView> {
        run!(self.show, visitor, [] knock => user_page::page(&knock, user))
    }

    async fn user_methods_page(&self, visitor: &Visitor, user: UserId) -> Shown<UserMethodsView> {
        run!(self.show, visitor, [] knock => user_page::tabs::methods(&knock, user))
    }

    async fn user_sessions_page(&self, visitor: &Visitor, user: UserId) -> Shown<UserSessionsView> {
        run!(self.show, visitor, [] knock => user_page::tabs::sessions(&knock, user))
    }

    async fn user_activity(&self, visitor: &Visitor, of: ActivityOf) -> Shown<UserActivityView> {
        run!(self.show, visitor, [] knock => user_page::tabs::activity(&knock, of))
    }

    async fn disable_user(&self, visitor: &Visitor, user: UserId) -> Answer {
        run!(self.answer, visitor, [] knock => disable::disable(&knock, user))
    }

    async fn enable_user(&self, visitor: &Visitor, user: UserId) -> Answer {
        run!(self.answer, visitor, [] knock => disable::enable(&knock, user))
    }

    async fn set_groups(&self, visitor: &Visitor, user: UserId, groups: String) -> Answer {
        run!(self.answer, visitor, [groups] knock => regroup::submit(&knock, user, &groups))
    }

    async fn set_role(&self, visitor: &Visitor, user: UserId, role: String) -> Answer {
        run!(self.answer, visitor, [role] knock => role::submit(&knock, user, &role))
    }

    async fn reset_page(&self, visitor: &Visitor, user: UserId) -> Shown<ResetView> {
        run!(self.show, visitor, [] knock => reset::page(&knock, user))
    }

    async fn reset_user(&self, visitor: &Visitor, form: ResetForm) -> Answer {
        run!(self.answer, visitor, [form] knock => reset::submit(&knock, &form))
    }

    async fn operation_page(
        &self,
        visitor: &Visitor,
        what: Operation,
        user: UserId,
    ) -> Shown<OperationView> {
        run!(self.show, visitor, [] knock => operate::page(&knock, what, user))
    }

    async fn operate(&self, visitor: &Visitor, form: OperationForm) -> Answer {
        run!(self.answer, visitor, [form] knock => operate::submit(&knock, &form))
    }

    async fn requests_page(&self, visitor: &Visitor) -> Shown<RequestsView> {
        run!(self.show, visitor, [] knock => requests::list(&knock))
    }

    async fn request_page(&self, visitor: &Visitor, request: AdminRequestId) -> Shown<RequestView> {
        run!(self.show, visitor, [] knock => requests::page(&knock, request))
    }

    async fn decline_request(&self, visitor: &Visitor, form: DeclineForm) -> Answer {
        run!(self.answer, visitor, [form] knock => requests::decline(&knock, &form))
    }

    async fn take_factor_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<TakeFactorView> {
        run!(self.show, visitor, [] knock => take_factor::page(&knock, factor))
    }

    async fn lift_report_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<LiftReportView> {
        run!(self.show, visitor, [] knock => lift_report::page(&knock, factor))
    }

    async fn lift_report(&self, visitor: &Visitor, form: OneFactorForm) -> Answer {
        run!(self.answer, visitor, [form] knock => lift_report::submit(&knock, &form))
    }

    async fn take_factor(&self, visitor: &Visitor, form: OneFactorForm) -> Answer {
        run!(self.answer, visitor, [form] knock => take_factor::submit(&knock, &form))
    }

    async fn access_pass_page(&self, visitor: &Visitor, user: UserId) -> Shown<AccessPassView> {
        run!(self.show, visitor, [] knock => access_pass::page(&knock, user))
    }

    async fn issue_access_pass(&self, visitor: &Visitor, form: AccessPassForm) -> Answer {
        run!(self.answer, visitor, [form] knock => access_pass::submit(&knock, &form))
    }

    async fn methods_page(&self, visitor: &Visitor, query: MethodsQuery) -> Shown<MethodsView> {
        run!(self.show, visitor, [query] knock => methods_page::page(&knock, query))
    }

    async fn pick_users(&self, visitor: &Visitor, form: PickForm) -> Answer {
        run!(self.answer, visitor, [form] knock => bulk::pick::submit(&knock, &form))
    }

    async fn drop_picks(&self, visitor: &Visitor, then: Option<ReturnPath>) -> Answer {
        run!(self.answer, visitor, [then] knock => bulk::pick::forget(&knock, then))
    }

    async fn bulk_resets_page(&self, visitor: &Visitor) -> Shown<BulkResetsView> {
        run!(self.show, visitor, [] knock => bulk::listed::page(&knock))
    }

    async fn bulk_reset_page(&self, visitor: &Visitor, id: BulkResetId) -> Shown<BulkResetView> {
        run!(self.show, visitor, [] knock => bulk::page::page(&knock, id))
    }

    async fn begin_bulk_reset(&self, visitor: &Visitor, form: BulkResetForm) -> Answer {
        run!(self.answer, visitor, [form] knock => bulk::begin::submit(&knock, &form))
    }

    async fn bulk_reset_tally(&self, visitor: &Visitor, id: BulkResetId) -> Shown<Tally> {
        run!(self.show, visitor, [] knock => bulk::page::tally(&knock, id))
    }

    async fn policies_page(&self, visitor: &Visitor) -> Shown<PoliciesView> {
        run!(self.show, visitor, [] knock => policies_page::page(&knock))
    }

    async fn policy_page(&self, visitor: &Visitor, policy: Option<PolicyId>) -> Shown<PolicyView> {
        run!(self.show, visitor, [] knock => policy_page::page(&knock, policy))
    }

    async fn impact_page(&self, visitor: &Visitor, form: PolicyForm) -> Shown<ImpactView> {
        run!(self.show, visitor, [form] knock => impact::page(&knock, form))
    }

    async fn save_policy(&self, visitor: &Visitor, form: PolicyForm) -> Answer {
        run!(self.answer, visitor, [form] knock => save_policy::submit(&knock, &form))
    }

    async fn move_policy(&self, visitor: &Visitor, policy: PolicyId, to: Move) -> Answer {
        run!(self.answer, visitor, [] knock => order_policies::submit(&knock, policy, to))
    }

    async fn delete_policy(&self, visitor: &Visitor, policy: PolicyId) -> Answer {
        run!(self.answer, visitor, [] knock => delete_policy::submit(&knock, policy))
    }

    async fn audit_page(&self, visitor: &Visitor, query: AuditQuery) -> Shown<AuditView> {
        run!(self.show, visitor, [query] knock => audit_page::page(&knock, query))
    }

    async fn settings_page(&self, visitor: &Visitor) -> Shown<SettingsView> {
        run!(self.show, visitor, [] knock => settings::page(&knock))
    }

    async fn save_settings(&self, visitor: &Visitor, form: SettingsForm) -> Answer {
        run!(self.answer, visitor, [form] knock => settings::save(&knock, &form))
    }

    async fn brand_page(&self, visitor: &Visitor) -> Shown<BrandView> {
        run!(self.show, visitor, [] knock => brand::page(&knock))
    }

    async fn save_brand(&self, visitor: &Visitor, form: BrandForm) -> Answer {
        run!(self.answer, visitor, [form] knock => brand::save(&knock, &form))
    }

    async fn customers_page(&self, visitor: &Visitor) -> Shown<CustomersView> {
        run!(self.show, visitor, [] knock => customers::list(&knock))
    }

    async fn new_customer_page(&self, visitor: &Visitor) -> Shown<NewCustomerView> {
        run!(self.show, visitor, [] knock => customers::new_page(&knock))
    }

    async fn create_customer(&self, visitor: &Visitor, form: CustomerForm) -> Answer {
        run!(self.answer, visitor, [form] knock => customers::create(&knock, &form))
    }

    async fn customer_page(&self, visitor: &Visitor, id: OrganisationId) -> Shown<CustomerView> {
        run!(self.show, visitor, [] knock => customers::page(&knock, id))
    }

    async fn settle_customer(
        &self,
        visitor: &Visitor,
        customer: OrganisationId,
        form: CustomerDeedForm,
    ) -> Answer {
        run!(self.answer, visitor, [form] knock => customers::submit(&knock, customer, &form))
    }

    async fn credentials_page(&self, visitor: &Visitor) -> Shown<CredentialsView> {
        run!(self.show, visitor, [] knock => credentials::page(&knock))
    }

    async fn create_credential(&self, visitor: &Visitor, form: CredentialForm) -> Answer {
        run!(self.answer, visitor, [form] knock => credentials::create(&knock, &form))
    }

    async fn revoke_credential(&self, visitor: &Visitor, credential: CredentialId) -> Answer {
        run!(self.answer, visitor, [] knock => credentials::revoke(&knock, credential))
    }

    async fn let_programs_remove(&self, visitor: &Visitor, removal: String) -> Answer {
        run!(self.answer, visitor, [removal] knock => credentials::let_remove(&knock, &removal))
    }

    async fn webhooks_page(&self, visitor: &Visitor) -> Shown<WebhooksView> {
        run!(self.show, visitor, [] knock => webhooks::list(&knock))
    }

    async fn webhook_page(&self, visitor: &Visitor, webhook: WebhookId) -> Shown<WebhookView> {
        run!(self.show, visitor, [] knock => webhooks::page(&knock, webhook))
    }

    async fn create_webhook(&self, visitor: &Visitor, form: WebhookForm) -> Answer {
        run!(self.answer, visitor, [form] knock => webhooks::create(&knock, &form))
    }

    async fn save_webhook(
        &self,
        visitor: &Visitor,
        webhook: WebhookId,
        form: WebhookForm,
    ) -> Answer {
        run!(self.answer, visitor, [form] knock => webhooks::save(&knock, webhook, &form))
    }

    async fn manage_webhook(&self, visitor: &Visitor, webhook: WebhookId, deed: String) -> Answer {
        run!(self.answer, visitor, [deed] knock => webhooks::manage(&knock, webhook, &deed))
    }

    async fn tokens_page(
        &self,
        visitor: &Visitor,
        query: TokensQuery,
    ) -> Shown<HardwareTokensView> {
        run!(self.show, visitor, [query] knock => hardware_tokens::list(&knock, query))
    }

    async fn token_page(
        &self,
        visitor: &Visitor,
        token: HardwareTokenId,
    ) -> Shown<HardwareTokenView> {
        run!(self.show, visitor, [] knock => hardware_tokens::page(&knock, token))
    }

    async fn import_users_page(&self, visitor: &Visitor) -> Shown<ImportUsersView> {
        run!(self.show, visitor, [] knock => import::users::page(&knock))
    }

    async fn import_users(&self, visitor: &Visitor, form: ImportForm) -> Answer {
        run!(self.answer, visitor, [form] knock => import::users::submit(&knock, &form))
    }

    async fn import_tokens(&self, visitor: &Visitor, form: ImportForm) -> Answer {
        run!(self.answer, visitor, [form] knock => hardware_tokens::import::submit(&knock, &form))
    }

    async fn assign_token(
        &self,
        visitor: &Visitor,
        token: HardwareTokenId,
        email: String,
    ) -> Answer {
        run!(self.answer, visitor, [email] knock => hardware_tokens::assign::submit(&knock, token, &email))
    }

    async fn activate_token(&self, visitor: &Visitor, form: ActivateTokenForm) -> Answer {
        run!(self.answer, visitor, [form] knock => hardware_tokens::activate::submit(&knock, &form))
    }

    async fn manage_token(
        &self,
        visitor: &Visitor,
        token: HardwareTokenId,
        deed: String,
    ) -> Answer {
        run!(self.answer, visitor, [deed] knock => hardware_tokens::manage::submit(&knock, token, &deed))
    }
}
