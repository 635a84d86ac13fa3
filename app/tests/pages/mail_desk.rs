//! The examples of what goes by mail.

use async_trait::async_trait;
use identity::{
    ids::AddressId,
    language::Language,
    mail_desk::{ForgotForm, MailDesk, ProfileForm, ResetPasswordForm},
    not_me::{Deed, Step},
    secret::Secret,
    time::Span,
    turn::{Answer, Shown},
    view::{
        forgot::{ForgotView, ResetPasswordView},
        not_me::NotMeView,
        profile::{AddressView, AddressesView, ConfirmAddressView, ProfileView, Room},
        prove::Due,
    },
    visitor::Visitor,
};

use crate::{
    account,
    desk::Example,
    examples::{NOW, acme},
};

#[async_trait]
impl MailDesk for Example {
    async fn forgot_page(&self, _: &Visitor, organisation: Option<String>) -> Shown<ForgotView> {
        Ok(match organisation {
            None => ForgotView::WhichOrganisation,
            Some(_) => ForgotView::Form {
                organisation: acme(),
            },
        })
    }

    async fn ask_password_link(&self, _: &Visitor, _: ForgotForm) -> Answer {
        self.answer()
    }

    async fn reset_password_page(
        &self,
        _: &Visitor,
        link: Option<Secret>,
    ) -> Shown<ResetPasswordView> {
        Ok(match link {
            None => ResetPasswordView::Gone,
            Some(_) => ResetPasswordView::Open {
                organisation: acme(),
                email: "anna@acme.example".into(),
                least_password: 12,
                until: NOW + Span::minutes(28),
            },
        })
    }

    async fn reset_password(&self, _: &Visitor, _: ResetPasswordForm) -> Answer {
        self.answer()
    }

    async fn not_me_page(&self, _: &Visitor, link: Option<Secret>) -> Shown<NotMeView> {
        Ok(match link {
            None => NotMeView::Gone,
            Some(_) => NotMeView::Open {
                organisation: acme(),
                deed: if self.is("address") {
                    Deed::FirstAddressChanged
                } else {
                    Deed::FactorAdded
                },
                at: NOW - Span::hours(2),
                steps: Step::ALL.to_vec(),
            },
        })
    }

    async fn deny(&self, _: &Visitor, _: Secret) -> Answer {
        self.answer()
    }

    async fn profile_page(&self, _: &Visitor) -> Shown<ProfileView> {
        Ok(ProfileView {
            me: account::me(None),
            language: Language::En,
            others: addresses(),
        })
    }

    async fn save_profile(&self, _: &Visitor, _: ProfileForm) -> Answer {
        self.answer()
    }

    async fn addresses_page(&self, _: &Visitor) -> Shown<Due<AddressesView>> {
        self.due(AddressesView {
            me: account::me(None),
            others: if self.is("alone") {
                vec![]
            } else {
                addresses()
            },
            room: if self.is("full") { Room::No } else { Room::Yes },
        })
    }

    async fn add_address(&self, _: &Visitor, _: String) -> Answer {
        self.answer()
    }

    async fn remove_address(&self, _: &Visitor, _: AddressId) -> Answer {
        self.answer()
    }

    async fn make_address_first(&self, _: &Visitor, _: AddressId) -> Answer {
        self.answer()
    }

    async fn confirm_address_page(
        &self,
        _: &Visitor,
        link: Option<Secret>,
    ) -> Shown<ConfirmAddressView> {
        Ok(match link {
            None => ConfirmAddressView::Gone,
            Some(_) => ConfirmAddressView::Open {
                organisation: acme(),
                name: "Anna Berg".into(),
                address: "anna@home.example".into(),
                until: NOW + Span::hours(23),
            },
        })
    }

    async fn confirm_address(&self, _: &Visitor, _: Secret) -> Answer {
        self.answer()
    }
}

fn addresses() -> Vec<AddressView> {
    vec![
        AddressView {
            id: AddressId(1),
            email: "berta@home.example".into(),
            verified_at: Some(NOW - Span::days(30)),
        },
        AddressView {
            id: AddressId(2),
            email: "berta@new.example".into(),
            verified_at: None,
        },
    ]
}
