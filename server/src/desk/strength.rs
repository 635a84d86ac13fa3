//! The hint at a new password: looked at, never kept and never logged.

use identity::{
    password::strength::{Score, Strength, Weakness},
    secret::Secret,
};
use zxcvbn::feedback::{Feedback, Warning};

use super::{Fault, Knock};

/// More than anybody needs to type, and little enough work.
const MOST: usize = 72;

pub async fn look(_: &Knock, password: Secret) -> Result<Strength, Fault> {
    // A few milliseconds of work, beside the threads that answer.
    tokio::task::spawn_blocking(move || judge(&password))
        .await
        .map_err(|_| Fault::Panicked)
}

fn judge(password: &Secret) -> Strength {
    let typed: String = password.reveal().chars().take(MOST).collect();
    let typed = Secret::from(typed);
    let found = zxcvbn::zxcvbn(typed.reveal(), &["latchkey"]);
    let score = match u8::from(found.score()) {
        0 => Score::VeryWeak,
        1 => Score::Weak,
        2 => Score::Fair,
        3 => Score::Good,
        _ => Score::Strong,
    };
    let warning = found.feedback().and_then(Feedback::warning);
    Strength {
        score,
        weakness: warning.map(weakness),
    }
}

const fn weakness(warning: Warning) -> Weakness {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess
        | Warning::ShortKeyboardPatternsAreEasyToGuess => Weakness::Keys,
        Warning::RepeatsLikeAaaAreEasyToGuess
        | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => Weakness::Repeats,
        Warning::SequencesLikeAbcAreEasyToGuess => Weakness::Sequence,
        Warning::ThisIsATop10Password
        | Warning::ThisIsATop100Password
        | Warning::ThisIsACommonPassword
        | Warning::ThisIsSimilarToACommonlyUsedPassword => Weakness::Common,
        Warning::AWordByItselfIsEasyToGuess => Weakness::OneWord,
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => Weakness::Names,
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => Weakness::Dates,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(password: &str) -> Strength {
        judge(&Secret::new(password))
    }

    #[test]
    fn what_is_guessed_first_scores_least() {
        assert_eq!(of("").score, Score::VeryWeak);
        for (password, weakness) in [
            ("password", Weakness::Common),
            ("qwertyuiop", Weakness::Common),
            ("aaaaaaaaaaaa", Weakness::Repeats),
            ("abcdefghijklmnop", Weakness::Sequence),
        ] {
            let strength = of(password);
            assert!(strength.score <= Score::Weak, "{password}: {strength:?}");
            assert_eq!(strength.weakness, Some(weakness), "{password}");
        }
        assert!(of("latchkey").score <= Score::Weak);
        assert_eq!(of("violet teapot under the stairs").score, Score::Strong);
    }

    #[test]
    fn nothing_that_can_be_typed_breaks_it() {
        for text in ["é", "\u{0}\u{1}", "🦀🦀🦀", "a", "aB1", "1qaz2wsx"] {
            of(text);
            of(&text.repeat(5000));
        }
    }
}
