//! Which page stands at which path.

use leptos::prelude::*;
use leptos_router::{
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::pages::{
    account::{
        AccountPage, ActivityPage, AddressesPage, AdminsPage, ConfirmAddressPage, LosePage,
        PasswordPage, ProfilePage, RemovePage, RenamePage, ReplacePage, RestorePage, SessionsPage,
    },
    admin::{
        AuditPage, BrandPage, BulkResetPage, BulkResetsPage, CredentialsPage, CustomerPage,
        CustomersPage, DeleteUserPage, EditUserPage, ExportUsersPage, HardwareTokenPage,
        HardwareTokensPage, ImpactPage, ImportUsersPage, InvitePage, IssuePassPage, LiftReportPage,
        MethodsPage, NewCustomerPage, NewPolicyPage, OperationPage, PoliciesPage, PolicyPage,
        RequestPage, RequestsPage, ResetPage, SettingsPage, TakeFactorPage, UserActivityPage,
        UserMethodsPage, UserPage, UserSessionsPage, UsersPage, WebhookPage, WebhooksPage,
    },
    enrol::{
        CodesPage, EnrolPage, PasskeyPage, PhoneCodePage, PhonePage, ReplaceLostPage, TotpPage,
    },
    front::{
        AccessPassPage, BackupCodePage, ForgotPage, HelpPage, HomePage, NewPasswordPage, NotMePage,
        ResetPasswordPage, SetUpPage, SignInPage, VerifyPage, WelcomePage,
    },
    not_found::NotFoundPage,
};

/// The app: one page, chosen by the path of the request.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <FlatRoutes fallback=NotFoundPage>
                <Route path=path!("/") view=HomePage />
                <Route path=path!("/setup") view=SetUpPage />
                <Route path=path!("/welcome") view=WelcomePage />
                <Route path=path!("/sign-in") view=SignInPage />
                <Route path=path!("/o/:slug/sign-in") view=SignInPage />
                <Route path=path!("/forgot-password") view=ForgotPage />
                <Route path=path!("/o/:slug/forgot-password") view=ForgotPage />
                <Route path=path!("/reset-password") view=ResetPasswordPage />
                <Route path=path!("/not-me") view=NotMePage />
                <Route path=path!("/sign-in/verify") view=VerifyPage />
                <Route path=path!("/sign-in/backup-code") view=BackupCodePage />
                <Route path=path!("/sign-in/access-pass") view=AccessPassPage />
                <Route path=path!("/sign-in/new-password") view=NewPasswordPage />
                <Route path=path!("/sign-in/help") view=HelpPage />
                <Route path=path!("/enrol") view=EnrolPage />
                <Route path=path!("/enrol/totp/:factor") view=TotpPage />
                <Route path=path!("/enrol/passkey") view=PasskeyPage />
                <Route path=path!("/enrol/passkey/:factor") view=PasskeyPage />
                <Route path=path!("/enrol/phone") view=PhonePage />
                <Route path=path!("/enrol/phone/for/:factor") view=PhonePage />
                <Route path=path!("/enrol/phone/:factor") view=PhoneCodePage />
                <Route path=path!("/enrol/backup-codes") view=CodesPage />
                <Route path=path!("/enrol/replace") view=ReplaceLostPage />
                <Route path=path!("/account") view=AccountPage />
                <Route path=path!("/account/factors/:factor/rename") view=RenamePage />
                <Route path=path!("/account/factors/:factor/replace") view=ReplacePage />
                <Route path=path!("/account/factors/:factor/remove") view=RemovePage />
                <Route path=path!("/account/factors/:factor/lost") view=LosePage />
                <Route path=path!("/account/factors/:factor/restore") view=RestorePage />
                <Route path=path!("/account/password") view=PasswordPage />
                <Route path=path!("/account/profile") view=ProfilePage />
                <Route path=path!("/account/addresses") view=AddressesPage />
                <Route path=path!("/confirm-address") view=ConfirmAddressPage />
                <Route path=path!("/account/admins") view=AdminsPage />
                <Route path=path!("/account/activity") view=ActivityPage />
                <Route path=path!("/account/sessions") view=SessionsPage />
                <Route path=path!("/admin/users") view=UsersPage />
                <Route path=path!("/admin/users/invite") view=InvitePage />
                <Route path=path!("/admin/users/export") view=ExportUsersPage />
                <Route path=path!("/admin/users/import") view=ImportUsersPage />
                <Route path=path!("/admin/users/:user") view=UserPage />
                <Route path=path!("/admin/users/:user/methods") view=UserMethodsPage />
                <Route path=path!("/admin/users/:user/sessions") view=UserSessionsPage />
                <Route path=path!("/admin/users/:user/activity") view=UserActivityPage />
                <Route path=path!("/admin/users/:user/reset") view=ResetPage />
                <Route path=path!("/admin/users/:user/edit") view=EditUserPage />
                <Route path=path!("/admin/users/:user/delete") view=DeleteUserPage />
                <Route path=path!("/admin/users/:user/access-pass") view=IssuePassPage />
                <Route path=path!("/admin/users/:user/:operation") view=OperationPage />
                <Route path=path!("/admin/factors/:factor/remove") view=TakeFactorPage />
                <Route path=path!("/admin/factors/:factor/lift") view=LiftReportPage />
                <Route path=path!("/admin/requests") view=RequestsPage />
                <Route path=path!("/admin/requests/:request") view=RequestPage />
                <Route path=path!("/admin/resets") view=BulkResetsPage />
                <Route path=path!("/admin/resets/:reset") view=BulkResetPage />
                <Route path=path!("/admin/authentication-methods") view=MethodsPage />
                <Route path=path!("/admin/policies") view=PoliciesPage />
                <Route path=path!("/admin/policies/new") view=NewPolicyPage />
                <Route path=path!("/admin/policies/new/impact") view=ImpactPage />
                <Route path=path!("/admin/policies/:policy") view=PolicyPage />
                <Route path=path!("/admin/policies/:policy/impact") view=ImpactPage />
                <Route path=path!("/admin/audit") view=AuditPage />
                <Route path=path!("/admin/api-credentials") view=CredentialsPage />
                <Route path=path!("/admin/webhooks") view=WebhooksPage />
                <Route path=path!("/admin/webhooks/:webhook") view=WebhookPage />
                <Route path=path!("/admin/hardware-tokens") view=HardwareTokensPage />
                <Route path=path!("/admin/hardware-tokens/:token") view=HardwareTokenPage />
                <Route path=path!("/admin/settings") view=SettingsPage />
                <Route path=path!("/admin/settings/brand") view=BrandPage />
                <Route path=path!("/admin/customers") view=CustomersPage />
                <Route path=path!("/admin/customers/new") view=NewCustomerPage />
                <Route path=path!("/admin/customers/:customer") view=CustomerPage />
            </FlatRoutes>
        </Router>
    }
}
