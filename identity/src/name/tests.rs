//! Names that are taken, and names that are not (case E-14).

use super::*;

#[test]
fn a_name_is_one_visible_line_of_64_characters() {
    for good in [
        "Anna",
        "My 2nd phone",
        "<b>&\"'",
        "Łukasz",
        "رضا\u{200c}ها",
        "👩\u{200d}💻",
        "日本",
    ] {
        assert_eq!(
            FactorName::parse(good).as_ref().map(FactorName::as_str),
            Ok(good)
        );
    }
    assert_eq!(
        PersonName::parse("  Anna \n").map(String::from),
        Ok("Anna".to_owned())
    );
    assert_eq!(
        PersonName::parse("Andre\u{301}").map(String::from),
        Ok("Andr\u{e9}".to_owned())
    );
    for empty in ["", "   ", "\t\n"] {
        assert_eq!(
            OrganisationName::parse(empty),
            Err(Refusal::NameMissing),
            "{empty:?}"
        );
    }
    for bad in [
        "a\nb",
        "a\r\nb",
        "a\0b",
        "a\u{7f}b",
        "a\u{85}b",
        "a\u{2028}b",
        "a\u{2029}b",
        "\u{202e}gnp.exe",
        "a\u{2066}b",
        "a\u{200b}b",
        "a\u{200d}b",
        "\u{200d}",
        "é\u{200d}\u{200d}é",
        "é\u{200d}",
        "a\u{feff}b",
        "\u{3164}",
        "a\u{ad}b",
    ] {
        assert_eq!(
            FactorName::parse(bad),
            Err(Refusal::NameHasControls),
            "{bad:?}"
        );
    }
}

#[test]
fn long_is_counted_in_graphemes_and_bounded_in_bytes() {
    assert!(FactorName::parse(&"é".repeat(64)).is_ok());
    assert!(FactorName::parse(&"e\u{301}".repeat(64)).is_ok());
    assert_eq!(
        FactorName::parse(&"a".repeat(65)),
        Err(Refusal::NameTooLong)
    );
    let zalgo = format!("e{}", "\u{300}".repeat(200));
    assert_eq!(FactorName::parse(&zalgo), Err(Refusal::NameTooLong));
    assert_eq!(
        FactorName::parse(&"x".repeat(10_000)),
        Err(Refusal::NameTooLong)
    );
}

#[test]
fn groups_are_one_whatever_their_case() {
    let names = |typed: &str| {
        let groups = GroupName::parse_list(typed)?;
        Ok::<Vec<String>, Refusal>(groups.into_iter().map(String::from).collect())
    };
    assert_eq!(
        names("Sales, ops ,sales,, OPS"),
        Ok(vec!["sales".to_owned(), "ops".to_owned()])
    );
    assert_eq!(names(" , "), Ok(vec![]));
    assert_eq!(names("a\u{202e}b"), Err(Refusal::GroupInvalid));
    assert_eq!(names(&"x".repeat(65)), Err(Refusal::GroupInvalid));
    let list = |n: usize| (0..n).map(|i| i.to_string()).collect::<Vec<_>>().join(",");
    assert_eq!(names(&list(20)).map(|groups| groups.len()), Ok(20));
    assert_eq!(names(&list(21)), Err(Refusal::GroupInvalid));
    assert_eq!(GroupName::parse("a,b"), Err(Refusal::GroupInvalid));
    assert_eq!(GroupName::parse(""), Err(Refusal::GroupInvalid));
}
