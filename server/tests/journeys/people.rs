//! What people do, as verbs: set up, sign in, enrol, invite.

use super::{
    browser::Browser,
    house::{ADMIN, House, PASSWORD},
    phone::Phone,
};

/// Somebody with a browser, and with what they enrolled.
#[derive(Clone, Debug)]
pub struct Person {
    pub browser: Browser,
    pub email: String,
    pub password: String,
    pub phone: Phone,
    pub codes: Vec<String>,
}

/// The backup codes that a page shows.
pub fn codes_shown(browser: &Browser) -> Vec<String> {
    let codes = browser.page.all(".codes li, .codes code");
    let is_code = |code: &String| code.len() == 17 && code.matches('-').count() == 2;
    let mut codes: Vec<String> = codes.into_iter().filter(is_code).collect();
    codes.dedup();
    codes
}

/// From the choice of a factor to saved backup codes.
pub async fn enrol(house: &House, browser: &mut Browser) -> (Phone, Vec<String>) {
    browser.submit("/do/start-totp", &[]).await;
    browser.page.says("authenticator app");
    let phone = Phone::scan(&browser.page);
    browser
        .submit(
            "/do/confirm-totp",
            &[("code", &phone.code(house.now())), ("name", "Pixel 9")],
        )
        .await;
    let codes = codes_shown(browser);
    assert_eq!(
        codes.len(),
        10,
        "ten codes on {}:\n{}",
        browser.page.path,
        browser.page.text()
    );
    browser.submit("/do/codes-saved", &[("saved", "on")]).await;
    (phone, codes)
}

/// The first run, by the first admin.
pub async fn set_up(house: &House) -> Person {
    let mut browser = house.browser();
    browser.open(&house.set_up_link().await).await;
    let form = [
        ("organisation_name", "Acme Bakery"),
        ("slug", "acme"),
        ("name", "Berta Admin"),
        ("email", ADMIN.0),
        ("password", ADMIN.1),
    ];
    browser.submit("/do/set-up", &form).await;
    let (phone, codes) = enrol(house, &mut browser).await;
    assert!(browser.is_signed_in(), "{}", browser.page.text());
    Person {
        browser,
        email: ADMIN.0.to_owned(),
        password: ADMIN.1.to_owned(),
        phone,
        codes,
    }
}

impl Person {
    /// The password page, filled in and posted.
    pub async fn give_password(&mut self) {
        self.browser.open("/o/acme/sign-in").await;
        let (email, password) = (self.email.clone(), self.password.clone());
        self.browser
            .submit("/do/sign-in", &[("email", &email), ("password", &password)])
            .await;
    }

    /// Password and a fresh code.
    pub async fn sign_in(&mut self, house: &House) {
        self.give_password().await;
        let code = house.fresh_code(&self.phone);
        self.browser
            .submit("/do/verify-totp", &[("code", &code)])
            .await;
        assert!(self.browser.is_signed_in(), "{}", self.browser.page.text());
    }

    /// Shows who they are, if the page asks for it.
    pub async fn prove(&mut self, house: &House) {
        if self.browser.page.html.contains("action=\"/do/prove") {
            let code = house.fresh_code(&self.phone);
            self.browser.submit("/do/prove", &[("code", &code)]).await;
        }
    }

    /// Invites somebody, who accepts in a browser of their own and enrols.
    pub async fn invite(&mut self, house: &House, name: &str, email: &str) -> Person {
        let mut browser = self.invite_only(house, name, email).await;
        browser
            .submit("/do/accept-invitation", &[("password", PASSWORD)])
            .await;
        let (phone, codes) = enrol(house, &mut browser).await;
        assert!(browser.is_signed_in(), "{}", browser.page.text());
        Person {
            browser,
            email: email.to_owned(),
            password: PASSWORD.to_owned(),
            phone,
            codes,
        }
    }

    /// Invites somebody; gives the browser that has the link open.
    pub async fn invite_only(&mut self, house: &House, name: &str, email: &str) -> Browser {
        self.browser.open("/admin/users/invite").await;
        self.browser
            .submit("/do/invite", &[("name", name), ("email", email)])
            .await;
        let letter = house.newest_letter_to(email).await;
        let link = letter
            .split_whitespace()
            .find(|word| word.contains("/welcome?link="))
            .expect("the letter has a link");
        let mut browser = house.browser();
        browser
            .open(link.trim_start_matches("http://localhost:3000"))
            .await;
        browser
    }
}
