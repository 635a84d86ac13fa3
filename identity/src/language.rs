//! The languages that Latchkey speaks.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language with a locale file of its own. English is the one to fall back to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    En,
    De,
}

/// A tag that names no language of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a language that Latchkey speaks; use en or de")]
pub struct UnknownLanguage;

impl Language {
    pub const ALL: [Self; 2] = [Self::En, Self::De];

    /// The BCP 47 tag, as in the `lang` attribute.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// The best language for an `Accept-Language` header, by its weights (RFC 9110, section 12.5.4).
    pub fn negotiate(header: &str) -> Self {
        let mut best: Option<(u16, Self)> = None;
        for range in header.split(',').take(32) {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or_default().trim();
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(Some(1000), thousandths);
            let language = if tag == "*" {
                Ok(Self::default())
            } else {
                tag.parse()
            };
            if let (Ok(language), Some(weight @ 1..)) = (language, weight)
                && best.is_none_or(|(most, _)| weight > most)
            {
                best = Some((weight, language));
            }
        }
        best.map_or_else(Self::default, |(_, language)| language)
    }
}

fn thousandths(text: &str) -> Option<u16> {
    let weight: f32 = text.trim().parse().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=1000 first"
    )]
    (0.0..=1.0)
        .contains(&weight)
        .then_some((weight * 1000.0) as u16)
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
            .ok_or(UnknownLanguage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_decide_not_the_order() {
        assert_eq!(Language::negotiate("en;q=0.1,de;q=0.9"), Language::De);
        assert_eq!(
            Language::negotiate("fr, de-CH;q=0.8, en;q=0.5"),
            Language::De
        );
        assert_eq!(Language::negotiate("de;q=0, *;q=0.1"), Language::En);
        assert_eq!(Language::negotiate("fr"), Language::En);
        assert_eq!(Language::negotiate(""), Language::En);
    }
}
