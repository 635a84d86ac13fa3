//! A telephone that codes are sent to: the sender of messages stands in front of it, in whatever mood the test gives it.

use identity::{secret::Secret, time::Span};
use server::{
    config::{Config, Sms},
    sms::{carrier::Carrier, send},
    store::args,
    webhooks::signing_secret::SigningSecret,
};

use super::{browser::Browser, endpoint::Endpoint, house::House, people::Person};

pub const NUMBER: &str = "+49 170 1234512";
pub const SPELLED: &str = "+491701234512";
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// The telephone and its sender.
#[derive(Debug)]
pub struct Handset {
    pub sender: Endpoint,
    pub carrier: Carrier,
}

impl Handset {
    pub async fn new() -> Self {
        let sender = Endpoint::open().await;
        let carrier = carrier(&sender.url);
        Self { sender, carrier }
    }

    /// Sends what is due; how much was taken.
    pub async fn send(&self, house: &House) -> usize {
        send::send_due(&house.desk, &self.carrier).await.unwrap()
    }

    /// What came last: to whom, and what it says. Its signature is looked at.
    pub async fn newest(&self, house: &House) -> (String, String) {
        self.send(house).await;
        let message = self.sender.came().pop().expect("a message came");
        let secret = SigningSecret::parse(&Secret::from(SECRET.to_owned())).unwrap();
        let signed = secret.sign(&message.id, message.seconds, &message.body);
        assert_eq!(message.signatures, signed);
        let data = message.json()["data"].clone();
        let said = |key: &str| data[key].as_str().unwrap().to_owned();
        (said("to"), said("text"))
    }

    /// The code in it.
    pub async fn code(&self, house: &House) -> String {
        let (to, text) = self.newest(house).await;
        assert_eq!(to, SPELLED);
        text[..6].to_owned()
    }
}

/// One that posts to this address.
pub fn carrier(url: &str) -> Carrier {
    let sms = Sms {
        url: url.to_owned(),
        secret: Secret::from(SECRET.to_owned()),
        ..Sms::default()
    };
    Carrier::new(&Config {
        sms,
        ..Config::default()
    })
    .unwrap()
}

/// Six digits that are not this code.
pub fn another(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

/// Every policy allows text messages from now on.
pub async fn allow_texts(house: &House) {
    const SQL: &str = "UPDATE policies SET allowed_kinds = 'passkey,totp,phone'";
    house.change(SQL, args![]).await;
}

/// Gives the number, and the code that came there; somebody who is signed in, or who owes a factor.
pub async fn set_up(house: &House, browser: &mut Browser, handset: &Handset) {
    browser.open("/enrol/phone").await;
    browser
        .submit("/do/start-phone", &[("number", NUMBER)])
        .await
        .says("ending in 12");
    let code = handset.code(house).await;
    browser
        .submit("/do/confirm-phone", &[("code", &code)])
        .await;
}

impl House {
    /// The same house with other settings for messages.
    pub fn with_sms(&self, sms: Sms) -> Self {
        let config = self.desk.config.clone();
        self.with_config(Config { sms, ..config })
    }

    /// The phone of somebody who has one.
    pub async fn phone_of(&self, email: &str) -> String {
        const SQL: &str = "
            SELECT f.id FROM factors f JOIN users u ON u.id = f.user_id
            WHERE u.email = $1 AND f.kind = 'phone' AND f.state = 'active'";
        let id: i64 = self.one(SQL, args![email]).await;
        id.to_string()
    }

    /// Numbers, codes and messages that are kept.
    pub async fn kept_of_phones(&self) -> [i64; 3] {
        let phones = self.one("SELECT COUNT(*) FROM phones", args![]).await;
        let codes = self.one("SELECT COUNT(*) FROM phone_codes", args![]).await;
        let messages = self
            .one("SELECT COUNT(*) FROM phone_messages", args![])
            .await;
        [phones, codes, messages]
    }
}

impl Person {
    /// In a new browser, a minute later: the password, and the page of the phone, where no code was asked for.
    pub async fn come_to_phone(&mut self, house: &House) {
        house.wait(Span::minutes(1));
        self.browser = house.browser();
        self.give_password().await;
        let phone = house.phone_of(&self.email).await;
        let page = format!("/sign-in/verify?by={phone}");
        self.browser.open(&page).await.says("•••• 12");
    }

    /// The same, and a code is asked for.
    pub async fn ask_for_code(&mut self, house: &House) {
        self.come_to_phone(house).await;
        self.browser
            .submit("/do/text-code", &[])
            .await
            .says("on its way to the number ending in 12");
    }

    /// Enters a code where the page asks for one.
    pub async fn enter_text(&mut self, code: &str) {
        self.browser
            .submit("/do/verify-totp", &[("code", code)])
            .await;
    }
}
