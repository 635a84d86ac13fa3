//! A hardware token: its row in the file of a vendor, the codes that it shows, and what an admin does with it.

use data_encoding::BASE32_NOPAD;
use identity::{
    hardware_token::{OathKind, TokenSeed},
    time::Timestamp,
};
use server::{crypto::token_codes::TokenCodes, store::args};

use super::{house::House, people::Person};

pub const LIST: &str = "/admin/hardware-tokens";
pub const IMPORT: &str = "/do/import-tokens";
pub const ASSIGN: &str = "/do/assign-token";
pub const ACTIVATE: &str = "/do/activate-token";
pub const MANAGE: &str = "/do/manage-token";
pub const HEADER: &str = "upn,serial number,secret key,time interval,manufacturer,model";

/// One device.
pub struct Device {
    pub serial: &'static str,
    /// What its vendor writes in the file.
    pub secret: String,
    kind: OathKind,
    codes: TokenCodes,
}

impl Device {
    pub fn new(serial: &'static str, kind: OathKind) -> Self {
        let seed: Vec<u8> = serial.bytes().cycle().take(20).collect();
        let secret = BASE32_NOPAD.encode(&seed);
        let codes = TokenCodes::of(&TokenSeed::from_bytes(seed).unwrap()).unwrap();
        Self {
            serial,
            secret,
            kind,
            codes,
        }
    }

    /// For whoever has this address, or for the stock.
    pub fn row(&self, upn: &str) -> String {
        let interval = self.kind.period().unwrap_or_default();
        let (serial, secret) = (self.serial, &self.secret);
        format!("{upn},{serial},{secret},{interval},Contoso,HardwareKey")
    }

    /// What it shows at an instant.
    pub fn code(&self, now: Timestamp) -> String {
        let period = self.kind.period().expect("it has a clock");
        self.press(now.seconds().div_euclid(period))
    }

    /// The same where its clock is so many steps ahead.
    pub fn code_ahead(&self, now: Timestamp, steps: i64) -> String {
        let period = self.kind.period().expect("it has a clock");
        self.code(Timestamp(now.0 + steps * period * 1000))
    }

    /// What it shows when its button was pressed so often before.
    pub fn press(&self, count: i64) -> String {
        self.codes.at(count).unwrap()
    }

    /// The token as its page is found.
    pub async fn id(&self, house: &House) -> String {
        const SQL: &str = "SELECT id FROM hardware_tokens WHERE serial = $1";
        let id: i64 = house.one(SQL, args![self.serial]).await;
        id.to_string()
    }

    pub async fn page(&self, house: &House) -> String {
        format!("{LIST}/{}", self.id(house).await)
    }

    /// What it is to whoever has it.
    pub async fn factor(&self, house: &House) -> String {
        const SQL: &str = "SELECT factor_id FROM hardware_tokens WHERE serial = $1";
        let id: i64 = house.one(SQL, args![self.serial]).await;
        id.to_string()
    }

    /// Where that stands.
    pub async fn state(&self, house: &House) -> String {
        const SQL: &str = "
            SELECT f.state FROM hardware_tokens t JOIN factors f ON f.id = t.factor_id WHERE t.serial = $1";
        house.one(SQL, args![self.serial]).await
    }
}

/// A file with these rows.
pub fn file(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

/// Every policy allows tokens from now on.
pub async fn allow_tokens(house: &House) {
    const SQL: &str = "UPDATE policies SET allowed_kinds = 'passkey,totp,hardware_token'";
    house.change(SQL, args![]).await;
}

impl Person {
    /// Pastes a file of these rows.
    pub async fn import(&mut self, house: &House, rows: &[String]) {
        self.browser.open(LIST).await;
        self.prove(house).await;
        self.browser
            .submit(IMPORT, &[("pasted", &file(rows))])
            .await;
    }

    /// Opens the page of a token, and proves what it asks for.
    pub async fn open_token(&mut self, house: &House, device: &Device) {
        self.browser.open(&device.page(house).await).await;
        self.prove(house).await;
    }

    pub async fn assign(&mut self, house: &House, device: &Device, email: &str) {
        self.open_token(house, device).await;
        self.browser.submit(ASSIGN, &[("email", email)]).await;
    }

    /// With the code that the device shows now.
    pub async fn activate(&mut self, house: &House, device: &Device) {
        self.open_token(house, device).await;
        let code = device.code(house.now());
        self.browser.submit(ACTIVATE, &[("code", &code)]).await;
    }

    /// With two codes of its button.
    pub async fn activate_by(&mut self, house: &House, device: &Device, counts: [i64; 2]) {
        self.open_token(house, device).await;
        let [code, second] = counts.map(|count| device.press(count));
        let pair = [("code", code.as_str()), ("second_code", &second)];
        self.browser.submit(ACTIVATE, &pair).await;
    }

    pub async fn settle_token(&mut self, house: &House, device: &Device, deed: &str) {
        self.open_token(house, device).await;
        self.browser.submit(MANAGE, &[("deed", deed)]).await;
    }

    /// In a new browser: the password, and a code for the token, whether or not it is offered.
    pub async fn enter(&mut self, house: &House, device: &Device, code: &str) {
        self.browser = house.browser();
        self.give_password().await;
        let factor = device.factor(house).await;
        let fields = [("factor", factor.as_str()), ("code", code)];
        self.browser.push(house, "/do/verify-totp", &fields).await;
        self.browser.follow().await;
    }
}
