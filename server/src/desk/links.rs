//! Pages of ours that a link opens: the page's button posts, the link itself spends nothing.

use identity::{
    place::{Place, ReturnPath},
    secret::Secret,
};

use super::Desk;

/// The query parameter that carries the token.
const LINK: &str = "link";

/// The address of the set-up page.
pub fn set_up(desk: &Desk, token: &Secret) -> Secret {
    to(desk, app::paths::SETUP, token)
}

/// The address of a page that a mailed link opens. The host comes from the settings and from nowhere else (case S-14).
pub fn to(desk: &Desk, page: &str, token: &Secret) -> Secret {
    Secret::from(format!(
        "{}{page}?{LINK}={}",
        desk.config.public_url,
        token.reveal()
    ))
}

/// Back to the set-up page, the link still in hand.
pub fn back_to_set_up(token: &Secret) -> Place {
    back(app::paths::SETUP, token).unwrap_or(Place::SetUp)
}

/// Back to the invitation, the link still in hand.
pub fn back_to_welcome(token: &Secret) -> Place {
    back(app::paths::WELCOME, token).unwrap_or(Place::SignInAnywhere)
}

fn back(page: &str, token: &Secret) -> Option<Place> {
    ReturnPath::parse(&format!("{page}?{LINK}={}", token.reveal())).map(Place::Return)
}
