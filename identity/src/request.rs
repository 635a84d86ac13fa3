//! *Ask an admin*: what a user in trouble asks for, who hears of it, and what becomes of it.

use crate::{
    coded::coded,
    refusal::Refusal,
    role::{Act, EqualRank, Role, reaches},
    text::paragraph,
    time::{Span, Timestamp},
};

/// Unanswered for so long, it goes to everybody who may decide.
pub const WAITS: Span = Span::hours(4);
/// How often somebody may ask in [`ASKING_WINDOW`]. Only one request of a user is open at a time.
pub const MOST_ASKED: i64 = 5;
pub const ASKING_WINDOW: Span = Span::days(1);
/// The longest answer, in characters.
const LONGEST_ANSWER: usize = 500;
/// How long a declined request is told of on the user's own pages.
const TOLD_FOR: Span = Span::days(14);

coded! {
    /// What became of a request.
    Status {
        Open = "open",
        /// All factors of the user were reset while it was open.
        Reset = "reset",
        /// The factor that it was about was removed.
        Removed = "removed",
        /// With an answer.
        Declined = "declined",
    }
}

/// What its owner reads of the newest request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// Never, or so long ago that it is of no use any more.
    #[default]
    Nothing,
    /// It waits since then.
    Waits(Timestamp),
    Declined {
        at: Timestamp,
        answer: String,
    },
}

impl Asked {
    pub fn of(
        status: Status,
        asked_at: Timestamp,
        (decided_at, answer): (Option<Timestamp>, String),
        now: Timestamp,
    ) -> Self {
        match (status, decided_at) {
            (Status::Open, _) => Self::Waits(asked_at),
            (Status::Declined, Some(at)) if now - at < TOLD_FOR => Self::Declined { at, answer },
            (Status::Declined | Status::Reset | Status::Removed, _) => Self::Nothing,
        }
    }
}

/// What an admin answers whoever asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer(String);

impl Answer {
    /// # Errors
    ///
    /// A refusal where it is empty or too long.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let text = paragraph(typed, LONGEST_ANSWER)?;
        if text.is_empty() {
            return Err(Refusal::AnswerMissing);
        }
        Ok(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who of the admins hears of a request at once: the help desk, where it may help this user; else everybody who may.
pub fn hears_first(equal: EqualRank, admins: &[Role], asker: Option<Role>) -> Vec<bool> {
    let may = |role: &Role| reaches(equal, *role, Act::DecideRequest, asker);
    let desk = admins
        .iter()
        .any(|role| *role == Role::HelpDesk && may(role));
    admins
        .iter()
        .map(|role| may(role) && (!desk || *role == Role::HelpDesk))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_desk_hears_first_of_whom_it_may_help() {
        let all = [Role::OrgAdmin, Role::HelpDesk, Role::OrgAdmin];
        assert_eq!(hears_first(EqualRank::On, &all, None), [false, true, false]);
        assert_eq!(
            hears_first(EqualRank::On, &all, Some(Role::HelpDesk)),
            [true, false, true]
        );
        assert_eq!(hears_first(EqualRank::On, &[Role::OrgAdmin], None), [true]);
        assert_eq!(
            hears_first(EqualRank::On, &[Role::HelpDesk], Some(Role::OrgAdmin)),
            [false]
        );
    }

    #[test]
    fn an_answer_says_something() {
        let answer = Answer::parse(" Call us. ").unwrap();
        assert_eq!(answer.as_str(), "Call us.");
        for empty in ["", " ", "\n\t"] {
            assert_eq!(Answer::parse(empty), Err(Refusal::AnswerMissing));
        }
        assert!(Answer::parse(&"x".repeat(LONGEST_ANSWER)).is_ok());
        assert!(Answer::parse(&"x".repeat(LONGEST_ANSWER + 1)).is_err());
    }

    #[test]
    fn its_owner_reads_that_it_waits_or_why_not() {
        let (asked, now) = (Timestamp(1000), Timestamp(5000));
        let of = |status, decided: Option<Timestamp>, now| {
            Asked::of(status, asked, (decided, "Call us".to_owned()), now)
        };
        assert_eq!(of(Status::Open, None, now), Asked::Waits(asked));
        let declined = Asked::Declined {
            at: Timestamp(2000),
            answer: "Call us".to_owned(),
        };
        let at = Some(Timestamp(2000));
        assert_eq!(of(Status::Declined, at, now), declined);
        let late = Timestamp(2000) + TOLD_FOR;
        assert_eq!(of(Status::Declined, at, late), Asked::Nothing);
        for status in [Status::Reset, Status::Removed] {
            assert_eq!(of(status, at, now), Asked::Nothing);
        }
    }
}
