//! A passkey of software, and the part of a browser that asks it: options in, the JSON of an answer out.

use std::collections::BTreeMap;

use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::{Value, json};
use webauthn_authenticator_rs::{WebauthnAuthenticator, prelude::Url, softpasskey::SoftPasskey};

use super::browser::Browser;

/// What is told to whoever signs: the address of the page that asks.
pub const ORIGIN: &str = "http://localhost:3000";

/// One authenticator of one person.
pub struct Authenticator {
    inner: SoftPasskey,
    origin: Url,
    /// What it knows by the id of a credential: the handle of its user. The library's own keeps no such thing.
    handles: BTreeMap<String, String>,
}

impl Authenticator {
    /// One that says that its user was verified.
    pub fn new() -> Self {
        Self::with(SoftPasskey::new(true))
    }

    /// One that cannot verify anybody: the options it is given must not require it.
    pub fn unverifying() -> Self {
        Self::with(SoftPasskey::new(false))
    }

    fn with(inner: SoftPasskey) -> Self {
        Self {
            inner,
            origin: Url::parse(ORIGIN).unwrap(),
            handles: BTreeMap::new(),
        }
    }

    /// From now on it is asked by a page at another address.
    pub fn at(&mut self, origin: &str) {
        self.origin = Url::parse(origin).unwrap();
    }

    /// `navigator.credentials.create`.
    pub fn create(&mut self, options: &Value) -> String {
        let mut asked = options.clone();
        // It keeps every key it makes; what it does not know is how to say so.
        asked["authenticatorSelection"]["residentKey"] = json!("discouraged");
        let asked = serde_json::from_value(json!({ "publicKey": asked })).unwrap();
        let made = self
            .inner
            .do_registration(self.origin.clone(), asked)
            .unwrap();
        let made = serde_json::to_value(made).unwrap();
        let id = made["id"].as_str().unwrap().to_owned();
        self.handles
            .insert(id, options["user"]["id"].as_str().unwrap().to_owned());
        made.to_string()
    }

    /// `navigator.credentials.get`; without a list, with the first that it knows, and the handle of its user.
    pub fn get(&mut self, options: &Value) -> Value {
        let mut asked = options.clone();
        if asked["allowCredentials"]
            .as_array()
            .is_none_or(Vec::is_empty)
        {
            let ids = self.handles.keys().take(1);
            asked["allowCredentials"] = ids
                .map(|id| json!({ "type": "public-key", "id": id }))
                .collect();
        }
        let asked = serde_json::from_value(json!({ "publicKey": asked })).unwrap();
        let signed = self
            .inner
            .do_authentication(self.origin.clone(), asked)
            .unwrap();
        let mut signed = serde_json::to_value(signed).unwrap();
        let handle = self.handles[signed["id"].as_str().unwrap()].clone();
        signed["response"]["userHandle"] = json!(handle);
        signed
    }
}

/// Asks a `start_…` for options, as the island does: by its own address and body.
pub async fn options(browser: &mut Browser) -> Option<Value> {
    let (start, body) = (
        browser
            .page
            .attribute("[data-start]", "data-start")
            .unwrap(),
        browser.page.attribute("[data-start]", "data-body").unwrap(),
    );
    let page = browser.page.clone();
    let request = Request::post(&start)
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    browser.send(request, Body::from(body), &start).await;
    let answer = std::mem::replace(&mut browser.page, page);
    if !answer.status.is_success() {
        return None;
    }
    let text: String = serde_json::from_str(&answer.html).unwrap();
    Some(serde_json::from_str(&text).unwrap())
}
