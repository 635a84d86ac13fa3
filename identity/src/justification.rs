//! What an admin says before acting on somebody's account: why, and how the person was verified.

use crate::{
    operation::Identity,
    refusal::{Field, Refusal, Refused},
    reset::{ReasonKind, Verification},
    text::paragraph,
};

/// The longest reason, in characters.
const MOST: usize = 500;

/// As it was typed: `reason_kind` is [`ReasonKind`], `verification` is [`Verification`], empty where nobody asks for it.
#[derive(Clone, Debug, Default)]
pub struct Justification {
    pub reason_kind: String,
    pub reason: String,
    pub verification: String,
}

/// Why, and how the person was verified: at the command line, whoever types it answers for that.
#[derive(Clone, Debug)]
pub struct Why {
    pub kind: ReasonKind,
    pub text: String,
    pub verification: Option<Verification>,
}

impl Justification {
    /// Field by field, as it is kept for the form when it was refused.
    pub fn typed(&self) -> [(&'static str, &str); 3] {
        [
            ("reason_kind", &self.reason_kind),
            ("reason", &self.reason),
            ("verification", &self.verification),
        ]
    }

    /// In the order of the page, so that the first thing that is wrong is the one that is told.
    ///
    /// # Errors
    ///
    /// A refusal at the field that is missing or too long.
    pub fn parse(&self, identity: Identity) -> Result<Why, Refused> {
        let verification: Option<Verification> = match identity {
            Identity::MustBeVerified => Some(&self.verification),
            Identity::NotAsked => None,
        }
        .map(|typed| typed.parse())
        .transpose()
        .map_err(|_| Refusal::VerificationMissing.at(Field::Verification))?;
        let kind: ReasonKind = self
            .reason_kind
            .parse()
            .map_err(|_| Refusal::ReasonKindMissing.at(Field::ReasonKind))?;
        let text = paragraph(&self.reason, MOST).map_err(|why| why.at(Field::Reason))?;
        if kind == ReasonKind::Other && text.is_empty() {
            return Err(Refusal::ReasonMissing.at(Field::Reason));
        }
        Ok(Why {
            kind,
            text,
            verification,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_thing_that_is_wrong_is_told_at_its_field() {
        let long = "x".repeat(MOST + 1);
        for (kind, reason, verification, identity, field) in [
            (
                "lost_device",
                "",
                "",
                Identity::MustBeVerified,
                Some(Field::Verification),
            ),
            (
                "lost_device",
                "",
                "shrug",
                Identity::MustBeVerified,
                Some(Field::Verification),
            ),
            ("lost_device", "", "video", Identity::MustBeVerified, None),
            ("lost_device", "", "", Identity::NotAsked, None),
            ("", "", "", Identity::NotAsked, Some(Field::ReasonKind)),
            ("other", " ", "", Identity::NotAsked, Some(Field::Reason)),
            ("other", "Ticket 7", "", Identity::NotAsked, None),
            (
                "lost_device",
                &long,
                "",
                Identity::NotAsked,
                Some(Field::Reason),
            ),
        ] {
            let typed = Justification {
                reason_kind: kind.to_owned(),
                reason: reason.to_owned(),
                verification: verification.to_owned(),
            };
            let refused = typed.parse(identity).err().map(|refused| refused.at);
            assert_eq!(refused, field.map(Some), "{typed:?}");
        }
    }
}
