//! Addresses that are taken, addresses that are not, and spellings that must share one key.

use super::*;

#[test]
fn plain_addresses_are_taken_as_written() {
    for good in [
        "anna@example.org",
        "Anna.B+x@Example.ORG",
        "o'neil_1-2=3@sub.example.co.uk",
        "root@localhost",
        "jörg@müller.example",
        "用户@例子.example",
        "x@xn--mller-kva.de",
    ] {
        assert_eq!(
            EmailAddress::parse(good).as_ref().map(EmailAddress::as_str),
            Ok(good)
        );
    }
    assert_eq!(
        EmailAddress::parse("  anna@example.org.\n").map(|email| email.to_string()),
        Ok("anna@example.org".to_owned())
    );
    assert_eq!(
        EmailAddress::parse("anna@example.org").map(|email| email.local_part().to_owned()),
        Ok("anna".to_owned())
    );
}

#[test]
fn what_could_be_something_else_is_not_an_address() {
    let long_local = format!("{}@example.org", "a".repeat(65));
    let long = format!("a@{}example.org", "abcdefgh.".repeat(28));
    for bad in [
        "",
        "anna",
        "@example.org",
        "anna@",
        "anna@example",
        "a@b@example.org",
        "a b@example.org",
        "a@exa mple.org",
        "a@example.org\r\nBcc: x@y.z",
        "a\0@example.org",
        "a\u{202e}@example.org",
        "a\u{200b}@example.org",
        "\"a b\"@example.org",
        "a@[127.0.0.1]",
        "<a@example.org>",
        "a,b@example.org",
        ".a@example.org",
        "a.@example.org",
        "a..b@example.org",
        "a@example..org",
        "a@.example.org",
        "a@-example.org",
        "a@example-.org",
        "a@exa_mple.org",
        "a@example.org..",
        &long_local,
        &long,
        &"a@".repeat(9999),
    ] {
        assert_eq!(
            EmailAddress::parse(bad),
            Err(Refusal::EmailInvalid),
            "{bad:?}"
        );
    }
}

#[test]
fn every_spelling_has_one_key() {
    // Case S-06: the counter stands under the key, so none of these buys another five guesses.
    for spelling in [
        "jörg@example.org",
        "JÖRG@EXAMPLE.ORG",
        " Jörg@Example.org ",
        "jörg@example.org.",
        "jörg@example.org..",
        "jo\u{308}rg@example.org",
        "jörg @example.org",
        "j\u{200b}örg@example.org",
        "\u{feff}jörg@example.org\u{a0}",
        "jörg@example.org\t\r\n\0",
    ] {
        assert_eq!(lookup_key(spelling), "jörg@example.org", "{spelling:?}");
    }
    assert_eq!(
        EmailAddress::parse("JÖRG@Example.org.").map(|email| email.key()),
        Ok("jörg@example.org".to_owned())
    );
    assert_ne!(
        lookup_key("anna@example.org"),
        lookup_key("anna+x@example.org")
    );
}

#[test]
fn a_key_is_bounded_and_stays_what_it_is() {
    for raw in [
        "",
        "   ",
        "...",
        "\0\0",
        &"x".repeat(1_000_000),
        &"é".repeat(300),
        &"İ".repeat(200),
        &"\u{1e9e}@".repeat(500),
    ] {
        let key = lookup_key(raw);
        assert!(key.len() <= MOST_BYTES, "{} bytes", key.len());
        assert!(!key.contains(char::is_control));
        let cut = key.strip_suffix(CUT).unwrap_or(&key);
        assert_eq!(lookup_key(cut), cut);
    }
    let longest = format!("{}@{}example.org", "a".repeat(64), "bcdefgh.".repeat(22));
    let known = EmailAddress::parse(&longest).unwrap();
    assert_ne!(
        known.key(),
        lookup_key(&format!("{longest}{}", "x".repeat(20)))
    );
}
