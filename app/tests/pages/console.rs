//! The console: each page as it is shown, to an admin and to the help desk, refused and answered.

use axum::http::StatusCode;
use identity::{
    refusal::{Field, Refusal},
    turn::Flash,
};

use crate::{browser::ask, rules::check};

mod acts;
mod bulk;
mod credentials;
mod customers;
mod desk;
mod hardware_tokens;
mod pages;
mod people;
mod requests;
mod views;
mod webhooks;

#[tokio::test]
async fn every_page_is_whole_in_both_languages() {
    for (ask, title) in pages::all() {
        let path = ask.path;
        let got = ask.clone().signed_in().get().await;
        assert_eq!(got.status, StatusCode::OK, "{path}");
        assert_eq!(check(path, &got), title, "{path}");
        let german = ask.clone().signed_in().in_german().get().await;
        check(path, &german);
        assert!(german.html.contains("lang=\"de\""), "{path}");
    }
}

#[tokio::test]
async fn the_help_desk_sees_only_what_it_may_do() {
    let got = ask("/admin/users/7")
        .case("help-desk")
        .signed_in()
        .get()
        .await;
    assert!(got.html.contains("/admin/users/7/reset"));
    for never in [
        "/do/disable-user",
        "/do/set-groups",
        "/do/set-role",
        "/do/reinvite",
    ] {
        assert!(!got.html.contains(never), "{never}");
    }
    let got = ask("/admin/users/invite")
        .case("help-desk")
        .signed_in()
        .get()
        .await;
    assert_eq!(got.status, StatusCode::FORBIDDEN);
    let got = ask("/admin/policies")
        .case("help-desk")
        .signed_in()
        .get()
        .await;
    assert!(!got.html.contains("/do/move-policy") && !got.html.contains("/admin/policies/new"));
}

#[tokio::test]
async fn a_reset_is_told_in_its_order_and_nothing_is_chosen_beforehand() {
    let html = ask("/admin/users/7/reset").signed_in().get().await.html;
    let at = |words: &str| {
        html.find(words)
            .unwrap_or_else(|| panic!("{words}: {html}"))
    };
    assert!(at("Do they still have backup codes?") < at("How did you make sure who they are?"));
    assert!(at("How did you make sure who they are?") < at("What will happen"));
    assert!(at("What will happen") < at("Reset Anna Berg’s sign-in steps"));
    assert!(!html.contains("checked"));
    let html = ask("/admin/users/7/reset")
        .case("proof")
        .signed_in()
        .get()
        .await
        .html;
    assert!(!html.contains("/do/reset-user") && html.contains("value=\"reset-user:7\""));
}

#[tokio::test]
async fn a_refused_reset_keeps_what_was_chosen() {
    let typed = [
        ("verification", "video"),
        ("reason_kind", "stolen_device"),
        ("reason", "Taken at the station"),
    ];
    let flash = Flash {
        refused: Some(Refusal::ReasonMissing.at(Field::Reason)),
        typed: typed
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .into(),
        ..Flash::default()
    };
    let html = ask("/admin/users/7/reset")
        .signed_in()
        .with(flash)
        .get()
        .await
        .html;
    assert_eq!(html.matches(" checked").count(), 2, "{html}");
    assert!(html.contains("Taken at the station"));
}

#[tokio::test]
async fn the_impact_carries_the_whole_form_and_leads_back_with_it() {
    let path = "/admin/policies/2/impact?name=R%26D+team&groups=rd&requirement=required&kind_passkey=on&kind_totp=on&self_removal=on&idle_minutes=30&absolute_minutes=720";
    let html = ask(path).signed_in().get().await.html;
    for field in [
        "name=\"name\" value=\"R&amp;D team\"",
        "name=\"kinds\" value=\"passkey,totp\"",
        "name=\"self_removal\" value=\"on\"",
        "name=\"passwordless\" value=\"\"",
        "name=\"policy\" value=\"2\"",
        "name=\"digest\" value=\"d1\"",
        "name=\"grace_days\" value=\"14\"",
    ] {
        assert!(html.contains(field), "{field}: {html}");
    }
    assert!(
        html.contains("/admin/policies/2?name=R%26D%20team&amp;groups=rd"),
        "{html}"
    );
    let html = ask(
        "/admin/policies/2?name=R%26D%20team&requirement=optional&kind_totp=on&idle_minutes=30",
    )
    .signed_in()
    .get()
    .await
    .html;
    assert!(html.contains("value=\"R&amp;D team\""), "{html}");
    assert!(
        html.contains("id=\"kind_totp\" name=\"kind_totp\" value=\"on\" checked"),
        "{html}"
    );
    assert!(
        !html.contains("name=\"kind_passkey\" value=\"on\" checked"),
        "{html}"
    );
}

/// An admin has no grace to be given, and is asked for something new all the same.
#[tokio::test]
async fn that_nothing_new_is_asked_is_said_where_it_is_so() {
    let path = "/admin/policies/2/impact?name=R&groups=rd&requirement=required&kind_totp=on&idle_minutes=30&absolute_minutes=720";
    for (case, is_said) in [("nobody", true), ("admins", false), ("", false)] {
        let html = ask(path).case(case).signed_in().get().await.html;
        let said = html.contains("this asks nothing new of anybody");
        assert_eq!(said, is_said, "{case}: {html}");
    }
}

#[tokio::test]
async fn posts_reach_the_desk_whole() {
    let html = "text/html";
    for (path, body) in [
        (
            "/do/save-policy",
            "policy=&name=x&kinds=totp&grace_days=14&digest=d",
        ),
        ("/do/save-policy", "name=x"),
        ("/do/reset-user", "user=7"),
        ("/do/issue-access-pass", "user=7"),
        ("/do/save-settings", ""),
        ("/do/invite", ""),
        ("/do/set-role", "user=7"),
        ("/do/move-policy", "policy=2&to=up"),
        ("/do/remove-factor", "factor=1"),
        ("/do/change-password", ""),
    ] {
        let got = ask(path).signed_in().post(html, body).await;
        assert_eq!(
            (got.status, got.location.as_str()),
            (StatusCode::SEE_OTHER, "/account"),
            "{path} {body}"
        );
    }
    let got = ask("/do/reset-user")
        .signed_in()
        .post(html, "user=seven")
        .await;
    assert_eq!(
        (got.status, got.location.as_str()),
        (StatusCode::SEE_OTHER, "/admin/users")
    );
}

#[tokio::test]
async fn a_file_of_users_is_taken_after_a_proof() {
    let page = |case| ask("/admin/users/import").case(case).signed_in();
    let form = "action=\"/do/import-users\"";
    let html = page("").get().await.html;
    assert!(html.contains(form) && html.contains("multipart/form-data"));
    let html = page("proof").get().await.html;
    assert!(!html.contains(form) && html.contains("value=\"import-users\""));
    let list = |case| ask("/admin/users").case(case).signed_in();
    assert!(
        list("")
            .get()
            .await
            .html
            .contains("\"/admin/users/import\"")
    );
    let quiet = list("help-desk").get().await.html;
    assert!(!quiet.contains("/admin/users/import"), "{quiet}");
}

#[tokio::test]
async fn the_list_of_users_keeps_what_was_asked_for_on_every_way_on() {
    let asked = "search=an&step=none&last=45&sort=latest";
    let got = ask("/admin/users?search=an&step=none&last=45&sort=latest&state=odd&policy=x")
        .signed_in()
        .get()
        .await;
    let html = got.html.replace("&amp;", "&");
    for way in [
        format!("\"/admin/users?{asked}\""),
        format!("\"/admin/users/export?{asked}\""),
        format!("\"/admin/users?{asked}&after=9\""),
    ] {
        assert!(html.contains(&way), "{way}: {html}");
    }
    // A number of days that is not offered is one all the same; the rest of the filters is unfolded.
    assert!(html.contains("Not in the last 45 days"), "{html}");
    assert!(more(&html).contains(" open"), "{}", more(&html));
    let plain = ask("/admin/users?state=odd&sort=odd")
        .signed_in()
        .get()
        .await
        .html;
    assert!(!more(&plain).contains(" open"), "{}", more(&plain));
}

/// The tag of the rest of the filters.
fn more(html: &str) -> &str {
    let tags = html
        .split("<details")
        .filter_map(|part| part.split('>').next());
    tags.into_iter()
        .find(|tag| tag.contains("\"more\""))
        .unwrap()
}
