//! What goes by mail: each line leads to the file of one use case.

use async_trait::async_trait;
use identity::{
    ids::AddressId,
    mail_desk::{ForgotForm, MailDesk, ProfileForm, ResetPasswordForm},
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

use super::{Desk, addresses, forgot, not_me, profile, reset_password, run::run};

#[async_trait]
impl MailDesk for Desk {
    async fn forgot_page(
        &self,
        visitor: &Visitor,
        organisation: Option<String>,
    ) -> Shown<ForgotView> {
        run!(self.show, visitor, [organisation] knock => forgot::page(&knock, organisation.as_deref()))
    }

    async fn ask_password_link(&self, visitor: &Visitor, form: ForgotForm) -> Answer {
        run!(self.answer, visitor, [form] knock => forgot::submit(&knock, &form))
    }

    async fn reset_password_page(
        &self,
        visitor: &Visitor,
        link: Option<Secret>,
    ) -> Shown<ResetPasswordView> {
        run!(self.show, visitor, [link] knock => reset_password::page(&knock, link))
    }

    async fn reset_password(&self, visitor: &Visitor, form: ResetPasswordForm) -> Answer {
        run!(self.answer, visitor, [form] knock => reset_password::submit(&knock, form))
    }

    async fn profile_page(&self, visitor: &Visitor) -> Shown<ProfileView> {
        run!(self.show, visitor, [] knock => profile::page(&knock))
    }

    async fn save_profile(&self, visitor: &Visitor, form: ProfileForm) -> Answer {
        run!(self.answer, visitor, [form] knock => profile::submit(&knock, form))
    }

    async fn addresses_page(&self, visitor: &Visitor) -> Shown<Due<AddressesView>> {
        run!(self.show, visitor, [] knock => addresses::page(&knock))
    }

    async fn add_address(&self, visitor: &Visitor, email: String) -> Answer {
        run!(self.answer, visitor, [email] knock => addresses::add::submit(&knock, &email))
    }

    async fn remove_address(&self, visitor: &Visitor, address: AddressId) -> Answer {
        run!(self.answer, visitor, [] knock => addresses::remove::submit(&knock, address))
    }

    async fn make_address_first(&self, visitor: &Visitor, address: AddressId) -> Answer {
        run!(self.answer, visitor, [] knock => addresses::first::submit(&knock, address))
    }

    async fn confirm_address_page(
        &self,
        visitor: &Visitor,
        link: Option<Secret>,
    ) -> Shown<ConfirmAddressView> {
        run!(self.show, visitor, [link] knock => addresses::confirm::page(&knock, link))
    }

    async fn confirm_address(&self, visitor: &Visitor, link: Secret) -> Answer {
        run!(self.answer, visitor, [link] knock => addresses::confirm::submit(&knock, link))
    }

    async fn not_me_page(&self, visitor: &Visitor, link: Option<Secret>) -> Shown<NotMeView> {
        run!(self.show, visitor, [link] knock => not_me::page(&knock, link))
    }

    async fn deny(&self, visitor: &Visitor, link: Secret) -> Answer {
        run!(self.answer, visitor, [link] knock => not_me::submit(&knock, link))
    }
}
