//! Which steps count, what is learnt, and what a serial number and a secret may look like.

use super::*;

const NOW: Timestamp = Timestamp(1_234_567_890_000);
/// The present steps of 30 and of 60 seconds.
const HALVES: i64 = 41_152_263;
const MINUTES: i64 = 20_576_131;

fn steps(standing: Standing) -> Vec<i64> {
    standing.steps(NOW)
}

#[test]
fn a_clock_may_be_one_step_off() {
    for (kind, present) in [(OathKind::Totp30, HALVES), (OathKind::Totp60, MINUTES)] {
        let fresh = Standing::new(kind);
        assert_eq!(steps(fresh), [present - 1, present, present + 1], "{kind}");
        assert_eq!(fresh.judge(None), CodeVerdict::Wrong);
        assert_eq!(
            fresh.judge(Some(present)),
            CodeVerdict::Accepted { step: present }
        );
    }
    // Nothing is before 1970.
    let at_the_beginning = Standing::new(OathKind::Totp60).steps(Timestamp(0));
    assert_eq!(at_the_beginning, [0, 1]);
}

#[test]
fn drift_is_learnt_step_by_step_and_not_for_ever() {
    let mut standing = Standing::new(OathKind::Totp60);
    for (nth, drift) in [1, 2, 3].into_iter().enumerate() {
        // Each code one step further off than the one before.
        let minutes = i64::try_from(nth).unwrap();
        let now = NOW + Span::minutes(10 * minutes);
        let step = MINUTES + 10 * minutes + drift;
        assert!(standing.steps(now).contains(&step), "{drift}");
        standing = standing.after(step, now);
        assert_eq!((standing.drift, standing.next), (drift, step + 1));
    }
    let later = NOW + Span::hours(1);
    let four_off = MINUTES + 60 + MOST_DRIFT + 1;
    assert!(!standing.steps(later).contains(&four_off));
    // And back again.
    let back = standing.after(MINUTES + 62, later);
    assert_eq!(back.drift, 2);
    let behind = Standing {
        drift: -MOST_DRIFT,
        ..Standing::new(OathKind::Totp30)
    };
    assert_eq!(steps(behind), [HALVES - 3, HALVES - 2]);
}

#[test]
fn a_button_may_be_pressed_in_vain() {
    let standing = Standing {
        next: 7,
        ..Standing::new(OathKind::Hotp)
    };
    assert_eq!(steps(standing), (7..=17).chain(0..=6).collect::<Vec<_>>());
    // Case M-21: counter + 3, then counter + 1, then counter + 3 again.
    assert_eq!(standing.judge(Some(10)), CodeVerdict::Accepted { step: 10 });
    let standing = standing.after(10, NOW);
    assert_eq!((standing.next, standing.drift), (11, 0));
    for spent in [8, 10] {
        assert!(steps(standing).contains(&spent));
        assert_eq!(standing.judge(Some(spent)), CodeVerdict::Replayed);
    }
    assert_eq!(steps(Standing::new(OathKind::Hotp)).len(), 11);
}

#[test]
fn an_activation_searches_further_but_never_back() {
    let hotp = Standing {
        next: 5,
        ..Standing::new(OathKind::Hotp)
    };
    assert_eq!(hotp.searched(NOW), 5..=105);
    let totp = Standing::new(OathKind::Totp30);
    assert_eq!(totp.searched(NOW), HALVES - 3..=HALVES + 3);
    let spent = totp.after(HALVES + 1, NOW);
    assert_eq!(spent.searched(NOW), HALVES + 2..=HALVES + 3);
    let ahead = totp.after(HALVES + 3, NOW);
    assert!(ahead.searched(NOW).is_empty());
}

#[test]
fn three_wrong_activations_cost_an_hour() {
    assert_eq!(after_wrong(0, NOW), (1, Timestamp(0)));
    assert_eq!(after_wrong(1, NOW), (2, Timestamp(0)));
    assert_eq!(after_wrong(2, NOW), (0, NOW + Span::hours(1)));
}

#[test]
fn a_serial_number_is_a_short_line() {
    for (typed, parsed) in [
        (" ft-1234a ", Some("FT-1234A")),
        ("", None),
        ("a\u{7}b", None),
    ] {
        let serial = SerialNumber::parse(typed).ok();
        assert_eq!(serial.as_ref().map(SerialNumber::as_str), parsed);
    }
    assert!(SerialNumber::parse(&"1".repeat(32)).is_ok());
    assert!(SerialNumber::parse(&"1".repeat(33)).is_err());
}

#[test]
fn a_secret_is_base32_of_a_sane_length() {
    const RFC: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    let spaced = " gezd gnbv gy3t qojq GEZDGNBVGY3TQOJQ ";
    for typed in [RFC, spaced] {
        assert_eq!(
            TokenSeed::parse(typed).unwrap().as_bytes(),
            b"12345678901234567890"
        );
    }
    // 128 bits, with padding and without it.
    let short = "GEZDGNBVGY3TQOJQGEZDGNBVGY";
    assert!(TokenSeed::parse(short).is_some());
    assert!(TokenSeed::parse(&format!("{short}======")).is_some());
    for bad in [
        "",
        "GEZDGNBVGY3TQOJQ",
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1",
        "3132333435363738393031323334353637383930",
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQG",
        &"A".repeat(257),
    ] {
        assert_eq!(TokenSeed::parse(bad), None, "{bad}");
    }
    assert_eq!(format!("{:?}", TokenSeed::parse(RFC)), "Some(TokenSeed(…))");
}

#[test]
fn a_token_is_named_after_what_is_printed_on_it() {
    assert_eq!(
        name("HardwareKey", "1234567").as_str(),
        "HardwareKey 1234567"
    );
    assert_eq!(name("", "1234567").as_str(), "1234567");
    assert_eq!(name(&"é".repeat(64), "1").as_str().chars().count(), 64);
}
