//! The last backup code opens once more, and then there is nothing but new codes, a new phone, help, or the way out. Case B-09.

use identity::time::Span;
use server::store::args;

use super::{
    engines::on_both_engines,
    everything::{FORMS, PAGES},
    house::House,
    people::{self, Person, codes_shown, enrol},
};

const ANNA: &str = "anna@example.com";
const CODES: &str = "/enrol/backup-codes";
/// What is open all the same of the pages that ask for a session: those that pay what is owed, and help.
const OPEN_PAGES: [&str; 10] = [
    "/enrol",
    "/enrol/passkey",
    "/enrol/passkey/{factor}",
    "/enrol/totp/{factor}",
    "/enrol/phone",
    "/enrol/phone/for/{factor}",
    "/enrol/phone/{factor}",
    "/enrol/backup-codes",
    "/enrol/replace",
    "/account/admins",
];
/// The same of forms.
const OPEN_FORMS: [&str; 15] = [
    "/do/stay-signed-in",
    "/do/ask-admin",
    "/do/start-totp",
    "/do/confirm-totp",
    "/do/start-phone",
    "/do/resend-phone-code",
    "/do/confirm-phone",
    "/do/text-proof",
    "/do/start-passkey",
    "/do/confirm-passkey",
    "/do/start-passkey-proof",
    "/do/prove-passkey",
    "/do/make-codes",
    "/do/codes-saved",
    "/do/prove",
];

/// An admin; and Anna, who came in with the last of her codes.
async fn anna(house: &House) -> (Person, Person) {
    let mut admin = people::set_up(house).await;
    let mut anna = admin.invite(house, "Anna Weber", ANNA).await;
    spend_all_but_the_last(house).await;
    anna.browser = house.browser();
    anna.give_password().await;
    anna.browser.open("/sign-in/backup-code").await;
    let last = last_of(house, &anna).await;
    anna.browser
        .submit("/do/verify-backup-code", &[("code", &last)])
        .await;
    assert!(anna.browser.is_signed_in(), "{}", anna.browser.page.text());
    (admin, anna)
}

/// All are used but one, as if on nine days before.
async fn spend_all_but_the_last(house: &House) {
    const SQL: &str = "
        UPDATE backup_codes
        SET used_at = 1
        WHERE set_id = (SELECT MAX(id) FROM backup_code_sets)
            AND hash <> (SELECT hash FROM backup_codes ORDER BY set_id DESC, hash LIMIT 1)";
    house.change(SQL, args![]).await;
}

/// Which of the ten that one is.
async fn last_of(house: &House, anna: &Person) -> String {
    let salt: Vec<u8> = house
        .one(
            "SELECT salt FROM backup_code_sets ORDER BY id DESC LIMIT 1",
            args![],
        )
        .await;
    let left: Vec<u8> = house
        .one(
            "SELECT hash FROM backup_codes WHERE used_at IS NULL ORDER BY set_id DESC LIMIT 1",
            args![],
        )
        .await;
    let slot = house
        .desk
        .hasher
        .slot(server::crypto::limiter::Lane::Proved)
        .await
        .unwrap();
    for code in &anna.codes {
        let parsed = identity::backup_code::BackupCode::parse(code).unwrap();
        if slot
            .hash_code(parsed.secret(), &salt)
            .await
            .unwrap()
            .as_slice()
            == left
        {
            return code.clone();
        }
    }
    panic!("none of the codes is left");
}

on_both_engines! {
    /// Every page leads to the codes, every form is refused, and other sessions go on.
    async fn nothing_else_is_open_until_there_are_new_ones(house: House) {
        let (_, mut anna) = anna(&house).await;
        anna.browser.page.says("You used your last backup code");
        let mut elsewhere = Person { browser: house.browser(), ..anna.clone() };
        let factor = house.factors(ANNA).await[0].0.to_string();
        let fill = |text: &str| {
            let text = text.replace("FACTOR", &factor).replace("PENDING", &factor).replace("NTH", "1");
            ["VIKTOR", "POLICY", "CODES", "BULK", "ASKED", "HOUSE", "HOOK", "DONGLE"].iter().fold(text, |text, word| text.replace(word, "1"))
        };
        let asks_for_a_session = |route: &str| ["/account", "/admin", "/enrol"].iter().any(|area| route.starts_with(area));
        for (route, path) in PAGES.iter().filter(|(route, _)| asks_for_a_session(route) && !OPEN_PAGES.contains(route)) {
            anna.browser.open(&fill(path)).await;
            assert_eq!(anna.browser.page.path, CODES, "{route}");
        }
        let mut stranger = house.browser();
        stranger.open("/o/acme/sign-in").await;
        let mut refused = 0;
        for (action, fields) in FORMS.iter().filter(|(action, _)| !OPEN_FORMS.contains(action)) {
            let fields = fill(fields);
            let fields: Vec<_> = fields.split(' ').filter_map(|field| field.split_once('=')).collect();
            stranger.call(&house, action, &fields).await;
            if !stranger.page.html.contains("SignedOut") {
                continue;
            }
            anna.browser.call(&house, action, &fields).await;
            assert_eq!(anna.browser.page.status, 403, "{action}");
            assert!(anna.browser.page.html.contains("CodesOwed"), "{action}: {}", anna.browser.page.html);
            assert_eq!(anna.browser.page.leads_to(), CODES, "{action}");
            refused += 1;
        }
        assert!(refused > 10, "{refused}");
        elsewhere.sign_in(&house).await;
        assert_eq!(elsewhere.browser.open("/account").await.path, "/account");
    }
}

on_both_engines! {
    /// New codes open the way, in the browser that made them and in any other that owed them.
    async fn new_codes_open_the_way(house: House) {
        let (_, mut anna) = anna(&house).await;
        anna.browser.open("/account").await;
        assert_eq!(anna.browser.page.path, CODES);
        anna.browser.page.says("Before you go on");
        let links = anna.browser.page.attributes("main a[href]", "href");
        assert_eq!(links, ["/enrol/replace", "/account/admins"]);
        anna.browser.submit("/do/make-codes", &[]).await;
        assert_eq!(codes_shown(&anna.browser).len(), 10);
        assert_eq!(anna.browser.open("/account").await.path, "/account");
    }
}

on_both_engines! {
    /// A new phone brings new codes with it, and pays as well.
    async fn a_replacement_opens_the_way(house: House) {
        let (_, mut anna) = anna(&house).await;
        assert_eq!(anna.browser.page.path, "/enrol/replace");
        (anna.phone, anna.codes) = enrol(&house, &mut anna.browser).await;
        assert_eq!(anna.codes.len(), 10);
        assert_eq!(anna.browser.open("/account").await.path, "/account");
        assert_eq!(house.active_factors(ANNA).await, 1);
    }
}

on_both_engines! {
    /// Six minutes later a proof is asked for first; it pays nothing, and whoever has none left can ask for help or leave.
    async fn a_later_proof_does_not_pay(house: House) {
        let (_, mut anna) = anna(&house).await;
        house.wait(Span::minutes(6));
        anna.browser.open("/account").await;
        assert_eq!(anna.browser.page.path, CODES);
        anna.browser.page.says("Before you go on");
        assert_eq!(anna.browser.open("/account/admins").await.says("Berta Admin").status, 200);
        anna.browser.submit("/do/ask-admin", &[("note", "My phone is gone")]).await;
        assert_eq!(house.count("mfa.removal_requested", ANNA).await, 1);
        anna.browser.open(CODES).await;
        anna.prove(&house).await;
        assert_eq!(anna.browser.open("/account").await.path, CODES, "a proof paid for the codes");
        anna.browser.submit("/do/make-codes", &[]).await;
        assert_eq!(anna.browser.open("/account").await.path, "/account");
        let mut out = Person { browser: house.browser(), ..anna.clone() };
        out.sign_in(&house).await;
        out.browser.submit("/do/sign-out", &[]).await;
        assert!(!out.browser.is_signed_in());
    }
}

on_both_engines! {
    /// The last code may also be used up within a session, as a proof.
    async fn the_last_code_as_a_proof_owes_the_same(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        spend_all_but_the_last(&house).await;
        house.wait(Span::minutes(6));
        anna.browser.open("/account/password?by=code").await;
        let last = last_of(&house, &anna).await;
        anna.browser.submit("/do/prove", &[("code", &last)]).await;
        assert_eq!(anna.browser.page.path, CODES);
        anna.browser.page.says("You used your last backup code");
        anna.browser.submit("/do/make-codes", &[]).await;
        assert_eq!(anna.browser.open("/account/password").await.path, "/account/password");
    }
}

on_both_engines! {
    /// Whoever signs out in between owes nothing the next time: the app proves, and the account says that no code is left.
    async fn another_sign_in_owes_nothing(house: House) {
        let (_, mut anna) = anna(&house).await;
        anna.browser.open(CODES).await;
        anna.browser.submit("/do/sign-out", &[]).await;
        anna.sign_in(&house).await;
        assert_eq!(anna.browser.open("/account").await.path, "/account");
    }
}
