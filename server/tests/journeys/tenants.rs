//! Two organisations on one installation: neither reads, counts nor touches anything of the other. Cases T-01, T-06 and
//! T-09.

use server::store::args;

use super::{
    cast::{Cast, State},
    engines::on_both_engines,
    house::{House, PASSWORD},
};

/// A credential of Acme.
async fn credential(cast: &Cast) -> String {
    const SQL: &str = "
        INSERT INTO api_credentials (organisation_id, client_id, digest, name, scope, created_by, created_at, expires_at)
        SELECT organisation_id, 'qclient', $1, 'qcredential', 'manage_all', id, 1, 4000000000 FROM users WHERE email = 'berta@example.com'";
    cast.house.change(SQL, args![[7_u8; 32].as_slice()]).await;
    let id: i64 = cast
        .house
        .one("SELECT id FROM api_credentials", args![])
        .await;
    id.to_string()
}

on_both_engines! {
    /// T-01: what belongs to another organisation is not there: the same answer as for an id that nobody has.
    async fn ids_of_others_are_not_there(house: House) {
        let mut cast = Cast::gather(house).await;
        let (viktor, policy) = (cast.viktor.to_string(), cast.policy.to_string());
        let before = (cast.house.active_factors("qviktor@example.com").await, cast.house.events_about("qviktor@example.com").await.len());
        for (path, own) in [("/admin/users/ID", cast.viktor.to_string()), ("/admin/users/ID/reset", cast.viktor.to_string()), ("/admin/users/ID/edit", cast.viktor.to_string()), ("/admin/users/ID/delete", cast.viktor.to_string()), ("/admin/webhooks/ID", cast.webhook.to_string()), ("/admin/hardware-tokens/ID", cast.token.to_string())] {
            let mut answers = Vec::new();
            for id in [own.as_str(), "999999"] {
                let mut otto = cast.browser(State::OtherAdmin).await;
                otto.open(&path.replace("ID", id)).await;
                assert_eq!(otto.page.status, 404, "{path} {id}");
                answers.push(otto.page.text());
            }
            assert_eq!(answers[0], answers[1], "{path}");
        }
        let bulk = cast.bulk.to_string();
        let mut answers = Vec::new();
        for id in [bulk.as_str(), "999999"] {
            let mut otto = cast.browser(State::OtherAdmin).await;
            otto.open(&format!("/admin/bulk-resets/{id}")).await;
            answers.push((otto.page.status, otto.page.text()));
        }
        assert_eq!(answers[0], answers[1]);
        let (webhook, token) = (cast.webhook.to_string(), cast.token.to_string());
        let credential = credential(&cast).await;
        let why = [("reason_kind", "lost_device"), ("verification", "call_back")];
        let edited = [("name", "X"), ("email", "x@example.com"), ("language", "en")];
        let gone = [("reason", "x"), ("digest", "x")];
        for (action, fields) in [("/do/disable-user", [].as_slice()), ("/do/edit-user", &edited), ("/do/delete-user", &gone), ("/do/enable-user", &[]), ("/do/reinvite", &[]), ("/do/set-groups", &[("groups", "x")]), ("/do/set-role", &[("role", "help_desk")]), ("/do/reset-user", &why)] {
            let mut answers = Vec::new();
            for id in [viktor.as_str(), "999999"] {
                let mut otto = cast.browser(State::OtherAdmin).await;
                let fields = [&[("user", id)], fields].concat();
                otto.call(&cast.house, action, &fields).await;
                answers.push((otto.page.status, otto.page.html.clone()));
            }
            assert_eq!(answers[0], answers[1], "{action}");
            assert_eq!(answers[0].0, 404, "{action}");
        }
        let saved = [("name", "X"), ("requirement", "required"), ("kinds", "totp"), ("idle_minutes", "30"), ("absolute_minutes", "720")];
        for (action, fields) in [("/do/move-policy", [("to", "up")].as_slice()), ("/do/delete-policy", &[]), ("/do/save-policy", &saved)] {
            let mut answers = Vec::new();
            for id in [policy.as_str(), "999999"] {
                let mut otto = cast.browser(State::OtherAdmin).await;
                let fields = [&[("policy", id)], fields].concat();
                otto.call(&cast.house, action, &fields).await;
                answers.push((otto.page.status, otto.page.html.clone()));
            }
            assert_eq!(answers[0], answers[1], "{action}");
            assert!(answers[0].0.is_client_error(), "{action}: {}", answers[0].0);
        }
        let (factor, asked) = (cast.factor.to_string(), cast.asked_for_help.to_string());
        let digest = [why[0], why[1], ("digest", "x")];
        for (action, field, id, fields) in [("/do/revoke-credential", "credential", credential.as_str(), [].as_slice()), ("/do/begin-bulk-reset", "reset", bulk.as_str(), &digest), ("/do/take-factor", "factor", factor.as_str(), &why), ("/do/lift-report", "factor", factor.as_str(), &why), ("/do/decline-request", "request", asked.as_str(), &[]), ("/do/bulk-reset-tally", "reset", bulk.as_str(), &[]), ("/do/save-webhook", "webhook", webhook.as_str(), &[]), ("/do/manage-webhook", "webhook", webhook.as_str(), &[("deed", "delete")]), ("/do/assign-token", "token", token.as_str(), &[("email", "qottokar@example.com")]), ("/do/activate-token", "token", token.as_str(), &[("code", "000000")]), ("/do/manage-token", "token", token.as_str(), &[("deed", "delete")]), ("/do/manage-token", "token", token.as_str(), &[("deed", "take_back")])] {
            let mut answers = Vec::new();
            for id in [id, "999999"] {
                let mut otto = cast.browser(State::OtherAdmin).await;
                let fields = [&[(field, id)], fields].concat();
                otto.call(&cast.house, action, &fields).await;
                answers.push((otto.page.status, otto.page.html.clone()));
            }
            assert_eq!(answers[0], answers[1], "{action}");
            assert_eq!(answers[0].0, 404, "{action}");
        }
        let live: i64 = cast.house.one("SELECT COUNT(*) FROM api_credentials WHERE revoked_at IS NULL", args![]).await;
        assert_eq!(live, 1);
        let after = (cast.house.active_factors("qviktor@example.com").await, cast.house.events_about("qviktor@example.com").await.len());
        assert_eq!(before.0, after.0);
        let crossed: i64 = cast.house.one("SELECT COUNT(*) FROM audit_events WHERE event = 'authz.cross_organisation'", args![]).await;
        assert!(crossed >= 14, "{crossed}");
    }
}

on_both_engines! {
    /// T-06: one address in two organisations is two people: passwords, counts and waits are each one's own.
    async fn one_address_is_two_people(house: House) {
        let cast = Cast::gather(house).await;
        let house = &cast.house;
        const COPY: &str = "
            INSERT INTO users (organisation_id, email, email_key, name, name_key, language, status, must_enrol, created_at)
            SELECT organisations.id, users.email, users.email_key, 'Other Uma', 'other uma', users.language, users.status, users.must_enrol, users.created_at
            FROM users, organisations WHERE users.email = 'qursula@example.com' AND organisations.slug = 'qbravo'";
        house.change(COPY, args![]).await;
        let mut browser = house.browser();
        browser.open("/o/qbravo/sign-in").await;
        browser.submit("/do/sign-in", &[("email", "qursula@example.com"), ("password", PASSWORD)]).await;
        assert!(!browser.cookies.contains_key("__Host-pre"), "the password of the other Uma");
        for n in 0..6 {
            let mut guesser = house.browser();
            guesser.address.set_ip([198, 51, 100, n].into());
            guesser.open("/o/qbravo/sign-in").await;
            guesser.submit("/do/sign-in", &[("email", "qursula@example.com"), ("password", "wrong")]).await;
        }
        let mut uma = house.browser();
        uma.open("/o/acme/sign-in").await;
        uma.submit("/do/sign-in", &[("email", "qursula@example.com"), ("password", PASSWORD)]).await;
        assert_eq!(uma.page.path, "/sign-in/verify", "a wait in one organisation holds in the other");
        let mut other = house.browser();
        other.open("/o/qbravo/sign-in").await;
        other.submit("/do/sign-in", &[("email", "qursula@example.com"), ("password", PASSWORD)]).await;
        other.page.warns("again");
    }
}

on_both_engines! {
    /// T-09: lists, searches and the audit of one organisation hold nothing of the other.
    async fn lists_hold_only_ones_own(house: House) {
        let mut cast = Cast::gather(house).await;
        let viktor = cast.viktor.to_string();
        for path in ["/admin/users".to_owned(), "/admin/users?search=q".to_owned(), "/admin/users?search=qviktor".to_owned(), "/admin/users?sort=latest&step=totp".to_owned(), "/admin/users/export".to_owned(), "/admin/audit".to_owned(), format!("/admin/audit?user={viktor}"), "/admin/audit?search=qviktor".to_owned(), "/admin/audit?event=user.signed_in".to_owned(), "/admin/audit?before=1".to_owned(), "/admin/policies".to_owned(), "/admin/hardware-tokens".to_owned(), "/admin/hardware-tokens?search=qviktor".to_owned(), "/account/admins".to_owned()] {
            let mut otto = cast.browser(State::OtherAdmin).await;
            otto.open(&path).await;
            assert_eq!(otto.page.status, 200, "{path}");
            // What was typed stands in the field of the search, and nowhere else.
            let body = otto.page.text().to_lowercase();
            for word in ["qviktor", "qursula", "qpaula", "qemilian", "qhedwig", "acme", "berta"] {
                assert!(!body.contains(word), "{path} holds {word}:\n{body}");
            }
        }
        let mut admin = cast.browser(State::Admin).await;
        for path in ["/admin/users", "/admin/users?search=qottokar", "/admin/audit", "/admin/audit?search=qottokar"] {
            admin.open(path).await;
            let body = admin.page.text().to_lowercase();
            assert!(!body.contains("qottokar") && !body.contains("qbravo"), "{path}");
        }
    }
}
