//! The cookies of a turn: what the browser holds from now on, and what it carries to the next page.

use identity::{
    notice::Notice,
    turn::{CookieChange, Held, Turn},
};

use super::{
    cookies::Cookie,
    flash::{Carried, Carrier},
    visitor::Visit,
};

/// The `Set-Cookie` values of a turn, each cookie once. The flash is bound to what the browser holds after it.
pub fn cookies(turn: &Turn, visit: &Visit, carried: &Carried, by: &Carrier<'_>) -> Vec<String> {
    let mut lines: Vec<(Cookie, String)> = Vec::new();
    let mut put = |cookie: Cookie, line: String| {
        lines.retain(|(other, _)| *other != cookie);
        lines.push((cookie, line));
    };
    for change in &turn.cookies {
        match change {
            CookieChange::Session(token) => {
                put(Cookie::Session, Cookie::Session.set(token.reveal()));
                put(Cookie::SignIn, Cookie::SignIn.end());
            }
            CookieChange::EndSession => put(Cookie::Session, Cookie::Session.end()),
            CookieChange::SignIn(token) => put(Cookie::SignIn, Cookie::SignIn.set(token.reveal())),
            CookieChange::EndSignIn => put(Cookie::SignIn, Cookie::SignIn.end()),
            CookieChange::Device(token) => put(Cookie::Device, Cookie::Device.set(token.reveal())),
            CookieChange::EndDevice => put(Cookie::Device, Cookie::Device.end()),
            CookieChange::Language(language) => {
                put(Cookie::Language, Cookie::Language.set(language.tag()));
            }
        }
    }
    let after = visit.holder.after(&turn.cookies).binding();
    let moved = after != by.binding;
    let nothing = Carried::default();
    // A proof renews the token of the same session: what it held up goes on, and nothing else.
    let held = carried.only_held();
    let before = match (moved, &turn.flash.notice) {
        (false, _) => carried,
        (true, Some(Notice::Proved)) => &held,
        (true, _) => &nothing,
    };
    let mut flash = turn.flash.clone();
    if moved && flash.held.is_none() {
        flash.held = left_behind(turn, carried);
        if flash.held.as_ref().is_some_and(|held| held.until.is_none()) {
            flash.notice.get_or_insert(Notice::TypedKept);
        }
    }
    let line = Carrier {
        binding: after,
        ..*by
    }
    .turned(&flash, before);
    // What was sealed for the old holder opens for nobody any more.
    let dead = (moved && visit.flash.is_some()).then(|| Cookie::Flash.end());
    if let Some(line) = line.or(dead) {
        put(Cookie::Flash, line);
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

/// What was typed when a session was over follows its owner through the next sign-in, and no further.
fn left_behind(turn: &Turn, carried: &Carried) -> Option<Held> {
    let held = carried
        .flash
        .held
        .clone()
        .filter(|held| held.until.is_some())?;
    let begins = |change: &CookieChange| matches!(change, CookieChange::Session(_));
    if turn.cookies.iter().any(begins) {
        held.given_to(turn.whose)
    } else {
        Some(held)
    }
}

#[cfg(test)]
mod tests;
