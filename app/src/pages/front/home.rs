//! `/`: nothing of its own; leads to the account or to the sign-in.

use identity::{place::Place, turn::Turn};
use leptos::prelude::*;

use crate::wire;

#[component]
pub fn HomePage() -> impl IntoView {
    let place = if wire::visitor().session.is_some() {
        Place::Account
    } else {
        Place::SignInAnywhere
    };
    wire::go(&Turn::to(place));
}
