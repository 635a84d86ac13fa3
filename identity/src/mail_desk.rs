//! What goes by mail at the front door: addresses, a forgotten password, and what the links of mails open. A part of
//! [`crate::front_desk::FrontDesk`].

use async_trait::async_trait;

use crate::{
    ids::AddressId,
    language::Language,
    secret::Secret,
    turn::{Answer, Shown},
    view::{
        forgot::{ForgotView, ResetPasswordView},
        not_me::NotMeView,
        profile::{AddressesView, ConfirmAddressView, ProfileView},
        prove::Due,
    },
    visitor::Visitor,
};

/// Who forgot the password: the address as it was typed.
#[derive(Clone, Debug)]
pub struct ForgotForm {
    pub organisation: String,
    pub email: String,
}

/// A new password by a mailed link.
#[derive(Clone, Debug)]
pub struct ResetPasswordForm {
    pub link: Secret,
    pub new: Secret,
}

/// What somebody says of themselves.
#[derive(Clone, Debug)]
pub struct ProfileForm {
    pub name: String,
    pub language: Language,
}

#[async_trait]
pub trait MailDesk: Send + Sync + 'static {
    // A forgotten password. `organisation` as above; the answer to the form is the same for everybody.
    async fn forgot_page(
        &self,
        visitor: &Visitor,
        organisation: Option<String>,
    ) -> Shown<ForgotView>;
    async fn ask_password_link(&self, visitor: &Visitor, form: ForgotForm) -> Answer;
    async fn reset_password_page(
        &self,
        visitor: &Visitor,
        link: Option<Secret>,
    ) -> Shown<ResetPasswordView>;
    async fn reset_password(&self, visitor: &Visitor, form: ResetPasswordForm) -> Answer;

    // Name, language and addresses.
    async fn profile_page(&self, visitor: &Visitor) -> Shown<ProfileView>;
    async fn save_profile(&self, visitor: &Visitor, form: ProfileForm) -> Answer;
    async fn addresses_page(&self, visitor: &Visitor) -> Shown<Due<AddressesView>>;
    async fn add_address(&self, visitor: &Visitor, email: String) -> Answer;
    async fn remove_address(&self, visitor: &Visitor, address: AddressId) -> Answer;
    async fn make_address_first(&self, visitor: &Visitor, address: AddressId) -> Answer;
    async fn confirm_address_page(
        &self,
        visitor: &Visitor,
        link: Option<Secret>,
    ) -> Shown<ConfirmAddressView>;
    async fn confirm_address(&self, visitor: &Visitor, link: Secret) -> Answer;

    // "This wasn't me", by the link of a mail.
    async fn not_me_page(&self, visitor: &Visitor, link: Option<Secret>) -> Shown<NotMeView>;
    async fn deny(&self, visitor: &Visitor, link: Secret) -> Answer;
}
