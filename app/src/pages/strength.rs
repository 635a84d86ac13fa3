//! The hint at a new password, for its script: a score and a sentence, nothing of what was typed.

use identity::{
    password::strength::{Score, Weakness},
    secret::Secret,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    wire::{Declined, desk, hand_over, visitor},
    words::{self, strength},
};

/// What the script shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Hint {
    /// One to five.
    pub score: u8,
    pub words: String,
}

#[server(prefix = "/do", endpoint = "password-strength", input = crate::wire::Form)]
pub async fn password_strength(#[server(default)] password: Secret) -> Result<Hint, Declined> {
    let (desk, visitor) = (desk(), visitor());
    let found = hand_over(async move { desk.password_strength(&visitor, password).await }).await?;
    let language = words::language();
    let (score, how) = match found.score {
        Score::VeryWeak => (1, strength::very_weak(language)),
        Score::Weak => (2, strength::weak(language)),
        Score::Fair => (3, strength::fair(language)),
        Score::Good => (4, strength::good(language)),
        Score::Strong => (5, strength::strong(language)),
    };
    let why = found.weakness.map(|weakness| match weakness {
        Weakness::Keys => strength::keys(language),
        Weakness::Repeats => strength::repeats(language),
        Weakness::Sequence => strength::sequence(language),
        Weakness::Common => strength::common(language),
        Weakness::OneWord => strength::one_word(language),
        Weakness::Names => strength::names(language),
        Weakness::Dates => strength::dates(language),
    });
    let words = [Some(how), why].into_iter().flatten();
    Ok(Hint {
        score,
        words: words.collect::<Vec<_>>().join(" "),
    })
}
