//! The cookies of a turn: what the browser holds from now on, and what it carries to the next page.

use identity::{
    notice::Notice,
    turn::{CookieChange, Turn},
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
    let line = Carrier {
        binding: after,
        ..*by
    }
    .turned(&turn.flash, before);
    // What was sealed for the old holder opens for nobody any more.
    let dead = (moved && visit.flash.is_some()).then(|| Cookie::Flash.end());
    if let Some(line) = line.or(dead) {
        put(Cookie::Flash, line);
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

#[cfg(test)]
mod tests;
