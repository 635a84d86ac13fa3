//! The rows of NIST SP 800-63B-4, section 3.1.1 and of ASVS 6.2 that the rules themselves decide.

use super::*;

const CONTEXT: Context<'_> = Context {
    least: 12,
    organisation: "Nordwind Logistik GmbH",
    slug: "nordwind",
    person: "Änne O'Brien-Smith",
    email: "a.smith@mail.example.org",
    host: "login.nordwind.example",
};

fn parse(text: &str) -> Result<NewPassword, Refusal> {
    NewPassword::parse(&Secret::new(text), &CONTEXT)
}

fn parse_at(least: u32, text: &str) -> Result<NewPassword, Refusal> {
    NewPassword::parse(&Secret::new(text), &Context { least, ..CONTEXT })
}

#[test]
fn least_lengths_follow_the_policy() {
    assert_eq!(least_length(Requirement::Required), 12);
    assert_eq!(least_length(Requirement::Optional), 15);
    // 6.2.1: boundaries, in code points.
    for least in [8, 12, 15] {
        let long_enough = "q7#z"
            .repeat(4)
            .chars()
            .take(least as usize)
            .collect::<String>();
        assert!(parse_at(least, &long_enough).is_ok(), "{least}");
        assert_eq!(
            parse_at(least, &long_enough[1..]),
            Err(Refusal::PasswordTooShort(least))
        );
    }
    // No setting goes below the floor.
    assert_eq!(parse_at(0, "q7#zq7#"), Err(Refusal::PasswordTooShort(8)));
    assert_eq!(parse_at(4, ""), Err(Refusal::PasswordTooShort(8)));
}

#[test]
fn each_code_point_counts_as_one_after_nfc() {
    assert!(parse_at(15, &"🦊".repeat(15)).is_ok());
    assert_eq!(
        parse_at(15, &"🦊".repeat(14)),
        Err(Refusal::PasswordTooShort(15))
    );
    // Fourteen letters, one of them with a combining mark: fifteen code points as typed, fourteen in NFC.
    assert_eq!(
        parse_at(15, "correct horsee\u{301}"),
        Err(Refusal::PasswordTooShort(15))
    );
}

#[test]
fn long_is_welcome_up_to_256() {
    let text = |n: usize| {
        "correct horse battery staple "
            .chars()
            .cycle()
            .take(n)
            .collect::<String>()
    };
    for n in [64, 128, 255, 256] {
        assert!(parse(&text(n)).is_ok(), "{n}");
    }
    assert_eq!(parse(&text(257)), Err(Refusal::PasswordTooLong));
    assert!(parse(&"🦊".repeat(256)).is_ok());
    assert_eq!(parse(&"🦊".repeat(257)), Err(Refusal::PasswordTooLong));
    assert_eq!(parse(&"x".repeat(1_000_000)), Err(Refusal::PasswordTooLong));
}

#[test]
fn nothing_is_trimmed_and_nothing_is_demanded() {
    // 6.2.5: no composition rules. 6.2.8: exactly as received.
    let one_letter = format!("{}x", " ".repeat(64));
    let all_digits = "847291753310662";
    for text in [
        "  correct horse  ",
        "aaaaaaaaaaaaaaaaaaaaaaab",
        &one_letter,
        all_digits,
        "пароль от дома",
        "tab\tand\u{0}nul ok",
    ] {
        assert_eq!(
            parse(text)
                .map(|password| password.as_secret().reveal().to_owned())
                .as_deref(),
            Ok(text)
        );
    }
}

#[test]
fn both_ways_of_typing_a_letter_are_one() {
    let composed = Secret::new("caf\u{e9} au lait, bitte");
    let decomposed = Secret::new("cafe\u{301} au lait, bitte");
    assert_eq!(verify_form(&composed), verify_form(&decomposed));
    let set = NewPassword::parse(&decomposed, &CONTEXT).unwrap();
    assert_eq!(set.as_secret(), &verify_form(&composed));
    // NFC and not NFKC: a ligature stays one.
    assert_eq!(verify_form(&Secret::new("ﬁsh")).reveal(), "ﬁsh");
}

#[test]
fn common_passwords_are_refused_whole_in_any_case() {
    for text in [
        "123qweasdzxc",
        "QwertyQwerty",
        "PASSWORDPASSWORD",
        "1qaz2wsx3edc4rfv",
        "unbelievable",
    ] {
        assert_eq!(parse(text), Err(Refusal::PasswordCommon), "{text}");
    }
    // Parts are no matter (NIST SP 800-63B-4, section 3.1.1.2).
    assert!(parse("unbelievable?qwertyqwerty").is_ok());
}

#[test]
fn what_everybody_knows_is_refused() {
    for text in [
        "Latchkey2024!",
        "latchkeylatchkey",
        "Nordwind-1998!",
        "nordwindnordwind",
        "NordwindLogistik",
        "Nordwind Logistik",
        "Änne.Smith.1987",
        "A\u{308}nne Smith 1987",
        "O'Brien-Smith!",
        "asmith01011987!",
        "loginnordwind1!",
        "Latchkey Nordwind 2025",
        "nordwindabc1234",
        "Nordwindxxxxxxxx",
    ] {
        assert_eq!(parse(text), Err(Refusal::PasswordGuessable), "{text}");
    }
    for text in [
        "Nordwind fährt Schlitten",
        "smith eats 9 plums",
        "latchkey 8472 9175 3310 66",
        "orange tractor, blue",
        "nördlicher wind",
    ] {
        assert!(parse(text).is_ok(), "{text}");
    }
}

#[test]
fn an_empty_context_knows_only_the_product() {
    let nothing = Context {
        least: 12,
        organisation: "",
        slug: "",
        person: "",
        email: "",
        host: "",
    };
    assert!(NewPassword::parse(&Secret::new("Nordwind-1998!"), &nothing).is_ok());
    assert_eq!(
        NewPassword::parse(&Secret::new("Latchkey-1998!"), &nothing),
        Err(Refusal::PasswordGuessable)
    );
}

#[test]
fn a_password_never_prints() {
    let shown = format!("{:?}", parse("correct horse battery"));
    assert!(!shown.contains("horse"), "{shown}");
}
