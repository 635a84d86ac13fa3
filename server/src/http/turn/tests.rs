//! Which cookies leave with a turn.

use std::net::IpAddr;

use identity::{
    language::Language, notice::Notice, place::Place, secret::Secret, time::Timestamp,
    visitor::Visitor,
};

use super::*;
use crate::{
    crypto::seal::{SealKey, SealKeys},
    http::holder::Holder,
    world::World,
};

fn visit(session: Option<&str>, flash: Option<&str>) -> Visit {
    let token = |text: &str| Secret::new(text.repeat(43));
    let here = IpAddr::from([127, 0, 0, 1]);
    let visitor = Visitor::stranger(String::new(), Timestamp(0), here, String::new());
    let holder = Holder {
        session: session.map(token),
        sign_in: None,
        anonymous: Some(token("A")),
    };
    Visit {
        visitor,
        holder,
        flash: flash.map(Secret::new),
    }
}

/// Each line without its attributes; a flash only as a name.
fn names(turn: &Turn, visit: &Visit) -> Vec<String> {
    let (keys, world) = (
        SealKeys::new(SealKey::new("k".to_owned(), [1; 32]), []),
        World::real(),
    );
    let carrier = Carrier {
        keys: &keys,
        world: &world,
        binding: visit.holder.binding(),
        now: Timestamp(1),
    };
    let lines = cookies(turn, visit, &Carried::default(), &carrier);
    let short = |line: &String| {
        line.split(';')
            .next()
            .unwrap()
            .split(".k.")
            .next()
            .unwrap()
            .to_owned()
    };
    lines.iter().map(short).collect()
}

#[test]
fn a_session_ends_the_sign_in_and_each_cookie_is_set_once() {
    let turn = Turn::to(Place::Account)
        .with(CookieChange::EndSignIn)
        .with(CookieChange::Session(Secret::new("s")));
    assert_eq!(
        names(&turn, &visit(None, None)),
        ["__Host-sid=s", "__Host-pre="]
    );
}

#[test]
fn a_flash_goes_along_and_a_dead_one_is_swept_up() {
    let out = Turn::to(Place::SignInAnywhere).with(CookieChange::EndSession);
    assert_eq!(
        names(&out, &visit(Some("B"), Some("old"))),
        ["__Host-sid=", "__Host-flash="]
    );
    assert_eq!(names(&out, &visit(Some("B"), None)), ["__Host-sid="]);
    let said = out.saying(Notice::SignedOut);
    assert_eq!(
        names(&said, &visit(Some("B"), Some("old"))),
        ["__Host-sid=", "__Host-flash=v1"]
    );
    assert_eq!(
        names(&Turn::to(Place::Account), &visit(Some("B"), Some("old"))),
        Vec::<String>::new()
    );
}

#[test]
fn a_language_is_a_tag() {
    let turn = Turn::to(Place::Account).with(CookieChange::Language(Language::De));
    assert_eq!(names(&turn, &visit(None, None)), ["__Host-lang=de"]);
}
