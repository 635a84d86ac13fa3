//! How strong a password looks: advice and nothing more. It never decides whether one may be set.

use crate::coded::coded;

coded! {
    /// From what is guessed at once to what nobody guesses.
    Score {
        VeryWeak = "very_weak",
        Weak = "weak",
        Fair = "fair",
        Good = "good",
        Strong = "strong",
    }
}

coded! {
    /// What makes it weak, if one thing stands out.
    Weakness {
        /// Rows of keys, like "qwertz".
        Keys = "keys",
        Repeats = "repeats",
        Sequence = "sequence",
        Common = "common",
        OneWord = "one_word",
        Names = "names",
        Dates = "dates",
    }
}

/// What the hint at the field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strength {
    pub score: Score,
    pub weakness: Option<Weakness>,
}
