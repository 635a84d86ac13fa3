//! A cache that keeps whatever it may, in front of everybody. Case C-09 (CVE-2026-50170).

use std::collections::BTreeMap;

use super::{browser::Browser, engines::on_both_engines, house::House, people};

/// What a shared cache may keep (RFC 9111, section 3): anything that is not told otherwise.
#[derive(Default)]
struct Cache(BTreeMap<String, String>);

impl Cache {
    /// The page as this browser gets it through the cache.
    async fn open(&mut self, browser: &mut Browser, path: &str) -> String {
        if let Some(kept) = self.0.get(path) {
            return kept.clone();
        }
        browser.open(path).await;
        let told = browser.page.headers.get("cache-control");
        let told = told.and_then(|told| told.to_str().ok()).unwrap_or_default();
        if !["no-store", "private"]
            .iter()
            .any(|word| told.contains(word))
        {
            self.0.insert(path.to_owned(), browser.page.html.clone());
        }
        browser.page.html.clone()
    }
}

on_both_engines! {
    /// Two people open the same pages, one after the other: nobody sees the other.
    async fn nobody_sees_the_page_of_another(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Quillfeather", "anna@example.com").await;
        let mut ben = admin.invite(&house, "Ben Oxlade", "ben@example.com").await;
        let mut cache = Cache::default();
        for path in ["/account", "/account/profile", "/account/sessions", "/account/activity", "/account/admins", "/account/password", "/enrol"] {
            let hers = cache.open(&mut anna.browser, path).await;
            assert!(hers.contains("Anna Quillfeather"), "{path}");
            let his = cache.open(&mut ben.browser, path).await;
            assert!(his.contains("Ben Oxlade") && !his.contains("Anna Quillfeather"), "{path}");
        }
        // The cache does keep what it may: the styles of the page.
        let page = cache.open(&mut anna.browser, "/account").await;
        let style = page.split('"').find(|text| text.starts_with("/pkg/") && text.ends_with(".css"));
        let style = style.unwrap_or_else(|| panic!("no styles in {page}")).to_owned();
        cache.open(&mut anna.browser, &style).await;
        assert!(cache.0.contains_key(&style) && cache.0.len() == 1, "{:?}", cache.0.keys());
    }
}
