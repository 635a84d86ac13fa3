//! The sample, and what is refused.

use figment::Figment;

use super::{load::Variable, *};

const SAMPLE: &str = include_str!("../../../latchkey.sample.toml");

#[test]
fn the_sample_is_the_defaults() {
    assert_eq!(Config::parse(SAMPLE).unwrap(), Config::parse("").unwrap());
}

/// What the sample shows as a comment must parse as well, once the sign is taken away.
#[test]
fn what_the_sample_leaves_out_parses_too() {
    let whole: String = SAMPLE
        .lines()
        .map(|line| line.strip_prefix("#: ").unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n");
    let config = Config::parse(&whole).unwrap();
    assert_eq!(config.smtp.unwrap().port, 587);
    assert_eq!(config.sms.url, "https://sms.example.com/send");
    assert_eq!(config.hosts.get("login.acme.example").unwrap(), "acme");
}

#[test]
fn an_unknown_setting_is_refused_by_its_name() {
    for (text, name) in [
        ("publik_url = 'https://id.example.com'", "publik_url"),
        ("[limits]\nip_failures = 3", "ip_failures"),
        (
            "[smtp]\nhost='x'\nfrom='a@example.com'\npasswort='x'",
            "passwort",
        ),
    ] {
        let error = Config::parse(text).unwrap_err().to_string();
        assert!(error.contains(name), "{error}");
    }
}

#[test]
fn what_cannot_be_is_refused_with_its_reason() {
    for (text, reason) in [
        (
            "public_url = 'http://id.example.com'",
            "plain http only on localhost",
        ),
        ("listen = 'everywhere'", "listen"),
        ("trusted_proxies = ['10.0.0.0/99']", "trusted_proxies"),
        (
            "[database]\nurl = 'mysql://x'",
            "must begin with sqlite: or postgres:",
        ),
        (
            "[lifetimes]\nsign_in_minutes = 0",
            "lifetimes.sign_in_minutes must not be 0",
        ),
        ("[hashing]\nmemory_kib = 4", "ASVS"),
        (
            "[smtp]\nhost = 'mail.example.com'\nfrom = 'nobody'",
            "smtp.from must be an address",
        ),
        (
            "[smtp]\nhost = 'mail.example.com'\nfrom = 'a@example.com'\nuser = 'a'",
            "belong together",
        ),
        ("[hosts]\n'Login.example.com:80' = 'acme'", "lower case"),
        ("[webhooks]\nnetworks = ['inside']", "webhooks.networks"),
        ("[webhooks]\nplain_http = 'maybe'", "plain_http"),
        ("[sms]\nurl = 'https://sms.example.com/'", "belong together"),
        ("[sms]\ncountries = ['49']", "must be + and 1 to 7 digits"),
        ("[sms]\nfrom = 'Latchkey'", "from"),
    ] {
        let error = Config::parse(text).unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
    }
}

#[test]
fn a_limit_that_is_switched_off_is_named() {
    let config = Config::parse("[limits]\nip_failures_per_minute = 0").unwrap();
    assert!(
        config
            .warnings()
            .iter()
            .any(|warning| warning.contains("limits.ip_failures_per_minute is 0"))
    );
    let usual = Config::parse("").unwrap().warnings();
    assert!(
        !usual.iter().any(|warning| warning.contains("switched off")),
        "{usual:?}"
    );
}

#[test]
fn no_password_shows_in_a_message() {
    let text = "[database]\nurl = 'postgres://u:hunter2@db/latchkey'\n[smtp]\nhost='h'\nfrom='a@example.com'\nuser='u'\npassword='hunter2'";
    let config = Config::parse(text).unwrap();
    assert!(!format!("{config:?} {:?}", config.warnings()).contains("hunter2"));
    let error =
        Config::parse("[smtp]\nhost='h'\nfrom='x'\nuser='u'\npassword='hunter2'").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

#[test]
fn the_environment_reaches_every_setting() {
    let set = [
        ("LATCHKEY_PUBLIC_URL", "https://id.example.com"),
        ("LATCHKEY_LIMITS__HASH_QUEUE", "8"),
        ("LATCHKEY_TRUSTED_PROXIES", "[\"10.0.0.0/8\"]"),
        ("LATCHKEY_DATABASE__URL", "postgres://u:[x]@db/latchkey"),
        ("LATCHKEY_SMTP__HOST", "mail.example.com"),
        ("LATCHKEY_SMTP__FROM", "a@example.com"),
        ("LATCHKEY_SMTP__USER", "u"),
        ("LATCHKEY_SMTP__PASSWORD", "0123"),
        ("LATCHKEY_CONFIG", "other.toml"),
        ("LATCHKEY_TEST_POSTGRES", "postgres://x"),
        ("HOME", "/root"),
    ];
    let config = Config::of(&figment(&set)).unwrap();
    assert_eq!(config.public_url.origin(), "https://id.example.com");
    assert_eq!(
        config.limits,
        Limits {
            hash_queue: 8,
            ..Limits::default()
        }
    );
    assert_eq!(config.trusted_proxies, ["10.0.0.0/8".parse().unwrap()]);
    assert_eq!(config.database.url.reveal(), "postgres://u:[x]@db/latchkey");
    assert_eq!(config.smtp.unwrap().password.reveal(), "0123");

    let error = Config::of(&figment(&[("LATCHKEY_LIMITS__HASH_QUEU", "8")]))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("hash_queu") && error.contains("LATCHKEY_LIMITS__HASH_QUEU"),
        "{error}"
    );
}

/// The first `make run` of a newcomer: there is no file at all.
#[test]
fn without_a_file_the_defaults_hold() {
    assert!(!std::path::Path::new(super::load::DEFAULT_FILE).exists());
    assert_eq!(Config::load(None).unwrap().listen, Config::default().listen);
}

fn figment(set: &[(&str, &str)]) -> Figment {
    let set = set
        .iter()
        .map(|(name, value)| ((*name).into(), (*value).into()));
    set.filter_map(Variable::of)
        .fold(Figment::new(), Figment::merge)
}
