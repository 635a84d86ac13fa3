//! The program dies between two steps of enrolment, of using a code, of a reset: afterwards it is as if nothing had been
//! asked for, or all of it is done. Cases FT-02, B-12, Z-01 and Z-02.

use identity::{ids::FactorId, known_device::MOST_DEVICES, session::MOST_SESSIONS};
use server::{
    desk::audit_verify,
    store::{args, trial::Trial},
    world::World,
};

use super::{
    browser::Browser,
    house::{House, PASSWORD},
    people::{self, Person},
    phone::Phone,
    process::Installation,
};

const ANNA: &str = "anna@example.com";
const CODE_POINTS: [&str; 5] = [
    "issue: before the session",
    "issue: after the session",
    "verify: before the audit",
    "verify: before the commit",
    "verify: before the answer",
];

/// What stands in the database: sessions, unfinished sign-ins, active factors, unused codes, events and letters of somebody.
#[derive(Debug, PartialEq, Eq)]
struct State {
    sessions: i64,
    sign_ins: i64,
    devices: i64,
    active: usize,
    codes: i64,
    events: usize,
    letters: usize,
}

/// One session too many ends the oldest, which is an event of its own.
fn oldest_ended(before: &State) -> usize {
    usize::from(before.sessions == MOST_SESSIONS)
}

async fn state(house: &House, email: &str) -> State {
    const SIGN_INS: &str = "SELECT COUNT(*) FROM sign_ins JOIN users ON users.id = sign_ins.user_id WHERE users.email = $1";
    const DEVICES: &str = "SELECT COUNT(*) FROM known_devices JOIN users ON users.id = known_devices.user_id WHERE users.email = $1";
    const CODES: &str = "SELECT COUNT(*) FROM backup_codes JOIN backup_code_sets ON backup_code_sets.id = backup_codes.set_id
        JOIN users ON users.id = backup_code_sets.user_id WHERE users.email = $1 AND used_at IS NULL AND revoked_at IS NULL";
    let chains = audit_verify::verify(&house.desk, None).await.unwrap();
    assert!(
        chains.iter().all(audit_verify::ChainReport::is_whole),
        "{chains:?}"
    );
    State {
        sessions: house.sessions_of(email).await,
        sign_ins: house.one(SIGN_INS, args![email]).await,
        devices: house.one(DEVICES, args![email]).await,
        active: house.active_factors(email).await,
        codes: house.one(CODES, args![email]).await,
        events: house.events_about(email).await.len(),
        letters: house.letters_to(email).await.len(),
    }
}

/// Lets the program die over one post; gives what was there before and after, as a program that starts again sees it.
async fn die(
    at: &Installation,
    point: &str,
    email: &str,
    (browser, action, body): (&Browser, &str, &str),
) -> (State, State) {
    let before = state(&at.house, email).await;
    let mut process = at.doomed(point).await;
    let mut there = process.take(browser);
    there.post(action, body).await;
    assert_eq!(
        there.page.status,
        502,
        "{point}: answered all the same: {}",
        there.page.text()
    );
    assert!(process.has_died(), "{point}");
    let restarted = at.house.second_node().await;
    (before, state(&restarted, email).await)
}

/// The body of a form that no page shows.
fn body(house: &House, browser: &Browser, action: &str, fields: &[(&str, &str)]) -> String {
    let key = browser.form_key(house, action);
    super::browser::encode(fields.iter().copied().chain([("csrf", key.as_str())]))
}

async fn code_from_an_app(at: &Installation, anna: &mut Person) {
    let house = &at.house;
    let factor = house.factors(ANNA).await[0].0.to_string();
    for point in CODE_POINTS {
        anna.browser = house.browser();
        anna.give_password().await;
        house
            .change("UPDATE factors SET last_step = 0", args![])
            .await;
        let code = anna.phone.code(World::real().now());
        let fields = [("factor", factor.as_str()), ("code", &code)];
        let form = body(house, &anna.browser, "/do/verify-totp", &fields);
        let (before, after) = die(at, point, ANNA, (&anna.browser, "/do/verify-totp", &form)).await;
        let done = point.ends_with("answer");
        if done {
            assert_eq!(
                after,
                State {
                    sessions: (before.sessions + 1).min(MOST_SESSIONS),
                    sign_ins: before.sign_ins - 1,
                    // A new browser: known from now on, and told of by mail.
                    devices: (before.devices + 1).min(MOST_DEVICES),
                    events: before.events + 2 + oldest_ended(&before),
                    letters: before.letters + 1,
                    ..before
                },
                "{point}"
            );
        } else {
            assert_eq!(after, before, "{point}");
        }
        house.clock.set(World::real().now());
        anna.browser.post("/do/verify-totp", &form).await;
        assert_eq!(
            anna.browser.is_signed_in(),
            !done,
            "{point}: the code is spent exactly if it bought a session"
        );
    }
}

async fn backup_code(at: &Installation, anna: &mut Person) {
    let house = &at.house;
    for (n, point) in CODE_POINTS.into_iter().enumerate() {
        anna.browser = house.browser();
        anna.give_password().await;
        let code = anna.codes[n].clone();
        let form = body(
            house,
            &anna.browser,
            "/do/verify-backup-code",
            &[("code", &code)],
        );
        let (before, after) = die(
            at,
            point,
            ANNA,
            (&anna.browser, "/do/verify-backup-code", &form),
        )
        .await;
        let done = point.ends_with("answer");
        if done {
            let new = State {
                sessions: (before.sessions + 1).min(MOST_SESSIONS),
                sign_ins: before.sign_ins - 1,
                devices: (before.devices + 1).min(MOST_DEVICES),
                codes: before.codes - 1,
                events: before.events + 3 + oldest_ended(&before),
                letters: before.letters + 2,
                ..before
            };
            assert_eq!(after, new, "{point}");
        } else {
            assert_eq!(after, before, "{point}");
        }
        // The program reserved the try by the real clock.
        house.clock.set(World::real().now());
        anna.browser.post("/do/verify-backup-code", &form).await;
        assert_eq!(
            anna.browser.is_signed_in(),
            !done,
            "{point}: {}",
            anna.browser.page.leads_to()
        );
    }
}

async fn enrolment(at: &Installation, admin: &mut Person) {
    let house = &at.house;
    for (n, point) in [
        "enrol: before the audit",
        "enrol: before the commit",
        "issue: after the session",
        "enrol: before the answer",
    ]
    .into_iter()
    .enumerate()
    {
        let email = format!("new{n}@example.com");
        house.clock.set(World::real().now());
        let mut browser = admin.invite_only(house, "Nora New", &email).await;
        browser
            .submit("/do/accept-invitation", &[("password", PASSWORD)])
            .await;
        browser.submit("/do/start-totp", &[]).await;
        let phone = Phone::scan(&browser.page);
        let pending: FactorId = house.factors(&email).await[0].0;
        let code = phone.code(World::real().now());
        let form = body(
            house,
            &browser,
            "/do/confirm-totp",
            &[
                ("factor", &pending.to_string()),
                ("code", &code),
                ("name", "New phone"),
            ],
        );
        let (before, after) = die(at, point, &email, (&browser, "/do/confirm-totp", &form)).await;
        assert_eq!((before.active, before.codes, before.sessions), (0, 0, 0));
        let done = point.ends_with("answer");
        if done {
            assert_eq!(
                (after.active, after.codes, after.sessions, after.sign_ins),
                (1, 10, 1, 0),
                "{point}"
            );
        } else {
            assert_eq!(after, before, "{point}");
        }
        house.clock.set(World::real().now());
        browser.post("/do/confirm-totp", &form).await;
        assert_eq!(browser.is_signed_in(), !done, "{point}");
        assert_eq!(house.active_factors(&email).await, 1, "{point}");
        if done {
            // The codes were never seen: signed in again, one is told so and makes others.
            let mut nora = Person {
                browser: house.browser(),
                email,
                password: PASSWORD.to_owned(),
                phone,
                codes: Vec::new(),
            };
            nora.sign_in(house).await;
            nora.browser.open("/account").await;
            nora.browser.page.says("New phone");
        }
    }
}

async fn reset(at: &Installation, admin: &mut Person) {
    let house = &at.house;
    let path = format!("/admin/users/{}/reset", house.user(ANNA).await);
    for point in [
        "reset: before the audit",
        "reset: before the commit",
        "reset: before the answer",
    ] {
        house.clock.set(World::real().now());
        admin.browser = house.browser();
        house
            .change("UPDATE factors SET last_step = 0", args![])
            .await;
        admin.sign_in(house).await;
        admin.browser.open(&path).await;
        admin.prove(house).await;
        let why = [
            ("reason_kind", "lost_device"),
            ("reason", "Fault"),
            ("verification", "call_back"),
        ];
        let form = admin.browser.form("/do/reset-user", &why);
        let (before, after) = die(at, point, ANNA, (&admin.browser, "/do/reset-user", &form)).await;
        assert_eq!(before.active, 1);
        if point.ends_with("answer") {
            assert_eq!(
                (after.active, after.codes, after.sessions, after.sign_ins),
                (0, 0, 0, 0),
                "{point}"
            );
            assert_eq!(after.letters, before.letters + 1, "{point}");
            assert_eq!(house.count("mfa.factor_admin_reset", ANNA).await, 1);
            admin.browser.post("/do/reset-user", &form).await;
            assert_eq!(
                house.count("mfa.factor_admin_reset", ANNA).await,
                1,
                "sent again, it is no second reset"
            );
        } else {
            assert_eq!(after, before, "{point}");
        }
    }
}

async fn story(trial: Trial) {
    let at = Installation::on(trial).await;
    let mut admin = people::set_up(&at.house).await;
    let mut anna = admin.invite(&at.house, "Anna Weber", ANNA).await;
    code_from_an_app(&at, &mut anna).await;
    backup_code(&at, &mut anna).await;
    enrolment(&at, &mut admin).await;
    reset(&at, &mut admin).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite() {
    story(Trial::sqlite().await.unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres() {
    story(Trial::postgres().await.unwrap()).await;
}
