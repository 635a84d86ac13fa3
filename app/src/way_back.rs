//! The way back to where somebody was going when they were sent to sign in.

use identity::{place::Place, refusal::Refusal, turn::Turn};

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
pub fn leading_after_the_end(turn: Turn, came_from: Option<&str>) -> Turn {
    match came_from {
        Some(page) if turn.to_scripts == Some(Refusal::SignedOut) => leading(turn, page),
        _ => turn,
    }
}
