//! What must be seen once on the next page, sealed into a cookie that opens only in the browser it was made for.

use identity::{
    notice::Notice,
    secret::Secret,
    time::{Span, Timestamp},
    turn::{Flash, Held},
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{cookies::Cookie, holder::Binding};
use crate::{crypto::seal::SealKeys, world::World};

/// How long a flash, and a set of backup codes in it, can be seen.
const LIFE: Span = Span::minutes(10);
/// Browsers keep about 4 KB; what is longer loses the longest that was typed.
const MOST: usize = 3 * 1024;

/// An opened flash. Fresh backup codes have a time of their own: they stay when the rest has been shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Carried {
    pub flash: Flash,
    issued: Timestamp,
    codes_issued: Timestamp,
}

impl Default for Carried {
    fn default() -> Self {
        Self {
            flash: Flash::default(),
            issued: Timestamp(0),
            codes_issued: Timestamp(0),
        }
    }
}

impl Carried {
    /// Without everything but what waits for a proof.
    pub fn only_held(&self) -> Self {
        let held = self.flash.held.clone();
        Self {
            flash: Flash {
                held,
                ..Flash::default()
            },
            ..Self::default()
        }
    }
}

/// Seals and opens for one browser at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Carrier<'a> {
    pub keys: &'a SealKeys,
    pub world: &'a World,
    pub binding: Option<Binding>,
    pub now: Timestamp,
}

impl Carrier<'_> {
    /// What came in, without what is too old. None if it was made for another browser or another session.
    pub fn open(&self, sealed: &Secret) -> Option<Carried> {
        let plain = self.keys.open_bytes(sealed.reveal(), &self.place()?).ok()?;
        let mut carried: Carried = serde_json::from_slice(&plain).ok()?;
        let is_over = |issued: Timestamp| self.now - issued >= LIFE;
        if is_over(carried.issued) {
            carried.flash = Flash {
                codes: carried.flash.codes.take(),
                ..Flash::default()
            };
        }
        if is_over(carried.codes_issued) {
            carried.flash.codes = None;
        }
        Some(carried)
    }

    /// The `Set-Cookie` of a page that has shown what came in: fresh codes and a mailed link whose button waits stay
    /// for what is left of their time; what the page holds on to for itself stays anew, and so does what waits for somebody to sign in.
    pub fn shown(&self, carried: &Carried, held: Option<Held>, came: bool) -> Option<String> {
        let waiting = carried.flash.held.clone();
        let held = held.or(waiting.filter(|held| held.until.is_some()));
        let stays = Flash {
            codes: carried.flash.codes.clone(),
            link: carried.flash.link.clone(),
            held,
            ..Flash::default()
        };
        if stays == Flash::default() {
            return came.then(|| Cookie::Flash.end());
        }
        let issued = if stays.held.is_some() {
            self.now
        } else {
            carried.issued
        };
        (stays != carried.flash).then(|| {
            self.set(Carried {
                flash: stays,
                issued,
                codes_issued: carried.codes_issued,
            })
        })
    }

    /// The `Set-Cookie` of a turn. `before` is what came in and was not shown; it is nothing where the binding changes.
    /// A turn that says nothing leaves everything as it is, so that a chain of redirects loses nothing.
    pub fn turned(&self, flash: &Flash, before: &Carried) -> Option<String> {
        if *flash == Flash::default() {
            return None;
        }
        let mut next = Carried {
            flash: flash.clone(),
            issued: self.now,
            codes_issued: self.now,
        };
        if next.flash.codes.is_none() && next.flash.notice != Some(Notice::CodesSaved) {
            next.flash.codes.clone_from(&before.flash.codes);
            next.codes_issued = before.codes_issued;
        }
        if next.flash.held.is_none() {
            next.flash.held.clone_from(&before.flash.held);
        }
        Some(self.set(next))
    }

    fn set(&self, mut carried: Carried) -> String {
        let mut sealed = self.seal(&carried);
        let fits =
            |sealed: &Option<String>| sealed.as_ref().is_some_and(|sealed| sealed.len() <= MOST);
        while !fits(&sealed) && carried.flash.drop_longest() {
            sealed = self.seal(&carried);
        }
        if !fits(&sealed) {
            carried.flash.held = None;
            sealed = self.seal(&carried);
        }
        let oldest = if carried.flash.codes.is_some() {
            carried.codes_issued
        } else {
            carried.issued
        };
        match sealed.filter(|sealed| sealed.len() <= MOST) {
            Some(sealed) => Cookie::Flash.set_for(&sealed, (oldest + LIFE) - self.now),
            None => Cookie::Flash.end(),
        }
    }

    fn seal(&self, carried: &Carried) -> Option<String> {
        let plain = Zeroizing::new(serde_json::to_vec(carried).ok()?);
        self.keys.seal(&plain, &self.place()?, self.world).ok()
    }

    fn place(&self) -> Option<String> {
        self.binding
            .map(|Binding(digest)| format!("flash|{}", data_encoding::HEXLOWER.encode(&digest)))
    }
}

#[cfg(test)]
mod tests;
