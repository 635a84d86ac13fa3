//! What is carried over a redirect, for whom, and for how long.

use std::collections::BTreeMap;

use identity::{ids::BackupCodeSetId, place::FreshCodes, refusal::Refusal};

use super::*;
use crate::crypto::seal::SealKey;

const BEGIN: Timestamp = Timestamp(1_780_000_000_000);

fn keys() -> SealKeys {
    SealKeys::new(SealKey::new("k1".to_owned(), [7; 32]), [])
}

fn carrier<'a>(keys: &'a SealKeys, world: &'a World, holder: u8, now: Timestamp) -> Carrier<'a> {
    Carrier {
        keys,
        world,
        binding: Some(Binding([holder; 32])),
        now,
    }
}

fn value(line: &str) -> Secret {
    Secret::new(
        line.strip_prefix("__Host-flash=")
            .unwrap()
            .split(';')
            .next()
            .unwrap(),
    )
}

fn codes() -> FreshCodes {
    FreshCodes {
        set: BackupCodeSetId(3),
        codes: vec![Secret::new("ABCDE-FGHJK-MNPQR"); 10],
    }
}

fn refused() -> Flash {
    Flash {
        refused: Some(Refusal::NotRecognised.into()),
        typed: BTreeMap::from([("email".to_owned(), "anna@example.com".to_owned())]),
        ..Flash::default()
    }
}

#[test]
fn it_opens_in_one_browser_for_ten_minutes() {
    let (keys, world) = (keys(), World::real());
    let line = carrier(&keys, &world, 1, BEGIN)
        .turned(&refused(), &Carried::default())
        .unwrap();
    assert!(line.ends_with("; Max-Age=600"), "{line}");
    let open = |holder, after| {
        let carried = carrier(&keys, &world, holder, BEGIN + after).open(&value(&line));
        carried.map(|carried| carried.flash)
    };
    assert_eq!(open(1, Span::seconds(599)), Some(refused()));
    assert_eq!(open(1, Span::minutes(10)), Some(Flash::default()));
    assert_eq!(open(2, Span::seconds(1)), None);
    let nobody = Carrier {
        binding: None,
        ..carrier(&keys, &world, 1, BEGIN)
    };
    assert!(nobody.open(&value(&line)).is_none());
}

#[test]
fn what_was_shown_is_gone_and_codes_stay_for_what_is_left_of_their_time() {
    let (keys, world) = (keys(), World::real());
    let made = Flash {
        notice: Some(Notice::CodesMade),
        codes: Some(codes()),
        ..Flash::default()
    };
    let line = carrier(&keys, &world, 1, BEGIN)
        .turned(&made, &Carried::default())
        .unwrap();
    let later = carrier(&keys, &world, 1, BEGIN + Span::minutes(4));
    let carried = later.open(&value(&line)).unwrap();
    let line = later.shown(&carried, None, true).unwrap();
    assert!(line.ends_with("; Max-Age=360"), "{line}");
    let carried = later.open(&value(&line)).unwrap();
    assert_eq!(
        carried.flash,
        Flash {
            codes: Some(codes()),
            ..Flash::default()
        }
    );
    assert_eq!(later.shown(&carried, None, true), None);
    let over = carrier(&keys, &world, 1, BEGIN + Span::minutes(10));
    let carried = over.open(&value(&line)).unwrap();
    assert_eq!(carried.flash, Flash::default());
    assert_eq!(over.shown(&carried, None, true), Some(Cookie::Flash.end()));
    assert_eq!(over.shown(&Carried::default(), None, false), None);
}

#[test]
fn codes_go_when_they_are_saved_and_with_nothing_else() {
    let (keys, world) = (keys(), World::real());
    let carrier = carrier(&keys, &world, 1, BEGIN);
    let before = Carried {
        flash: Flash {
            codes: Some(codes()),
            ..Flash::default()
        },
        issued: BEGIN,
        codes_issued: BEGIN,
    };
    let after = |flash: &Flash| {
        carrier
            .turned(flash, &before)
            .map(|line| carrier.open(&value(&line)).unwrap().flash)
    };
    assert_eq!(after(&Flash::default()), None);
    assert_eq!(
        after(&refused()),
        Some(Flash {
            codes: Some(codes()),
            ..refused()
        })
    );
    let saved = Flash {
        notice: Some(Notice::CodesSaved),
        ..Flash::default()
    };
    assert_eq!(after(&saved), Some(saved));
}

#[test]
fn what_is_too_long_loses_no_more_than_it_must() {
    let (keys, world) = (keys(), World::real());
    let carrier = carrier(&keys, &world, 1, BEGIN);
    let mut long = refused();
    long.typed.insert("note".to_owned(), "ü".repeat(1_500));
    long.typed.insert("reason".to_owned(), "ü".repeat(500));
    let line = carrier.turned(&long, &Carried::default()).unwrap();
    assert!(value(&line).reveal().len() <= MOST);
    let flash = carrier.open(&value(&line)).unwrap().flash;
    assert_eq!(
        flash,
        Flash {
            typed: {
                let mut typed = refused().typed;
                typed.insert("reason".to_owned(), "ü".repeat(500));
                typed
            },
            ..refused()
        }
    );
}

#[test]
fn what_waits_for_a_proof_goes_on_until_its_page_lets_go() {
    let (keys, world) = (keys(), World::real());
    let carrier = carrier(&keys, &world, 1, BEGIN);
    let held = Held {
        page: "/account/factors/3/rename".to_owned(),
        typed: BTreeMap::from([("name".to_owned(), "Pixel at work".to_owned())]),
        until: None,
    };
    let waiting = |line: Option<String>| carrier.open(&value(&line.unwrap())).unwrap();
    let shown = waiting(carrier.shown(&Carried::default(), Some(held.clone()), false));
    assert_eq!(shown.flash.held, Some(held.clone()));
    // A wrong code, and another way to prove: it is still there, and the cookie is not written anew for nothing.
    let tried = waiting(carrier.turned(&refused(), &shown));
    assert_eq!(tried.flash.held, Some(held.clone()));
    assert_eq!(carrier.shown(&shown, Some(held.clone()), true), None);
    // Its own page sees it; every other page does not, and lets it go.
    let seen = shown.flash.seen_at(&held.page);
    assert_eq!((seen.held, seen.typed), (None, held.typed));
    assert!(shown.flash.seen_at("/account").typed.is_empty());
    assert_eq!(carrier.shown(&shown, None, true), Some(Cookie::Flash.end()));
    // A proof renews the session's token: nothing but this goes along.
    assert_eq!(tried.only_held().flash, shown.flash);
}
