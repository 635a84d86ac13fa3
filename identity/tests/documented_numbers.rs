//! The numbers in docs/security are those of the code and of latchkey.sample.toml (ASVS 6.1.1 and 7.1.1 ask for such documents).

use std::{collections::BTreeMap, fs};

use identity::{
    api, hardware_token, known_device, phone,
    policy::Rules,
    role::Role,
    session::{self, Lifetime},
    step_up,
    throttle::{self, flood},
    time::Span,
};

fn read(path: &str) -> String {
    // Tests run in their package, wherever the checkout has moved to since they were built.
    fs::read_to_string(format!("../{path}")).unwrap()
}

/// The rows of a document's tables: what, and the number beside it.
fn documented(path: &str) -> BTreeMap<String, String> {
    let text = read(path);
    let rows = text.lines().filter_map(|line| line.strip_prefix("| "));
    rows.filter_map(|row| {
        let mut cells = row.split(" | ").map(|cell| cell.trim_matches(['`', ' ']));
        Some((cells.next()?.to_owned(), cells.next()?.to_owned()))
    })
    .collect()
}

/// `limits.hash_queue` and the like, with the defaults that the sample states.
fn settings() -> BTreeMap<String, String> {
    let mut part = String::new();
    let mut settings = BTreeMap::new();
    for line in read("latchkey.sample.toml").lines() {
        if let Some(name) = line.strip_prefix('[') {
            name.trim_end_matches(']').clone_into(&mut part);
        } else if let Some((key, value)) = line.split_once(" = ").filter(|_| !line.starts_with('#'))
        {
            settings.insert(format!("{part}.{key}"), value.to_owned());
        }
    }
    settings
}

#[track_caller]
fn agree(path: &str, names: &[(&str, String)]) {
    let documented = documented(path);
    for (what, number) in names {
        assert_eq!(documented.get(*what), Some(number), "{path}: {what}");
    }
}

#[track_caller]
fn settings_agree(path: &str, part: &str) {
    let settings = settings();
    let mut of_part = settings
        .iter()
        .filter(|(name, _)| name.starts_with(part))
        .peekable();
    assert!(
        of_part.peek().is_some(),
        "latchkey.sample.toml has no {part}"
    );
    let documented = documented(path);
    for (name, value) in of_part {
        assert_eq!(documented.get(name), Some(value), "{path}: {name}");
    }
}

#[test]
fn throttling() {
    let path = "docs/security/throttling.md";
    agree(
        path,
        &[
            ("throttle::FREE", throttle::FREE.to_string()),
            (
                "throttle::PASSWORD_DEAD_AT",
                throttle::PASSWORD_DEAD_AT.to_string(),
            ),
            (
                "throttle::FACTOR_DEAD_AT",
                throttle::FACTOR_DEAD_AT.to_string(),
            ),
            ("throttle::TOLD_AT", throttle::TOLD_AT.to_string()),
            (
                "throttle::TRIES_PER_SIGN_IN",
                throttle::TRIES_PER_SIGN_IN.to_string(),
            ),
            (
                "throttle::LINKS_PER_HOUR",
                throttle::LINKS_PER_HOUR.to_string(),
            ),
            (
                "flood::WRONG_PER_SECOND",
                flood::WRONG_PER_SECOND.to_string(),
            ),
            (
                "flood::WRONG_IN_A_HUNDRED",
                flood::WRONG_IN_A_HUNDRED.to_string(),
            ),
            (
                "throttle::TRIES_PER_DEVICE",
                throttle::TRIES_PER_DEVICE.to_string(),
            ),
            (
                "known_device::MOST_DEVICES",
                known_device::MOST_DEVICES.to_string(),
            ),
            ("api::CALLS_PER_HOUR", api::CALLS_PER_HOUR.to_string()),
            (
                "api::pace::CALLS_PER_SECOND",
                api::pace::CALLS_PER_SECOND.to_string(),
            ),
            (
                "throttle::TRIES_PER_LINK",
                throttle::TRIES_PER_LINK.to_string(),
            ),
            (
                "throttle::TRIES_PER_ENROLMENT",
                throttle::TRIES_PER_ENROLMENT.to_string(),
            ),
            ("hardware_token::TRIES", hardware_token::TRIES.to_string()),
            (
                "hardware_token::LOOK_AHEAD",
                hardware_token::LOOK_AHEAD.to_string(),
            ),
            ("hardware_token::RESYNC", hardware_token::RESYNC.to_string()),
            ("phone::code::TRIES", phone::code::TRIES.to_string()),
            (
                "phone::code::LIVES",
                (phone::code::LIVES.ceil_seconds() / 60).to_string(),
            ),
            (
                "first wait",
                format!("{} s", throttle::wait_after(throttle::FREE).ceil_seconds()),
            ),
            (
                "longest wait",
                format!("{} h", throttle::wait_after(u32::MAX).ceil_seconds() / 3600),
            ),
        ],
    );
    for limit in phone::limit::limits(0) {
        agree(path, &[(limit.name, limit.most.to_string())]);
    }
    settings_agree(path, "limits.");
    assert_eq!(
        documented(path).get("sms.daily"),
        settings().get("sms.daily")
    );
}

#[test]
fn lifetimes() {
    let minutes = |span: Span| (span.ceil_seconds() / 60).to_string();
    let (rules, longest) = (
        Rules::default(),
        Rules {
            idle_minutes: 60,
            absolute_minutes: 1440,
            ..Rules::default()
        },
    );
    let of_a_role = Lifetime::of(&longest, Some(Role::HelpDesk));
    let path = "docs/security/sessions.md";
    agree(
        path,
        &[
            (
                "policy::Rules::idle_minutes",
                rules.idle_minutes.to_string(),
            ),
            (
                "policy::Rules::absolute_minutes",
                rules.absolute_minutes.to_string(),
            ),
            ("sessions of a role, idle", minutes(of_a_role.idle)),
            ("sessions of a role, absolute", minutes(of_a_role.absolute)),
            ("session::MOST_SESSIONS", session::MOST_SESSIONS.to_string()),
            ("session::MOST_SIGN_INS", session::MOST_SIGN_INS.to_string()),
            ("step_up::FRESH", minutes(step_up::FRESH)),
        ],
    );
    settings_agree(path, "lifetimes.");
}
