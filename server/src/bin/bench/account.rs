//! Somebody who signs in: an address, the password and an authenticator app.

use identity::time::Timestamp;
use server::demo::DemoLine;
use totp_rs::{Builder, Secret, Totp};

use super::{Outcome, browser::Browser};

#[derive(Clone, Debug)]
pub struct Account {
    pub organisation: &'static str,
    email: String,
    password: &'static str,
    app: Totp,
}

impl Account {
    /// None for those who have no app, several, or a role, which makes for a different sign-in.
    pub fn of(line: &DemoLine) -> Option<Self> {
        if !line.role.is_empty() || line.story != "authenticator app" {
            return None;
        }
        let seed = data_encoding::BASE32_NOPAD
            .decode(line.totp.as_ref()?.as_bytes())
            .ok()?;
        Some(Self {
            organisation: line.organisation,
            email: line.email.clone(),
            password: line.password,
            app: Builder::new()
                .with_secret(Secret::from(seed))
                .build_noncompliant(),
        })
    }

    pub fn email(&self) -> &str {
        &self.email
    }

    /// The pages and posts of one sign-in: password page, password, code page, code. Where it leads has a figure of its own.
    pub async fn sign_in(&self, browser: &mut Browser, now: Timestamp) -> Outcome<()> {
        browser
            .open(&format!("/o/{}/sign-in", self.organisation))
            .await?;
        let fields = [("email", self.email.as_str()), ("password", self.password)];
        browser.submit("/do/sign-in", &fields).await?;
        let code = self.app.generate(u64::try_from(now.seconds())?).to_string();
        browser.post("/do/verify-totp", &[("code", &code)]).await?;
        if browser.path != "/account" || !browser.is_signed_in() {
            return Err(format!("{} is at {} and not signed in", self.email, browser.path).into());
        }
        Ok(())
    }
}
