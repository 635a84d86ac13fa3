//! The sweep: every page and every form, asked for by somebody in every state; the table is reviewed like code. The REST API has no
//! states: `server/tests/api/surface.rs` walks its calls in the same way, by scope.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use axum::{body::Body, http::Request};
use expect_test::expect_file;

use super::{
    cast::{Cast, State},
    engines::on_both_engines,
    everything::{CANARIES, FORMS, PAGES, VIKTOR},
    house::House,
};

/// What security.md 0.2 lets somebody in a state see: the beginnings of paths that may answer with a page.
fn may_see(state: State, route: &str) -> bool {
    let everybody = [
        "/setup",
        "/welcome",
        "/sign-in",
        "/o/{slug}/sign-in",
        "/sign-in/help",
        "/forgot-password",
        "/o/{slug}/forgot-password",
    ]
    .contains(&route);
    everybody
        || match state {
            State::Nobody => false,
            State::HalfSignedIn => [
                "/sign-in/verify",
                "/sign-in/backup-code",
                "/sign-in/access-pass",
            ]
            .contains(&route),
            State::Enrolling => ["/enrol", "/enrol/passkey", "/enrol/phone"].contains(&route),
            State::User => {
                (route.starts_with("/account") || route.starts_with("/enrol"))
                    && !route.contains('{')
            }
            State::HelpDesk => {
                let opens = [
                    "/admin/users",
                    "/admin/users/{user}",
                    "/admin/users/{user}/methods",
                    "/admin/users/{user}/sessions",
                    "/admin/users/{user}/activity",
                    "/admin/users/{user}/reset",
                    "/admin/users/{user}/access-pass",
                    "/admin/users/{user}/{operation}",
                    "/admin/factors/{factor}/remove",
                    "/admin/requests",
                    "/admin/requests/{request}",
                    "/admin/resets",
                    "/admin/resets/{reset}",
                    "/admin/authentication-methods",
                    "/admin/hardware-tokens",
                    "/admin/hardware-tokens/{token}",
                ]
                .contains(&route);
                may_see(State::User, route)
                    || opens
                    || ["/admin/policies", "/admin/audit"].contains(&route)
            }
            State::Admin => {
                may_see(State::User, route)
                    || (route.starts_with("/admin") && !route.starts_with("/admin/customers"))
            }
            // Their own organisation's; nothing with an id of somebody else's.
            State::OtherAdmin => may_see(State::Admin, route) && !route.contains('{'),
            State::Operator => {
                may_see(State::OtherAdmin, route)
                    || ["/admin/customers", "/admin/customers/new"].contains(&route)
            }
        }
}

impl Cast {
    /// An address or a form with the ids put in.
    fn fill(&self, text: &str) -> String {
        text.replace("VIKTOR", &self.viktor.to_string())
            .replace("ASKED", &self.asked_for_help.to_string())
            .replace("BULK", &self.bulk.to_string())
            .replace("PENDING", &self.pending.to_string())
            .replace("FACTOR", &self.factor.to_string())
            .replace("CODES", &self.codes.to_string())
            .replace("DEVICE", &self.device.to_string())
            .replace("SESSION", &self.session.to_string())
            .replace("POLICY", &self.policy.to_string())
            .replace("HOUSE", &self.acme.to_string())
            .replace("HOOK", &self.webhook.to_string())
            .replace("DONGLE", &self.token.to_string())
            .replace("NTH", &self.asked().to_string())
    }

    /// One page, without following where it leads.
    async fn see(&mut self, state: State, (route, path): (&str, &str)) -> String {
        let mut browser = self.browser(state).await;
        let path = self.fill(path);
        browser
            .send(
                Request::get(&path).header("accept", "text/html"),
                Body::empty(),
                &path,
            )
            .await;
        let page = &browser.page;
        assert!(
            page.status.as_u16() < 500,
            "{state} at {route}: {}",
            page.status
        );
        assert!(
            page.status != 200 || may_see(state, route),
            "{state} must not see {route}:\n{}",
            page.text()
        );
        is_discreet(state, route, &page.html);
        if page.leads_to().is_empty() {
            page.status.as_u16().to_string()
        } else {
            format!("{} {}", page.status.as_u16(), plain(page.leads_to()))
        }
    }

    /// One form: sent by a script, which is told why not; and by a browser, which is sent on.
    async fn send(&mut self, state: State, (action, form): (&str, &str)) -> String {
        let whole = matches!(
            state,
            State::User | State::HelpDesk | State::Admin | State::OtherAdmin | State::Operator
        );
        let mut browser = self.browser(state).await;
        let filled = self.fill(form);
        let fields: Vec<_> = filled
            .split(' ')
            .filter_map(|field| field.split_once('='))
            .collect();
        browser.push(&self.house, action, &fields).await;
        assert_eq!(
            browser.page.status,
            303,
            "{state} to {action}: {}",
            browser.page.text()
        );
        assert!(
            whole || !browser.is_signed_in(),
            "{state} was signed in by {action}"
        );
        browser.follow().await;
        assert!(
            browser.page.status.as_u16() < 500,
            "{state} after {action}: {}",
            browser.page.status
        );
        is_discreet(state, action, &browser.page.html);

        let mut browser = self.browser(state).await;
        let filled = self.fill(form);
        let fields: Vec<_> = filled
            .split(' ')
            .filter_map(|field| field.split_once('='))
            .collect();
        browser.call(&self.house, action, &fields).await;
        let page = &browser.page;
        is_discreet(state, action, &page.html);
        if page.status == 200 {
            return format!("→ {}", plain(page.leads_to()));
        }
        let refused: serde_json::Value = serde_json::from_str(&page.html).unwrap_or_default();
        let why = refused["why"]
            .as_str()
            .map_or_else(|| refused["why"].to_string(), str::to_owned);
        format!("{} {}", page.status.as_u16(), plain(&why))
    }
}

/// Nothing of anybody else's stands in it: neither what Viktor is called nor what the others are.
fn is_discreet(state: State, place: &str, body: &str) {
    let body = body.to_lowercase();
    assert!(
        !body.contains("otpauth:") || place == "/do/start-totp",
        "{state} reads a key at {place}"
    );
    if state.looks_after_viktor() {
        assert!(
            !body.contains("qottokar"),
            "{state} reads of another organisation at {place}"
        );
        return;
    }
    assert!(
        !body.contains(VIKTOR),
        "{state} reads of Viktor at {place}:\n{body}"
    );
    for (other, canary) in CANARIES {
        assert!(
            other == state || !body.contains(canary),
            "{state} reads of {canary} at {place}:\n{body}"
        );
    }
}

/// Numbers differ from run to run.
fn plain(text: &str) -> String {
    let parts = text.split('/').map(|part| {
        if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) {
            "<id>"
        } else {
            part
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// One paragraph of the table: what comes of it, and for whom.
fn paragraph(table: &mut String, name: &str, outcomes: &[(State, String)]) {
    let mut by_outcome: BTreeMap<&str, (State, Vec<String>)> = BTreeMap::new();
    for (state, outcome) in outcomes {
        by_outcome
            .entry(outcome)
            .or_insert((*state, Vec::new()))
            .1
            .push(state.to_string());
    }
    let mut lines: Vec<_> = by_outcome.into_iter().collect();
    lines.sort_by_key(|(_, (first, _))| *first);
    writeln!(table, "\n{name}").unwrap();
    for (outcome, (_, states)) in lines {
        writeln!(table, "    {outcome:<32} {}", states.join(", ")).unwrap();
    }
}

#[test]
fn every_page_and_every_form_is_in_the_sweep() {
    let listed = |list: &[(&str, &str)]| {
        list.iter()
            .map(|(name, _)| (*name).to_owned())
            .collect::<BTreeSet<_>>()
    };
    let routes: BTreeSet<String> = app::serve::routes()
        .iter()
        .map(|route| route.path().to_owned())
        .collect();
    assert_eq!(listed(PAGES), routes);
    let endpoints: BTreeSet<String> = app::wire::ENDPOINTS
        .iter()
        .map(|(path, _)| (*path).to_owned())
        .collect();
    assert_eq!(listed(FORMS), endpoints);
    let registered: BTreeSet<String> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.to_owned())
        .collect();
    assert_eq!(endpoints, registered);
}

/// What is served beside pages and forms, none of it to somebody in a state; but the file of the audit log, which asks as its page does.
const OTHERS: [&str; 10] = [
    "\"/pkg/{*name}\"",
    "\"/brand/{name}\"",
    "assets::ICONS[0]",
    "assets::ICONS[1]",
    "\"/robots.txt\"",
    "\"/livez\"",
    "\"/readyz\"",
    "reports::PATH",
    "CHANGE_PASSWORD",
    "app::paths::AUDIT_EXPORT",
];

#[test]
fn every_other_route_is_known() {
    let source = std::fs::read_to_string("src/http.rs").unwrap();
    let (_, tables) = source.split_once("fn machines").unwrap();
    let (tables, _) = tables.split_once("fn metrics_router").unwrap();
    let named = tables.split(".route(").skip(1);
    let routes: Vec<&str> = named
        .filter_map(|rest| rest.split(',').next())
        .filter(|first| !["page.path()", "\"/do/{*name}\""].contains(first))
        .collect();
    assert_eq!(routes, OTHERS);
}

on_both_engines! {
    /// S-01, M-10, F-04, F-06 and the whole of 0.2: who reaches what.
    async fn nobody_reaches_what_their_state_does_not_allow(house: House) {
        let mut cast = Cast::gather(house).await;
        let mut table = String::from("Pages: the status, and where it leads. Forms, as a script sends them: where it leads, or why not.\n");
        for page in PAGES {
            let mut outcomes = Vec::new();
            for state in State::ALL {
                outcomes.push((state, cast.see(state, *page).await));
            }
            paragraph(&mut table, page.0, &outcomes);
        }
        for form in FORMS {
            let mut outcomes = Vec::new();
            for state in State::ALL {
                outcomes.push((state, cast.send(state, *form).await));
            }
            paragraph(&mut table, form.0, &outcomes);
        }
        expect_file!["./states.txt"].assert_eq(&table);
    }
}
