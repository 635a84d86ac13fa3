//! Doors that no page offers: posts with a right token, made by hand, as somebody does who reads our source.

use axum::{
    body::Body,
    http::{Request, header},
};
use data_encoding::BASE64URL_NOPAD;
use scraper::{Html, Selector};
use sha2::{Digest as _, Sha256};

use super::{
    browser::{Browser, Page, encode},
    house::House,
};

impl Browser {
    /// The hidden field `csrf` of a form for this action, whether or not a page shows one.
    pub fn form_key(&self, house: &House, action: &str) -> String {
        let held = [
            ("__Host-sid", "session:"),
            ("__Host-pre", "sign-in:"),
            ("__Host-anon", "anonymous:"),
        ];
        let (kind, token) = held
            .iter()
            .find_map(|(cookie, kind)| Some((kind, self.cookies.get(*cookie)?)))
            .expect("a page was loaded");
        let binding = Sha256::digest(format!("{kind}{token}"));
        BASE64URL_NOPAD.encode(
            &house
                .desk
                .keys
                .csrf()
                .mac(&[binding.as_slice(), action.as_bytes()].concat()),
        )
    }

    /// Posts a form that no page shows, without following.
    pub async fn push(&mut self, house: &House, action: &str, fields: &[(&str, &str)]) -> &Page {
        let body = self.made_up(house, action, fields);
        self.post(action, &body).await
    }

    /// The same the way a script does: a refusal comes as JSON.
    pub async fn call(&mut self, house: &House, action: &str, fields: &[(&str, &str)]) -> &Page {
        let body = self.made_up(house, action, fields);
        let request = Request::post(action)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request, Body::from(body), action).await;
        &self.page
    }

    fn made_up(&self, house: &House, action: &str, fields: &[(&str, &str)]) -> String {
        // The key is of the path, whatever customers stand behind it.
        let key = self.form_key(house, action.split('?').next().unwrap_or(action));
        encode(fields.iter().copied().chain([("csrf", key.as_str())]))
    }
}

impl Page {
    /// Where the answer leads, if it leads anywhere.
    pub fn leads_to(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |path| path.to_str().unwrap())
    }

    /// An attribute of everything that a selector finds.
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.html);
        page.select(&Selector::parse(css).unwrap())
            .filter_map(|found| found.attr(name))
            .map(str::to_owned)
            .collect()
    }

    /// Asserts that this field was refused with these words: at the field, tied to it, and in the summary.
    #[track_caller]
    pub fn refuses(&self, field: &str, words: &str) -> &Self {
        let context = format!("{} ({}):\n{}", self.path, self.status, self.text());
        assert_eq!(
            self.attribute(&format!("#{field}"), "aria-invalid")
                .as_deref(),
            Some("true"),
            "{field} on {context}"
        );
        let described = self
            .attribute(&format!("#{field}"), "aria-describedby")
            .unwrap_or_default();
        assert!(
            described.contains(&format!("{field}-error")),
            "{field} is described by {described:?} on {context}"
        );
        let at_field = self.all(&format!("#{field}-error")).join(" ");
        assert!(
            at_field.contains(words),
            "{at_field:?} at {field} on {context}"
        );
        assert!(
            self.all("[role=alert]").join(" ").contains(words),
            "the summary of {context}"
        );
        assert!(
            self.all("title").join(" ").starts_with("Error"),
            "the title of {context}"
        );
        self
    }

    /// Asserts that the page says so in its summary, at no field.
    #[track_caller]
    pub fn warns(&self, words: &str) -> &Self {
        let summary = self.all("[role=alert]").join(" ");
        assert!(
            summary.contains(words),
            "{} ({}) warns {summary:?}:\n{}",
            self.path,
            self.status,
            self.text()
        );
        self
    }

    /// What stands in a field.
    pub fn value(&self, field: &str) -> String {
        self.attribute(&format!("#{field}"), "value")
            .unwrap_or_default()
    }
}
