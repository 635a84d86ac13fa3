//! The hint at a new password: looked at, never kept and never logged.

use std::time::Duration;

use identity::{
    password::strength::{Score, Strength, Weakness},
    secret::Secret,
};
use tokio::sync::Semaphore;
use zxcvbn::feedback::{Feedback, Warning};

use super::{Fault, Knock};

/// More than anybody needs to type, and little enough work.
const MOST: usize = 72;

/// So many are looked at at once: anybody may ask, signed in or not, and nobody shall keep the machine busy with advice.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Whoever waits longer goes without a hint. The next key asks again.
const PATIENCE: Duration = Duration::from_millis(500);

pub async fn look(_: &Knock, password: Secret) -> Result<Strength, Fault> {
    in_turn(password).await
}

async fn in_turn(password: Secret) -> Result<Strength, Fault> {
    let Ok(Ok(turn)) = tokio::time::timeout(PATIENCE, TURNS.acquire()).await else {
        return Err(Fault::HashingBusy);
    };
    // A few milliseconds of work, beside the threads that answer. The turn ends with it, even if nobody waits for it any more.
    let work = tokio::task::spawn_blocking(move || {
        let strength = judge(&password);
        drop(turn);
        strength
    });
    work.await.map_err(|_| Fault::Panicked)
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

    #[tokio::test]
    async fn who_asks_while_all_turns_are_taken_goes_without() {
        let taken = TURNS.acquire_many(2).await.unwrap();
        let turned_away = in_turn(Secret::new("anything")).await;
        assert!(matches!(turned_away, Err(Fault::HashingBusy)));
        drop(taken);
        assert!(in_turn(Secret::new("anything")).await.is_ok());
    }

    #[test]
    fn nothing_that_can_be_typed_breaks_it() {
        for text in ["é", "\u{0}\u{1}", "🦀🦀🦀", "a", "aB1", "1qaz2wsx"] {
            of(text);
            of(&text.repeat(5000));
        }
    }
}
