//! What became of one user, in words and as a line of a file.

use identity::{bulk_reset::Outcome, csv, language::Language, view::bulk_reset::Whom};

use crate::words::{self, bulk};

/// None is for who is not settled yet.
pub fn outcome(language: Language, outcome: Option<Outcome>) -> String {
    match outcome {
        None => bulk::outcome_open(language).to_owned(),
        Some(outcome @ (Outcome::Reset | Outcome::Failed)) => why(language, outcome).to_owned(),
        Some(left_out) => bulk::outcome_left_out(language, why(language, left_out)),
    }
}

/// The same without saying that nothing was done.
pub fn why(language: Language, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Reset => bulk::outcome_reset(language),
        Outcome::Oneself => bulk::outcome_oneself(language),
        Outcome::Rank => bulk::outcome_rank(language),
        Outcome::Invited => bulk::outcome_invited(language),
        Outcome::Changed => bulk::outcome_changed(language),
        Outcome::Failed => bulk::outcome_failed(language),
    }
}

/// A line for each user.
pub fn as_csv(results: &[(Whom, Option<Outcome>)]) -> String {
    let language = words::language();
    let header = [
        bulk::user(language),
        bulk::email(language),
        bulk::outcome(language),
    ];
    let lines = results.iter().map(|(whom, settled)| {
        [
            whom.name.clone(),
            whom.email.clone(),
            outcome(language, *settled),
        ]
    });
    csv::file(header, lines)
}
