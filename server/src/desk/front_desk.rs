//! The front desk: each line leads to the file of one use case.

use async_trait::async_trait;
use identity::{
    front_desk::{
        CodeForm, ConfirmForm, FrontDesk, Insist, PasskeyForm, PasskeySignInForm, PasswordForm,
        PhoneForm, ProveForm, SetUpForm, SignInForm, WelcomeForm,
    },
    ids::{BackupCodeSetId, FactorId, KnownDeviceId, SessionId},
    language::Language,
    password::strength::Strength,
    secret::Secret,
    turn::{Answer, Flash, Shown},
    view::{
        access_pass::EnterPassView,
        account::{AccountView, AdminsView, LossView, PasswordView, RemoveView, RenameView},
        activity::ActivityView,
        enrolment::{CodesView, EnrolView, ReplaceLostView, TotpView},
        front::{OrganisationView, SetUpView, SignInView, VerifyView, WelcomeView},
        help::HelpView,
        passkey::{PasskeyOptions, PasskeyView},
        phone::{PhoneCodeView, PhoneView},
        prove::Due,
        sessions::SessionsView,
    },
    visitor::Visitor,
};

use super::{
    Desk, access_pass, account, activity, admins, ask_admin, codes, enrol, help, known_device,
    language, leave, lose, new_password, passkey, password, phone, remove, rename, replace,
    replace_lost, restore, run::run, sessions, set_up, sign_in, step_up, strength, totp, verify,
    welcome,
};

#[async_trait]
impl FrontDesk for Desk {
    async fn set_up_page(&self, visitor: &Visitor, link: Option<Secret>) -> Shown<SetUpView> {
        run!(self.show, visitor, [link] knock => set_up::page(&knock, link))
    }

    async fn set_up(&self, visitor: &Visitor, form: SetUpForm) -> Answer {
        run!(self.answer, visitor, [form] knock => set_up::submit(&knock, form))
    }

    async fn sign_in_page(
        &self,
        visitor: &Visitor,
        organisation: Option<String>,
    ) -> Shown<SignInView> {
        run!(self.show, visitor, [organisation] knock => sign_in::page::page(&knock, organisation.as_deref()))
    }

    async fn choose_organisation(&self, visitor: &Visitor, slug: String, then: String) -> Answer {
        run!(self.answer, visitor, [slug, then] knock => sign_in::page::choose(&knock, &slug, &then))
    }

    async fn sign_in(&self, visitor: &Visitor, form: SignInForm) -> Answer {
        run!(self.answer, visitor, [form] knock => sign_in::submit(&knock, &form))
    }

    async fn verify_page(&self, visitor: &Visitor) -> Shown<VerifyView> {
        run!(self.show, visitor, [] knock => verify::page(&knock))
    }

    async fn verify_totp(&self, visitor: &Visitor, form: CodeForm) -> Answer {
        run!(self.answer, visitor, [form] knock => verify::totp(&knock, form))
    }

    async fn text_code(&self, visitor: &Visitor, factor: FactorId) -> Answer {
        run!(self.answer, visitor, [] knock => phone::ask::sign_in(&knock, factor))
    }

    async fn verify_backup_code(&self, visitor: &Visitor, code: Secret) -> Answer {
        run!(self.answer, visitor, [code] knock => verify::backup_code(&knock, code))
    }

    async fn access_pass_page(&self, visitor: &Visitor) -> Shown<EnterPassView> {
        run!(self.show, visitor, [] knock => access_pass::page(&knock))
    }

    async fn verify_access_pass(&self, visitor: &Visitor, pass: Secret) -> Answer {
        run!(self.answer, visitor, [pass] knock => access_pass::submit(&knock, pass))
    }

    async fn help_page(&self, visitor: &Visitor, organisation: Option<String>) -> Shown<HelpView> {
        run!(self.show, visitor, [organisation] knock => help::page(&knock, organisation.as_deref()))
    }

    async fn ask_admin(&self, visitor: &Visitor, note: String, factor: Option<FactorId>) -> Answer {
        run!(self.answer, visitor, [note] knock => ask_admin::submit(&knock, &note, factor))
    }

    async fn cancel_sign_in(&self, visitor: &Visitor) -> Answer {
        run!(self.answer, visitor, [] knock => leave::cancel(&knock))
    }

    async fn sign_out(&self, visitor: &Visitor) -> Answer {
        run!(self.answer, visitor, [] knock => leave::sign_out(&knock))
    }

    async fn new_password_page(&self, visitor: &Visitor) -> Shown<OrganisationView> {
        run!(self.show, visitor, [] knock => new_password::page(&knock))
    }

    async fn set_new_password(&self, visitor: &Visitor, new: Secret) -> Answer {
        run!(self.answer, visitor, [new] knock => new_password::submit(&knock, new))
    }

    async fn enrol_page(&self, visitor: &Visitor) -> Shown<EnrolView> {
        run!(self.show, visitor, [] knock => enrol::page(&knock))
    }

    async fn postpone_enrolment(&self, visitor: &Visitor) -> Answer {
        run!(self.answer, visitor, [] knock => enrol::postpone(&knock))
    }

    async fn start_totp(&self, visitor: &Visitor, replaces: Option<FactorId>) -> Answer {
        run!(self.answer, visitor, [] knock => totp::start::submit(&knock, replaces))
    }

    async fn totp_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<TotpView> {
        run!(self.show, visitor, [] knock => totp::page::page(&knock, factor))
    }

    async fn confirm_totp(&self, visitor: &Visitor, form: ConfirmForm) -> Answer {
        run!(self.answer, visitor, [form] knock => totp::confirm::submit(&knock, form))
    }

    async fn phone_page(
        &self,
        visitor: &Visitor,
        replaces: Option<FactorId>,
    ) -> Shown<Due<PhoneView>> {
        run!(self.show, visitor, [] knock => phone::page::page(&knock, replaces))
    }

    async fn start_phone(&self, visitor: &Visitor, form: PhoneForm) -> Answer {
        run!(self.answer, visitor, [form] knock => phone::start::submit(&knock, form))
    }

    async fn phone_code_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<PhoneCodeView> {
        run!(self.show, visitor, [] knock => phone::code_page::page(&knock, factor))
    }

    async fn resend_phone_code(&self, visitor: &Visitor, factor: FactorId) -> Answer {
        run!(self.answer, visitor, [] knock => phone::start::again(&knock, factor))
    }

    async fn confirm_phone(&self, visitor: &Visitor, form: ConfirmForm) -> Answer {
        run!(self.answer, visitor, [form] knock => phone::confirm::submit(&knock, form))
    }

    async fn passkey_page(
        &self,
        visitor: &Visitor,
        replaces: Option<FactorId>,
    ) -> Shown<Due<PasskeyView>> {
        run!(self.show, visitor, [] knock => passkey::page::page(&knock, replaces))
    }

    async fn start_passkey(
        &self,
        visitor: &Visitor,
        replaces: Option<FactorId>,
    ) -> Shown<PasskeyOptions> {
        run!(self.show, visitor, [] knock => passkey::enrol::start(&knock, replaces))
    }

    async fn confirm_passkey(&self, visitor: &Visitor, form: PasskeyForm) -> Answer {
        run!(self.answer, visitor, [form] knock => passkey::enrol::submit(&knock, form))
    }

    async fn start_passkey_check(&self, visitor: &Visitor) -> Shown<PasskeyOptions> {
        run!(self.show, visitor, [] knock => passkey::verify::start(&knock))
    }

    async fn verify_passkey(&self, visitor: &Visitor, answer: Secret) -> Answer {
        run!(self.answer, visitor, [answer] knock => passkey::verify::submit(&knock, &answer))
    }

    async fn start_passkey_proof(
        &self,
        visitor: &Visitor,
        action: String,
    ) -> Shown<PasskeyOptions> {
        run!(self.show, visitor, [action] knock => step_up::by_passkey::start(&knock, &action))
    }

    async fn prove_passkey(&self, visitor: &Visitor, action: String, answer: Secret) -> Answer {
        run!(self.answer, visitor, [action, answer] knock => step_up::by_passkey::prove(&knock, &action, &answer))
    }

    async fn start_passkey_sign_in(
        &self,
        visitor: &Visitor,
        organisation: String,
    ) -> Shown<PasskeyOptions> {
        run!(self.show, visitor, [organisation] knock => passkey::sign_in::start(&knock, &organisation))
    }

    async fn sign_in_with_passkey(&self, visitor: &Visitor, form: PasskeySignInForm) -> Answer {
        run!(self.answer, visitor, [form] knock => passkey::sign_in::submit(&knock, &form))
    }

    async fn codes_page(&self, visitor: &Visitor, flash: &Flash) -> Shown<CodesView> {
        let flash = flash.clone();
        run!(self.show, visitor, [flash] knock => codes::page(&knock, &flash))
    }

    async fn make_codes(&self, visitor: &Visitor) -> Answer {
        run!(self.answer, visitor, [] knock => codes::make(&knock))
    }

    async fn codes_saved(&self, visitor: &Visitor, set: BackupCodeSetId) -> Answer {
        run!(self.answer, visitor, [] knock => codes::saved(&knock, set))
    }

    async fn replace_lost_page(&self, visitor: &Visitor) -> Shown<ReplaceLostView> {
        run!(self.show, visitor, [] knock => replace_lost::page(&knock))
    }

    async fn account_page(&self, visitor: &Visitor) -> Shown<AccountView> {
        run!(self.show, visitor, [] knock => account::page(&knock))
    }

    async fn rename_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<Due<RenameView>> {
        run!(self.show, visitor, [] knock => rename::page(&knock, factor))
    }

    async fn rename_factor(&self, visitor: &Visitor, factor: FactorId, name: String) -> Answer {
        run!(self.answer, visitor, [name] knock => rename::submit(&knock, factor, &name))
    }

    async fn replace_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<Due<RenameView>> {
        run!(self.show, visitor, [] knock => replace::page(&knock, factor))
    }

    async fn remove_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<Due<RemoveView>> {
        run!(self.show, visitor, [] knock => remove::page(&knock, factor))
    }

    async fn remove_factor(&self, visitor: &Visitor, factor: FactorId, insist: Insist) -> Answer {
        run!(self.answer, visitor, [] knock => remove::submit(&knock, factor, insist))
    }

    async fn lose_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<Due<LossView>> {
        run!(self.show, visitor, [] knock => lose::page(&knock, factor))
    }

    async fn lose_factor(&self, visitor: &Visitor, factor: FactorId, insist: Insist) -> Answer {
        run!(self.answer, visitor, [] knock => lose::submit(&knock, factor, insist))
    }

    async fn restore_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<Due<RenameView>> {
        run!(self.show, visitor, [] knock => restore::page(&knock, factor))
    }

    async fn restore_factor(&self, visitor: &Visitor, factor: FactorId) -> Answer {
        run!(self.answer, visitor, [] knock => restore::submit(&knock, factor))
    }

    async fn password_page(&self, visitor: &Visitor) -> Shown<Due<PasswordView>> {
        run!(self.show, visitor, [] knock => password::page(&knock))
    }

    async fn change_password(&self, visitor: &Visitor, form: PasswordForm) -> Answer {
        run!(self.answer, visitor, [form] knock => password::submit(&knock, form))
    }

    async fn password_strength(&self, visitor: &Visitor, password: Secret) -> Shown<Strength> {
        run!(self.show, visitor, [password] knock => strength::look(&knock, password))
    }

    async fn admins_page(&self, visitor: &Visitor) -> Shown<AdminsView> {
        run!(self.show, visitor, [] knock => admins::page(&knock))
    }

    async fn prove(&self, visitor: &Visitor, form: ProveForm) -> Answer {
        run!(self.answer, visitor, [form] knock => step_up::prove(&knock, form))
    }

    async fn text_proof(&self, visitor: &Visitor, action: String, factor: FactorId) -> Answer {
        run!(self.answer, visitor, [action] knock => phone::ask::proof(&knock, &action, factor))
    }

    async fn choose_language(&self, visitor: &Visitor, language: Language, then: String) -> Answer {
        run!(self.answer, visitor, [then] knock => language::choose(&knock, language, &then))
    }

    async fn sessions_page(&self, visitor: &Visitor) -> Shown<SessionsView> {
        run!(self.show, visitor, [] knock => sessions::page(&knock))
    }

    async fn activity_page(&self, visitor: &Visitor, before: Option<i64>) -> Shown<ActivityView> {
        run!(self.show, visitor, [] knock => activity::page(&knock, before))
    }

    async fn end_session(&self, visitor: &Visitor, session: SessionId) -> Answer {
        run!(self.answer, visitor, [] knock => sessions::end(&knock, session))
    }

    async fn end_other_sessions(&self, visitor: &Visitor) -> Answer {
        run!(self.answer, visitor, [] knock => sessions::end_others(&knock))
    }

    async fn forget_device(&self, visitor: &Visitor, device: KnownDeviceId) -> Answer {
        run!(self.answer, visitor, [] knock => known_device::forget(&knock, device))
    }

    async fn stay_signed_in(&self, visitor: &Visitor, then: String) -> Answer {
        run!(self.answer, visitor, [then] knock => sessions::stay(&knock, &then))
    }

    async fn welcome_page(&self, visitor: &Visitor, link: Secret) -> Shown<WelcomeView> {
        run!(self.show, visitor, [link] knock => welcome::page(&knock, link))
    }

    async fn accept_invitation(&self, visitor: &Visitor, form: WelcomeForm) -> Answer {
        run!(self.answer, visitor, [form] knock => welcome::accept(&knock, form))
    }
}
