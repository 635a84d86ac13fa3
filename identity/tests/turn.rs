//! Answers to posts: what they carry over to the next page, and what they never do.

use identity::{
    ids::{BackupCodeSetId, FactorId},
    notice::Notice,
    place::{FreshCodes, Place},
    refusal::{Field, Refusal},
    secret::Secret,
    turn::{Away, CookieChange, Flash, Trouble, Turn},
};

#[test]
fn what_was_typed_is_kept_only_for_a_refusal() {
    let refused = Turn::refused(Place::Account, Refusal::NameMissing.at(Field::Name))
        .keeping(&[("name", "x"), ("note", "y")]);
    assert_eq!(refused.refusal(), Some(&Refusal::NameMissing));
    assert_eq!(refused.flash.typed.len(), 2);
    assert!(
        Turn::to(Place::Account)
            .keeping(&[("name", "x")])
            .flash
            .typed
            .is_empty()
    );
}

#[test]
fn what_was_typed_is_cut() {
    let turn = Turn::refused(Place::Account, Refusal::NameTooLong)
        .keeping(&[("name", &"é".repeat(10_000))]);
    assert_eq!(
        turn.flash
            .typed
            .get("name")
            .map(|text| text.chars().count()),
        Some(500)
    );
}

#[test]
fn a_turn_is_built_in_any_order() {
    let turn = Turn::to(Place::EnrolTotp(FactorId(7)))
        .with(CookieChange::EndSession)
        .saying(Notice::SignedOut)
        .with(CookieChange::SignIn(Secret::new("token")));
    assert_eq!(
        (
            turn.cookies.len(),
            turn.flash.notice.clone(),
            turn.refusal()
        ),
        (2, Some(Notice::SignedOut), None)
    );
    assert!(!format!("{turn:?}").contains("token"));
    assert!(matches!(Away::from(turn), Away::Go(_)));
    assert!(matches!(
        Away::from(Trouble::Broken),
        Away::Trouble(Trouble::Broken)
    ));
}

#[test]
fn a_flash_goes_there_and_back() {
    let codes = FreshCodes {
        set: BackupCodeSetId(3),
        codes: vec![Secret::new("XXXXX-XXXXX-XXXXX")],
    };
    let flash = Turn::refused(Place::BackupCodes, Refusal::CodesNotSaved.at(Field::Saved))
        .showing(codes)
        .saying(Notice::CodesMade)
        .flash;
    let text = serde_json::to_string(&flash).unwrap();
    assert_eq!(serde_json::from_str::<Flash>(&text).unwrap(), flash);
    assert!(!format!("{flash:?}").contains("XXXXX"));
}

#[test]
fn every_refusal_at_a_field_is_for_a_caller_an_error() {
    let fields = [
        Field::Email,
        Field::Password,
        Field::Code,
        Field::Kinds,
        Field::Saved,
    ];
    assert!(fields.iter().all(|field| !field.id().is_empty()));
    for (why, status) in [
        (Refusal::NotRecognised, 401),
        (Refusal::NotAllowed, 403),
        (Refusal::NotFound, 404),
        (Refusal::ChangedMeanwhile, 409),
        (Refusal::PasswordTooShort(12), 422),
        (Refusal::TooManyFromHere, 429),
        (Refusal::Busy, 503),
    ] {
        assert_eq!(why.status(), status, "{why:?}");
    }
}
