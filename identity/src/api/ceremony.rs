//! What a program begins with a factor and ends with a code: setting one up, and checking one.

use std::fmt::{self, Write as _};

use crate::{coded::coded, time::Span};

coded! {
    /// What is begun.
    Kind {
        Registration = "registration",
        Verification = "verification",
    }
}

coded! {
    /// How far it came.
    State {
        Pending = "pending",
        Accepted = "accepted",
    }
}

/// The time to confirm a new factor, as within a session; and to give a code of one that is there.
pub const TO_CONFIRM: Span = Span::minutes(10);
pub const TO_VERIFY: Span = Span::seconds(120);
const MOST_TO_VERIFY: Span = Span::seconds(900);

/// How long it lives; `wanted` are seconds. None for what is not allowed.
pub fn lives(kind: Kind, wanted: Option<u32>) -> Option<Span> {
    let (usual, most) = match kind {
        Kind::Registration => (TO_CONFIRM, TO_CONFIRM),
        Kind::Verification => (TO_VERIFY, MOST_TO_VERIFY),
    };
    let span = wanted.map_or(usual, |seconds| Span::seconds(seconds.into()));
    (span.0 > 0 && span <= most).then_some(span)
}

/// A UUID (RFC 9562, version 4), in its only spelling. It names what was begun, and is no secret: a code is asked for beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CeremonyId(String);

impl CeremonyId {
    pub fn from_random(mut bytes: [u8; 16]) -> Self {
        for (at, byte) in bytes.iter_mut().enumerate() {
            match at {
                6 => *byte = *byte & 0x0f | 0x40,
                8 => *byte = *byte & 0x3f | 0x80,
                _ => {}
            }
        }
        let mut text = String::with_capacity(36);
        for (at, byte) in bytes.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            // Writing to a String cannot fail.
            write!(text, "{byte:02x}").ok();
        }
        Self(text)
    }

    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 36
            && text.bytes().enumerate().all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
            });
        fits.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CeremonyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        let id = CeremonyId::from_random([0xff; 16]);
        assert_eq!(id.as_str(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(CeremonyId::parse(id.as_str()), Some(id.clone()));
        let shouted = id.as_str().to_uppercase();
        for wrong in [
            "",
            "x",
            &shouted,
            "ffffffff-ffff-4fff-bfff-fffffffffff",
            "ffffffffffff-4fff-bfff-ffff-ffffffff",
        ] {
            assert_eq!(CeremonyId::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn lives_have_an_end() {
        assert_eq!(lives(Kind::Verification, None), Some(Span::seconds(120)));
        assert_eq!(
            lives(Kind::Verification, Some(900)),
            Some(Span::seconds(900))
        );
        assert_eq!(lives(Kind::Registration, Some(60)), Some(Span::minutes(1)));
        for (kind, wanted) in [
            (Kind::Verification, 901),
            (Kind::Verification, 0),
            (Kind::Registration, 601),
            (Kind::Registration, u32::MAX),
        ] {
            assert_eq!(lives(kind, Some(wanted)), None);
        }
    }
}
