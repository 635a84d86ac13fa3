//! The headers of every answer, and what a page may load. Case X-12.

use axum::{
    body::Body,
    http::{Method, Request, header},
};

use super::{browser::Browser, engines::on_both_engines, house::House, people};

const ANNA: &str = "anna@example.com";

/// The headers that every answer has, and X-12: nothing in a page runs but our own files, and there is no nonce to read.
#[track_caller]
fn is_secure(browser: &Browser) {
    let (path, headers) = (&browser.page.path, &browser.page.headers);
    let value = |name: &str| {
        headers
            .get(name)
            .unwrap_or_else(|| panic!("{path} has no {name}"))
            .to_str()
            .unwrap()
    };
    assert_eq!(value("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(
        value("strict-transport-security"),
        "max-age=63072000; includeSubDomains; preload",
        "{path}"
    );
    assert_eq!(value("cross-origin-opener-policy"), "same-origin", "{path}");
    assert_eq!(
        value("cross-origin-resource-policy"),
        "same-origin",
        "{path}"
    );
    assert_eq!(value("cache-control"), "no-store", "{path}");
    assert_eq!(value("x-robots-tag"), "noindex", "{path}");
    assert_eq!(
        value("reporting-endpoints"),
        "csp=\"/csp-report\"",
        "{path}"
    );
    assert!(
        value("permissions-policy").contains("publickey-credentials-get=(self)"),
        "{path}"
    );
    assert_eq!(value("x-request-id").len(), 20, "{path}");
    let quiet = ["/setup", "/welcome"]
        .iter()
        .any(|secret| path.starts_with(secret));
    assert_eq!(
        value("referrer-policy"),
        if quiet { "no-referrer" } else { "same-origin" },
        "{path}"
    );
    assert!(
        !headers.contains_key("server") && !headers.contains_key("x-powered-by"),
        "{path}"
    );
    assert_eq!(
        headers
            .get_all(header::CONTENT_SECURITY_POLICY)
            .iter()
            .count(),
        1,
        "{path}"
    );
    let policy = value("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'")
            && !policy.contains("unsafe-inline")
            && !policy.contains("'unsafe-eval'")
            && !policy.contains("nonce"),
        "{path}: {policy}"
    );
    if headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
    {
        assert!(
            policy.contains("frame-ancestors 'none'")
                && policy.contains("form-action 'self'")
                && policy.contains("base-uri 'none'"),
            "{path}"
        );
        let page = &browser.page;
        assert!(
            page.attributes("script", "src").len() == page.all("script").len()
                && page.all("script").iter().all(String::is_empty),
            "{path}"
        );
        assert!(
            page.attributes("[nonce]", "nonce").is_empty()
                && page.attributes("[style]", "style").is_empty()
                && page.all("style").is_empty(),
            "{path}"
        );
        for source in [
            page.attributes("script", "src"),
            page.attributes("link", "href"),
            page.attributes("img", "src"),
            page.attributes("form", "action"),
        ]
        .concat()
        {
            assert!(
                source.starts_with('/') && !source.starts_with("//"),
                "{path} loads {source}"
            );
        }
        for on in ["onclick", "onload", "onerror", "onsubmit", "onfocus"] {
            assert!(page.attributes(&format!("[{on}]"), on).is_empty(), "{path}");
        }
    }
}

on_both_engines! {
    /// Every page, every refusal and every thing that there is not.
    async fn every_answer_is_secured(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let user = house.user(ANNA).await;
        for path in ["/", "/sign-in", "/o/acme/sign-in", "/o/nobody/sign-in", "/sign-in/help?organisation=acme", "/setup?link=x", "/welcome?link=x", "/livez", "/readyz", "/robots.txt", "/pkg/none.js", "/no/such/page", "/do/sign-in", "/account"] {
            let mut browser = house.browser();
            browser.send(Request::get(path).header(header::ACCEPT, "text/html"), Body::empty(), path).await;
            is_secure(&browser);
        }
        for path in ["/account", "/account/password", "/account/admins", "/enrol", "/enrol/backup-codes", "/account/factors/0/remove", "/admin/users"] {
            anna.browser.open(path).await;
            is_secure(&anna.browser);
        }
        anna.browser.open("/enrol").await;
        anna.browser.submit("/do/start-totp", &[]).await;
        is_secure(&anna.browser);
        for path in ["/admin/users".to_owned(), format!("/admin/users/{user}"), format!("/admin/users/{user}/reset"), format!("/admin/users/{user}/edit"), format!("/admin/users/{user}/delete"), "/admin/users/export".to_owned(), "/admin/policies".to_owned(), "/admin/policies/new".to_owned(), "/admin/audit".to_owned(), "/admin/users/invite".to_owned()] {
            admin.browser.open(&path).await;
            assert_eq!(admin.browser.page.status, 200, "{path}");
            is_secure(&admin.browser);
        }
        for (method, path, kind) in [(Method::POST, "/do/sign-out", "text/plain"), (Method::POST, "/account", "text/plain"), (Method::PUT, "/account", "x/y"), (Method::TRACE, "/", "x/y"), (Method::POST, "/do/none", "application/x-www-form-urlencoded")] {
            let mut browser = anna.browser.clone();
            browser.send(Browser::method(method, path).header(header::CONTENT_TYPE, kind), Body::empty(), path).await;
            assert!(browser.page.status.is_client_error(), "{path}");
            is_secure(&browser);
        }
        anna.browser.push(&house, "/do/sign-out", &[]).await;
        is_secure(&anna.browser);
        assert_eq!(anna.browser.page.headers["clear-site-data"], "\"cache\", \"storage\"");
    }
}
