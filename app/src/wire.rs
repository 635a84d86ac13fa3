//! The only place where a server function meets HTTP: where an answer leads, with which status and which cookies.

use std::{fmt, sync::Arc};

use axum::http::{
    HeaderValue, StatusCode,
    header::{ACCEPT, LOCATION, SET_COOKIE},
    request::Parts,
};
use identity::{
    console::Console,
    front_desk::FrontDesk,
    place::Place,
    refusal::Refusal,
    turn::{Answer, Away, Flash, Shown, Trouble, Turn},
    visitor::Visitor,
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::{paths, way_back};

mod declined;
mod endpoints;
mod form;
mod handover;
mod hold;
mod mishap;
mod stood_on;

pub use declined::Declined;
pub use endpoints::{ENDPOINTS, not_understood};
pub use form::{Fields, Form};
pub use handover::{Download, Handover, give};
pub use hold::{Hold, Typed};
pub use mishap::Mishap;
pub use stood_on::StoodOn;

/// What a server function returns: where to go stands in the response already.
pub type Followed = Result<(), Declined>;

/// The flash that came with the request, opened.
#[derive(Clone, Debug, Default)]
pub struct FlashIn(pub Flash);

/// The value of the hidden field `csrf` for a form's action. The server checks it before Leptos sees the form.
#[derive(Clone)]
pub struct FormKey(pub Arc<dyn Fn(&str) -> String + Send + Sync>);

type CookiesOf = dyn Fn(&Turn) -> Vec<String> + Send + Sync;

/// Makes the `Set-Cookie` values of a turn, its sealed flash among them.
#[derive(Clone)]
pub struct Cookies(pub Arc<CookiesOf>);

impl fmt::Debug for FormKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FormKey(…)")
    }
}

impl fmt::Debug for Cookies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cookies(…)")
    }
}

/// The front desk, for people.
pub fn desk() -> Arc<dyn FrontDesk> {
    expect_context()
}

/// The console, for admins.
pub fn console() -> Arc<dyn Console> {
    expect_context()
}

pub fn visitor() -> Visitor {
    expect_context()
}

/// What the turn before wants to be seen here.
pub fn flash() -> Flash {
    use_context::<FlashIn>().unwrap_or_default().0
}

/// The path and query of the page, as the browser asked for it.
pub fn here() -> String {
    use_context::<Parts>()
        .and_then(|parts| parts.uri.path_and_query().map(ToString::to_string))
        .unwrap_or_default()
}

/// Carries out the answer to a post. A form is sent on with 303; a script is told the status and, in JSON, why not.
pub fn follow(answer: Answer) -> Followed {
    match answer {
        Ok(turn) if navigates() => {
            let Typed(typed) = use_context().unwrap_or_default();
            let StoodOn(page) = use_context().unwrap_or_default();
            go(&way_back::leading_after_the_end(
                turn,
                page.as_deref(),
                typed,
            ));
            Ok(())
        }
        Ok(turn) => tell(turn),
        Err(trouble) => {
            respond().set_status(status_of(trouble));
            if navigates() {
                Mishap::report(trouble);
            }
            Err(Declined::trouble())
        }
    }
}

/// Hands a script what it asked for. Whoever comes here without a script, or may not have it, is answered as a form is.
pub async fn hand_over<T>(asked: impl Future<Output = Shown<T>>) -> Result<T, Declined> {
    let malformed = || Err(Declined(Refusal::Malformed.into()));
    if navigates() {
        not_understood();
        return malformed();
    }
    let answer = match asked.await {
        Ok(given) => return Ok(given),
        Err(Away::Go(turn)) => Ok(*turn),
        Err(Away::NotFound) => Ok(Turn::refused(Place::Account, Refusal::NotFound)),
        Err(Away::NotAllowed) => Ok(Turn::refused(Place::Account, Refusal::NotAllowed)),
        Err(Away::Trouble(trouble)) => Err(trouble),
    };
    follow(answer)?;
    // Something else is owed first; what, the form will be told when it is sent.
    respond().set_status(StatusCode::UNAUTHORIZED);
    Err(Declined(Refusal::Expired.into()))
}

/// The body of a form that a script posts to `action`, with its token.
pub fn form_body(action: &str, fields: &[(&'static str, String)]) -> String {
    let key = use_context::<FormKey>()
        .map(|FormKey(key)| key(action))
        .unwrap_or_default();
    let mut body = format!("csrf={key}");
    for (name, value) in fields {
        body.push('&');
        body.push_str(name);
        body.push('=');
        body.push_str(&escaped(value));
    }
    body
}

/// Percent-encoding of everything that is reserved (RFC 3986, section 2.3).
pub fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// The address of a file that the page itself holds, so that its download needs no script; `kind` is a media type such as `text/csv`.
pub fn file(kind: &str, text: &str) -> String {
    format!("data:{kind};charset=utf-8,{}", escaped(text))
}

/// Sends the browser to another page: from a form, and from a page that is not to be shown.
pub fn go(turn: &Turn) {
    let response = respond();
    response.set_status(StatusCode::SEE_OTHER);
    if let Ok(path) = HeaderValue::from_str(&paths::path(&turn.go)) {
        response.insert_header(LOCATION, path);
    }
    set_cookies(&response, turn);
}

/// Tells a script: it shows the refusal itself, so the flash stays behind, and goes to `Location` itself.
fn tell(mut turn: Turn) -> Followed {
    let response = respond();
    let refused = turn.flash.refused.take();
    if refused.is_none()
        && let Ok(path) = HeaderValue::from_str(&paths::path(&turn.go))
    {
        response.insert_header(LOCATION, path);
    }
    let Some(refused) = refused.or(turn.to_scripts.take().map(Into::into)) else {
        set_cookies(&response, &turn);
        return Ok(());
    };
    turn.flash = Flash::default();
    set_cookies(&response, &turn);
    response.set_status(
        StatusCode::from_u16(refused.why.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY),
    );
    Err(Declined(refused))
}

/// The status of a page or an answer that could not be made.
pub const fn status_of(trouble: Trouble) -> StatusCode {
    match trouble {
        Trouble::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Trouble::Broken => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What becomes of the response that is being made.
pub fn respond() -> ResponseOptions {
    use_context().unwrap_or_default()
}

fn set_cookies(response: &ResponseOptions, turn: &Turn) {
    let Some(Cookies(cookies)) = use_context() else {
        return;
    };
    for cookie in cookies(turn) {
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.append_header(SET_COOKIE, cookie);
        }
    }
}

/// Whether a browser navigates, rather than a script asking.
fn navigates() -> bool {
    let parts = use_context::<Parts>();
    parts.is_some_and(|parts| {
        parts
            .headers
            .get(ACCEPT)
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|accept| accept.contains("text/html"))
    })
}
