//! Everything that a person can do at the front door: the table of contents of the product.
//!
//! `Shown` methods are pages, `Answer` methods are posted forms. A form carries raw text; the desk parses it first.

use async_trait::async_trait;

use crate::{
    ids::{BackupCodeSetId, FactorId, KnownDeviceId, SessionId},
    language::Language,
    mail_desk::MailDesk,
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

/// First run.
#[derive(Clone, Debug)]
pub struct SetUpForm {
    pub link: Secret,
    pub organisation_name: String,
    pub slug: String,
    pub name: String,
    pub email: String,
    pub password: Secret,
}

/// Password sign-in. `then` is the return path as it came in.
#[derive(Clone, Debug)]
pub struct SignInForm {
    pub organisation: String,
    pub email: String,
    pub password: Secret,
    pub then: String,
}

/// A code for one factor.
#[derive(Clone, Debug)]
pub struct CodeForm {
    pub factor: FactorId,
    pub code: Secret,
}

/// The code that confirms a pending factor, and the name to give it.
#[derive(Clone, Debug)]
pub struct ConfirmForm {
    pub factor: FactorId,
    pub code: Secret,
    pub name: String,
    /// Whether the factor that this one replaces stays ("keep it").
    pub keep_old: KeepOld,
}

/// What becomes of the factor that is being replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepOld {
    Keep,
    Remove,
}

/// What the browser made of the options for a new passkey, as JSON, and how to call it: empty for a good default.
#[derive(Clone, Debug)]
pub struct PasskeyForm {
    pub answer: Secret,
    pub name: String,
    pub replaces: Option<FactorId>,
    pub keep_old: KeepOld,
}

/// A number to send codes to, as it was typed.
#[derive(Clone, Debug)]
pub struct PhoneForm {
    pub number: Secret,
    pub replaces: Option<FactorId>,
}

/// Signing in with nothing but a passkey.
#[derive(Clone, Debug)]
pub struct PasskeySignInForm {
    pub organisation: String,
    pub answer: Secret,
    pub then: String,
}

/// Whether a removal of the last factor is insisted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Insist {
    Yes,
    No,
}

/// A fresh proof for one action. `action` is [`crate::step_up::StepUp`] in its text form.
#[derive(Clone, Debug)]
pub struct ProveForm {
    pub action: String,
    /// The factor whose code this is; none for a backup code or the password.
    pub factor: Option<FactorId>,
    pub secret: Secret,
}

/// A password change.
#[derive(Clone, Debug)]
pub struct PasswordForm {
    pub current: Secret,
    pub new: Secret,
}

/// An accepted invitation.
#[derive(Clone, Debug)]
pub struct WelcomeForm {
    pub link: Secret,
    pub name: String,
    pub password: Secret,
}

/// The front door, for people.
#[async_trait]
pub trait FrontDesk: MailDesk {
    // First run.
    async fn set_up_page(&self, visitor: &Visitor, link: Option<Secret>) -> Shown<SetUpView>;
    async fn set_up(&self, visitor: &Visitor, form: SetUpForm) -> Answer;

    // Signing in. `organisation` is the short name in the path, if there is one.
    async fn sign_in_page(
        &self,
        visitor: &Visitor,
        organisation: Option<String>,
    ) -> Shown<SignInView>;
    async fn choose_organisation(&self, visitor: &Visitor, slug: String, then: String) -> Answer;
    async fn sign_in(&self, visitor: &Visitor, form: SignInForm) -> Answer;
    async fn verify_page(&self, visitor: &Visitor) -> Shown<VerifyView>;
    async fn verify_totp(&self, visitor: &Visitor, form: CodeForm) -> Answer;
    /// Sends a code to a phone, for this sign-in alone.
    async fn text_code(&self, visitor: &Visitor, factor: FactorId) -> Answer;
    async fn verify_backup_code(&self, visitor: &Visitor, code: Secret) -> Answer;
    async fn access_pass_page(&self, visitor: &Visitor) -> Shown<EnterPassView>;
    async fn verify_access_pass(&self, visitor: &Visitor, pass: Secret) -> Answer;
    /// Before the password: the organisation's help line. After it: the admins by name.
    async fn help_page(&self, visitor: &Visitor, organisation: Option<String>) -> Shown<HelpView>;
    /// From the account, from `/sign-in/help` or from a blocked enrolment.
    async fn ask_admin(&self, visitor: &Visitor, note: String, factor: Option<FactorId>) -> Answer;
    async fn cancel_sign_in(&self, visitor: &Visitor) -> Answer;
    async fn sign_out(&self, visitor: &Visitor) -> Answer;

    // An expired password, between the proof and the session.
    async fn new_password_page(&self, visitor: &Visitor) -> Shown<OrganisationView>;
    async fn set_new_password(&self, visitor: &Visitor, new: Secret) -> Answer;

    // Enrolment, within a sign-in that owes it or within a session.
    async fn enrol_page(&self, visitor: &Visitor) -> Shown<EnrolView>;
    async fn postpone_enrolment(&self, visitor: &Visitor) -> Answer;
    async fn start_totp(&self, visitor: &Visitor, replaces: Option<FactorId>) -> Answer;
    async fn totp_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<TotpView>;
    async fn confirm_totp(&self, visitor: &Visitor, form: ConfirmForm) -> Answer;
    // Phones that are sent codes.
    async fn phone_page(
        &self,
        visitor: &Visitor,
        replaces: Option<FactorId>,
    ) -> Shown<Due<PhoneView>>;
    async fn start_phone(&self, visitor: &Visitor, form: PhoneForm) -> Answer;
    async fn phone_code_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<PhoneCodeView>;
    async fn resend_phone_code(&self, visitor: &Visitor, factor: FactorId) -> Answer;
    async fn confirm_phone(&self, visitor: &Visitor, form: ConfirmForm) -> Answer;
    // Passkeys. What a browser needs for a ceremony comes from a `start_…`; its answer is a form like all others.
    async fn passkey_page(
        &self,
        visitor: &Visitor,
        replaces: Option<FactorId>,
    ) -> Shown<Due<PasskeyView>>;
    async fn start_passkey(
        &self,
        visitor: &Visitor,
        replaces: Option<FactorId>,
    ) -> Shown<PasskeyOptions>;
    async fn confirm_passkey(&self, visitor: &Visitor, form: PasskeyForm) -> Answer;
    async fn start_passkey_check(&self, visitor: &Visitor) -> Shown<PasskeyOptions>;
    async fn verify_passkey(&self, visitor: &Visitor, answer: Secret) -> Answer;
    async fn start_passkey_proof(&self, visitor: &Visitor, action: String)
    -> Shown<PasskeyOptions>;
    async fn prove_passkey(&self, visitor: &Visitor, action: String, answer: Secret) -> Answer;
    async fn start_passkey_sign_in(
        &self,
        visitor: &Visitor,
        organisation: String,
    ) -> Shown<PasskeyOptions>;
    async fn sign_in_with_passkey(&self, visitor: &Visitor, form: PasskeySignInForm) -> Answer;

    /// The page of fresh codes (from the flash), or the page that offers to make a set.
    async fn codes_page(&self, visitor: &Visitor, flash: &Flash) -> Shown<CodesView>;
    async fn make_codes(&self, visitor: &Visitor) -> Answer;
    async fn codes_saved(&self, visitor: &Visitor, set: BackupCodeSetId) -> Answer;
    async fn replace_lost_page(&self, visitor: &Visitor) -> Shown<ReplaceLostView>;

    // The account.
    async fn account_page(&self, visitor: &Visitor) -> Shown<AccountView>;
    async fn rename_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<Due<RenameView>>;
    async fn rename_factor(&self, visitor: &Visitor, factor: FactorId, name: String) -> Answer;
    /// The step before a replacement: prove, then [`FrontDesk::start_totp`].
    async fn replace_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<Due<RenameView>>;
    async fn remove_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<Due<RemoveView>>;
    async fn remove_factor(&self, visitor: &Visitor, factor: FactorId, insist: Insist) -> Answer;
    async fn lose_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<Due<LossView>>;
    async fn lose_factor(&self, visitor: &Visitor, factor: FactorId, insist: Insist) -> Answer;
    async fn restore_page(&self, visitor: &Visitor, factor: FactorId) -> Shown<Due<RenameView>>;
    async fn restore_factor(&self, visitor: &Visitor, factor: FactorId) -> Answer;
    async fn password_page(&self, visitor: &Visitor) -> Shown<Due<PasswordView>>;
    async fn change_password(&self, visitor: &Visitor, form: PasswordForm) -> Answer;
    /// Advice while a new password is typed; for anybody, and nothing is kept.
    async fn password_strength(&self, visitor: &Visitor, password: Secret) -> Shown<Strength>;
    async fn admins_page(&self, visitor: &Visitor) -> Shown<AdminsView>;
    async fn prove(&self, visitor: &Visitor, form: ProveForm) -> Answer;
    /// Sends a code to a phone, for this action alone.
    async fn text_proof(&self, visitor: &Visitor, action: String, factor: FactorId) -> Answer;
    async fn choose_language(&self, visitor: &Visitor, language: Language, then: String) -> Answer;

    // Where they are signed in.
    async fn sessions_page(&self, visitor: &Visitor) -> Shown<SessionsView>;
    /// `before`: the key of the page before.
    async fn activity_page(&self, visitor: &Visitor, before: Option<i64>) -> Shown<ActivityView>;
    async fn end_session(&self, visitor: &Visitor, session: SessionId) -> Answer;
    async fn end_other_sessions(&self, visitor: &Visitor) -> Answer;
    async fn forget_device(&self, visitor: &Visitor, device: KnownDeviceId) -> Answer;
    /// Somebody is still there: the session is not idle. `then` is the page they are on.
    async fn stay_signed_in(&self, visitor: &Visitor, then: String) -> Answer;

    // Invitations.
    async fn welcome_page(&self, visitor: &Visitor, link: Secret) -> Shown<WelcomeView>;
    async fn accept_invitation(&self, visitor: &Visitor, form: WelcomeForm) -> Answer;
}
