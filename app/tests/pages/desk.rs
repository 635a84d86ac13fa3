//! A desk that shows examples. Its case is the name of the example.

use async_trait::async_trait;
use identity::{
    front_desk::*,
    ids::{BackupCodeSetId, FactorId, KnownDeviceId, SessionId},
    language::Language,
    password::strength::{Score, Strength, Weakness},
    place::{FreshCodes, Place},
    policy::Passwordless,
    refusal::{Field, Refusal},
    request::Asked,
    secret::Secret,
    time::Span,
    turn::{Answer, Away, Flash, Shown, Trouble, Turn},
    view::{
        access_pass::{EnterPassView, PassWanted},
        account::{AccountView, AdminsView, LossView, PasswordView, RemoveView, RenameView},
        activity::ActivityView,
        enrolment::{CodesView, EnrolView, ReplaceLostView, TotpView},
        front::{OrganisationView, SetUpView, SignInView, VerifyView, WelcomeView},
        help::{Blocked, HelpView, KnownHelp},
        passkey::{PasskeyOptions, PasskeyView},
        phone::{PhoneCodeView, PhoneView},
        prove::Due,
        sessions::SessionsView,
    },
    visitor::Visitor,
};

use crate::{
    account, activity, enrolment,
    examples::{NOW, acme, admins, factor, phone, proof, texted},
    sessions,
};

pub struct Example(pub &'static str);

impl Example {
    pub fn is(&self, case: &str) -> bool {
        self.0 == case
    }

    /// For what a test posts.
    pub fn answer(&self) -> Answer {
        match self.0 {
            "refused" => Ok(Turn::refused(
                Place::SignIn("acme".into()),
                Refusal::NotRecognised.at(Field::Email),
            )),
            "unavailable" => Err(Trouble::Unavailable),
            "broken" => Err(Trouble::Broken),
            _ => Ok(Turn::to(Place::Account)),
        }
    }

    /// The view, unless the case is one of those in which there is none.
    fn shown<T>(&self, view: T) -> Shown<T> {
        match self.0 {
            "unavailable" => Err(Away::Trouble(Trouble::Unavailable)),
            "broken" => Err(Away::Trouble(Trouble::Broken)),
            "forbidden" => Err(Away::NotAllowed),
            "missing" => Err(Away::NotFound),
            "away" => Err(Turn::to(Place::SignIn("acme".into())).into()),
            _ => Ok(view),
        }
    }

    pub fn due<T>(&self, view: T) -> Shown<Due<T>> {
        self.shown(if self.is("proof") {
            Due::Proof(proof())
        } else {
            Due::Ready(view)
        })
    }
}

#[async_trait]
impl FrontDesk for Example {
    async fn set_up_page(&self, _: &Visitor, link: Option<Secret>) -> Shown<SetUpView> {
        Ok(match link {
            Some(_) => SetUpView::Open {
                until: NOW + Span::minutes(42),
            },
            None => SetUpView::NeedsLink,
        })
    }

    async fn sign_in_page(&self, _: &Visitor, organisation: Option<String>) -> Shown<SignInView> {
        Ok(match organisation {
            None => SignInView::WhichOrganisation,
            Some(_) => SignInView::Form {
                organisation: acme(),
                help_line: "+49 30 555 0100".into(),
                passwordless: Passwordless::On,
            },
        })
    }

    async fn verify_page(&self, _: &Visitor) -> Shown<VerifyView> {
        Ok(VerifyView {
            organisation: acme(),
            factors: match self.0 {
                "codes-only" => vec![],
                "phone" | "phone-sent" | "phone-stuck" => {
                    vec![phone(3, "My phone"), factor(1, "Pixel 9")]
                }
                _ => vec![factor(1, "Pixel 9"), factor(2, "Old tablet")],
            },
            texted: vec![texted(self.0, FactorId(3))],
            codes_left: 7,
            expires_at: NOW + Span::minutes(5),
        })
    }

    async fn access_pass_page(&self, _: &Visitor) -> Shown<EnterPassView> {
        Ok(EnterPassView {
            organisation: acme(),
            why: match self.0 {
                "after-reset" => PassWanted::AfterReset,
                "nothing-else" => PassWanted::NothingElse,
                _ => PassWanted::Instead,
            },
        })
    }

    async fn help_page(&self, _: &Visitor, organisation: Option<String>) -> Shown<HelpView> {
        let known = KnownHelp {
            admins: admins(),
            contact: "Service desk: +49 30 555 0100, weekdays 8 to 18".into(),
            asked: if self.is("asked") {
                Asked::Waits(NOW - Span::minutes(12))
            } else {
                Asked::Nothing
            },
            blocked: match self.0 {
                "window-passed" => Some(Blocked::WindowPassed),
                "no-way-in" => Some(Blocked::NoWayIn),
                _ => None,
            },
            can_go_back: self.is("known"),
            takes_pass: true,
        };
        Ok(HelpView {
            organisation: (organisation.is_some() || !self.0.is_empty()).then(acme),
            help_line: "+49 30 555 0100".into(),
            known: (!self.0.is_empty()).then_some(known),
        })
    }

    async fn new_password_page(&self, _: &Visitor) -> Shown<OrganisationView> {
        Ok(acme())
    }

    async fn enrol_page(&self, _: &Visitor) -> Shown<EnrolView> {
        Ok(enrolment::choice(self.0))
    }

    async fn totp_page(&self, _: &Visitor, id: FactorId) -> Shown<TotpView> {
        Ok(enrolment::totp(self.0, id))
    }

    async fn codes_page(&self, _: &Visitor, flash: &Flash) -> Shown<CodesView> {
        Ok(enrolment::codes(self.0, flash))
    }

    async fn replace_lost_page(&self, _: &Visitor) -> Shown<ReplaceLostView> {
        Ok(enrolment::lost(self.0))
    }

    async fn welcome_page(&self, _: &Visitor, link: Secret) -> Shown<WelcomeView> {
        if link.is_empty() {
            return Ok(WelcomeView::Gone);
        }
        Ok(WelcomeView::Open {
            organisation: acme(),
            name: "Anna Berg".into(),
            email: "anna@acme.example".into(),
            least_password: 12,
            until: NOW + Span::days(5),
        })
    }

    async fn account_page(&self, _: &Visitor) -> Shown<AccountView> {
        self.shown(account::account(self.0))
    }

    async fn rename_page(&self, _: &Visitor, _: FactorId) -> Shown<Due<RenameView>> {
        self.due(account::named())
    }

    async fn replace_page(&self, _: &Visitor, _: FactorId) -> Shown<Due<RenameView>> {
        self.due(account::named())
    }

    async fn remove_page(&self, _: &Visitor, _: FactorId) -> Shown<Due<RemoveView>> {
        self.due(account::removing(self.0))
    }

    async fn lose_page(&self, _: &Visitor, _: FactorId) -> Shown<Due<LossView>> {
        self.due(account::losing(self.0))
    }

    async fn restore_page(&self, _: &Visitor, _: FactorId) -> Shown<Due<RenameView>> {
        self.due(account::named())
    }

    async fn password_page(&self, _: &Visitor) -> Shown<Due<PasswordView>> {
        self.due(PasswordView {
            me: account::me(None),
            least: 12,
        })
    }

    async fn admins_page(&self, _: &Visitor) -> Shown<AdminsView> {
        self.shown(account::helpers())
    }

    async fn activity_page(&self, _: &Visitor, before: Option<i64>) -> Shown<ActivityView> {
        self.shown(activity::activity(self.0, before))
    }

    async fn sessions_page(&self, _: &Visitor) -> Shown<SessionsView> {
        self.shown(sessions::sessions(self.0))
    }
    async fn passkey_page(
        &self,
        _: &Visitor,
        replaces: Option<FactorId>,
    ) -> Shown<Due<PasskeyView>> {
        self.due(PasskeyView {
            organisation: acme(),
            replaces: replaces.map(|_| factor(1, "iPhone 12")),
            me: (!self.0.is_empty()).then(|| account::me(None)),
        })
    }
    async fn phone_page(&self, _: &Visitor, replaces: Option<FactorId>) -> Shown<Due<PhoneView>> {
        self.due(enrolment::phone(self.0, replaces))
    }
    async fn phone_code_page(&self, _: &Visitor, id: FactorId) -> Shown<PhoneCodeView> {
        self.shown(enrolment::phone_code(self.0, id))
    }
    async fn start_phone(&self, _: &Visitor, _: PhoneForm) -> Answer {
        self.answer()
    }
    async fn resend_phone_code(&self, _: &Visitor, _: FactorId) -> Answer {
        self.answer()
    }
    async fn confirm_phone(&self, _: &Visitor, _: ConfirmForm) -> Answer {
        self.answer()
    }
    async fn text_code(&self, _: &Visitor, _: FactorId) -> Answer {
        self.answer()
    }
    async fn text_proof(&self, _: &Visitor, _: String, _: FactorId) -> Answer {
        self.answer()
    }
    async fn start_passkey(&self, _: &Visitor, _: Option<FactorId>) -> Shown<PasskeyOptions> {
        self.shown(PasskeyOptions("{}".into()))
    }
    async fn start_passkey_check(&self, _: &Visitor) -> Shown<PasskeyOptions> {
        self.shown(PasskeyOptions("{}".into()))
    }
    async fn start_passkey_proof(&self, _: &Visitor, _: String) -> Shown<PasskeyOptions> {
        self.shown(PasskeyOptions("{}".into()))
    }
    async fn start_passkey_sign_in(&self, _: &Visitor, _: String) -> Shown<PasskeyOptions> {
        self.shown(PasskeyOptions("{}".into()))
    }
    async fn confirm_passkey(&self, _: &Visitor, _: PasskeyForm) -> Answer {
        self.answer()
    }
    async fn verify_passkey(&self, _: &Visitor, _: Secret) -> Answer {
        self.answer()
    }
    async fn prove_passkey(&self, _: &Visitor, _: String, _: Secret) -> Answer {
        self.answer()
    }
    async fn sign_in_with_passkey(&self, _: &Visitor, _: PasskeySignInForm) -> Answer {
        self.answer()
    }

    async fn set_up(&self, _: &Visitor, _: SetUpForm) -> Answer {
        self.answer()
    }
    async fn choose_organisation(&self, _: &Visitor, _: String, _: String) -> Answer {
        self.answer()
    }
    async fn sign_in(&self, _: &Visitor, _: SignInForm) -> Answer {
        self.answer()
    }
    async fn verify_totp(&self, _: &Visitor, _: CodeForm) -> Answer {
        self.answer()
    }
    async fn verify_backup_code(&self, _: &Visitor, _: Secret) -> Answer {
        self.answer()
    }
    async fn verify_access_pass(&self, _: &Visitor, _: Secret) -> Answer {
        self.answer()
    }
    async fn ask_admin(&self, _: &Visitor, _: String, _: Option<FactorId>) -> Answer {
        self.answer()
    }
    async fn cancel_sign_in(&self, _: &Visitor) -> Answer {
        self.answer()
    }
    async fn sign_out(&self, _: &Visitor) -> Answer {
        self.answer()
    }
    async fn set_new_password(&self, _: &Visitor, _: Secret) -> Answer {
        self.answer()
    }
    async fn postpone_enrolment(&self, _: &Visitor) -> Answer {
        self.answer()
    }
    async fn start_totp(&self, _: &Visitor, _: Option<FactorId>) -> Answer {
        self.answer()
    }
    async fn confirm_totp(&self, _: &Visitor, _: ConfirmForm) -> Answer {
        self.answer()
    }
    async fn make_codes(&self, _: &Visitor) -> Answer {
        self.answer()
    }
    async fn codes_saved(&self, _: &Visitor, _: BackupCodeSetId) -> Answer {
        self.answer()
    }
    async fn rename_factor(&self, _: &Visitor, _: FactorId, _: String) -> Answer {
        self.answer()
    }
    async fn remove_factor(&self, _: &Visitor, _: FactorId, _: Insist) -> Answer {
        self.answer()
    }
    async fn lose_factor(&self, _: &Visitor, _: FactorId, _: Insist) -> Answer {
        self.answer()
    }
    async fn restore_factor(&self, _: &Visitor, _: FactorId) -> Answer {
        self.answer()
    }
    async fn change_password(&self, _: &Visitor, _: PasswordForm) -> Answer {
        self.answer()
    }
    async fn password_strength(&self, _: &Visitor, _: Secret) -> Shown<Strength> {
        Ok(Strength {
            score: Score::Weak,
            weakness: Some(Weakness::Dates),
        })
    }
    async fn end_session(&self, _: &Visitor, _: SessionId) -> Answer {
        self.answer()
    }
    async fn end_other_sessions(&self, _: &Visitor) -> Answer {
        self.answer()
    }
    async fn forget_device(&self, _: &Visitor, _: KnownDeviceId) -> Answer {
        self.answer()
    }
    async fn stay_signed_in(&self, _: &Visitor, _: String) -> Answer {
        self.answer()
    }
    async fn prove(&self, _: &Visitor, _: ProveForm) -> Answer {
        self.answer()
    }
    async fn choose_language(&self, _: &Visitor, _: Language, _: String) -> Answer {
        self.answer()
    }
    async fn accept_invitation(&self, _: &Visitor, _: WelcomeForm) -> Answer {
        self.answer()
    }
}

/// Ten codes that were just made.
pub fn fresh() -> Flash {
    let codes = [
        "K7M2Q-9XH4T-3WV8D",
        "0BZ3N-R5C1E-WY6J2",
        "H4D8S-2KQ9M-7TX0P",
        "VN6G1-E3W5R-B8ZC4",
        "9PJ2X-M0Y7K-D4HS6",
    ];
    Flash {
        codes: Some(FreshCodes {
            set: BackupCodeSetId(4),
            codes: codes
                .iter()
                .chain(&codes)
                .map(|code| Secret::new(*code))
                .collect(),
        }),
        ..Flash::default()
    }
}
