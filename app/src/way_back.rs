//! The way back to where somebody was going when they were sent to sign in.

use std::collections::BTreeMap;

use identity::{
    place::Place,
    refusal::Refusal,
    turn::{Held, Turn},
};

/// What is worth coming back to: pages of people who are signed in.
const AREAS: [&str; 3] = ["/account", "/admin", "/enrol"];

/// Whoever is sent to sign in wants to come back to where they were going. Sealed in the flash, so that no address
/// of ours ever grows a second one.
pub fn leading(turn: Turn, from: &str) -> Turn {
    let signs_in = matches!(turn.go, Place::SignIn(_) | Place::SignInAnywhere);
    let back = AREAS.iter().any(|area| from.starts_with(area));
    if !signs_in || !back || turn.flash.typed.contains_key("then") {
        return turn;
    }
    turn.carrying(&[("then", from)])
}

/// The same for whoever posted a form after the session had ended: back to the page that it stood on. Whoever signs out goes.
/// What they had typed waits for them, and for nobody else.
pub fn leading_after_the_end(
    turn: Turn,
    came_from: Option<&str>,
    typed: BTreeMap<String, String>,
) -> Turn {
    let Some(from) = came_from.filter(|_| turn.to_scripts == Some(Refusal::SignedOut)) else {
        return turn;
    };
    let mut turn = leading(turn, from);
    if turn.flash.typed.contains_key("then") && turn.whose.is_some() && !typed.is_empty() {
        let page = from.split('?').next().unwrap_or(from).to_owned();
        turn.flash.held = Some(Held {
            page,
            typed,
            until: turn.whose,
        });
    }
    turn
}
