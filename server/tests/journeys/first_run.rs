//! The first run: a link, an organisation, an admin with a factor.

use super::{engines::on_both_engines, house::House, people};

on_both_engines! {
    async fn from_the_link_to_the_account(house: House) {
        let mut admin = people::set_up(&house).await;
        admin.browser.open("/account").await;
        admin.browser.page.says("Pixel 9");
        admin.browser.submit("/do/sign-out", &[]).await;
        assert!(!admin.browser.is_signed_in());
        admin.sign_in(&house).await;
        assert_eq!(admin.browser.page.path, "/account");
    }
}

on_both_engines! {
    async fn a_colleague_is_invited_and_enrols(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", "anna@example.com").await;
        anna.browser.open("/account").await;
        anna.browser.page.says("Anna Weber");
    }
}
