//! How many messages may be sent: to one number, for one person, of one organisation. Each costs money, and each disturbs somebody
//! (case D-09).

use crate::time::{Span, Timestamp};

/// What is counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Whoever has this number, however many accounts name it.
    Number,
    /// One user: who names many numbers is not sent more for it.
    Person,
    Organisation,
}

/// At most so many in any span as long as this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub whose: Whose,
    pub most: u32,
    pub span: Span,
    /// What the audit log calls it.
    pub name: &'static str,
}

const fn limit(whose: Whose, most: u32, span: Span, name: &'static str) -> Limit {
    Limit {
        whose,
        most,
        span,
        name,
    }
}

const FIXED: [Limit; 6] = [
    limit(Whose::Number, 1, Span::minutes(1), "number_minute"),
    limit(Whose::Number, 5, Span::hours(1), "number_hour"),
    limit(Whose::Number, 10, Span::days(1), "number_day"),
    limit(Whose::Person, 10, Span::hours(1), "person_hour"),
    limit(Whose::Person, 20, Span::days(1), "person_day"),
    limit(
        Whose::Organisation,
        20,
        Span::minutes(1),
        "organisation_minute",
    ),
];

/// All of them, with the budget of an organisation for a day; 0: none.
pub fn limits(daily: u32) -> impl Iterator<Item = Limit> {
    let budget = limit(
        Whose::Organisation,
        daily,
        Span::days(1),
        "organisation_day",
    );
    FIXED.into_iter().chain((daily > 0).then_some(budget))
}

/// A limit that is reached, and when it no longer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    pub limit: Limit,
    pub until: Timestamp,
}

impl Limit {
    /// `nth`: when the newest but `most - 1` of what is counted was sent, if there were as many.
    pub fn reached(self, nth: Option<Timestamp>, now: Timestamp) -> Option<Reached> {
        let until = nth? + self.span;
        (now < until).then_some(Reached { limit: self, until })
    }
}

/// The one that lasts longest of those that are reached: none, and one more may be sent.
pub fn longest(reached: impl IntoIterator<Item = Reached>) -> Option<Reached> {
    reached.into_iter().max_by_key(|reached| reached.until)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Somebody who asks every second for two days, for a number of their own: when something was sent.
    fn greedy(daily: u32) -> Vec<Timestamp> {
        let mut sent: Vec<Timestamp> = Vec::new();
        for second in 0..2 * 86_400 {
            let now = Timestamp(second * 1000);
            let nth = |limit: &Limit| {
                let back = usize::try_from(limit.most).unwrap();
                sent.len().checked_sub(back).map(|place| sent[place])
            };
            let reached = limits(daily).filter_map(|limit| limit.reached(nth(&limit), now));
            if longest(reached).is_none() {
                sent.push(now);
            }
        }
        sent
    }

    fn most_in(sent: &[Timestamp], span: Span) -> usize {
        let within = |from: &Timestamp| {
            let until = *from + span;
            sent.iter()
                .filter(|at| **at >= *from && **at < until)
                .count()
        };
        sent.iter().map(within).max().unwrap_or_default()
    }

    #[test]
    fn a_number_is_sent_one_in_a_minute_five_in_an_hour_ten_in_a_day() {
        let sent = greedy(500);
        assert_eq!(sent[1], Timestamp(60_000));
        assert_eq!(most_in(&sent, Span::minutes(1)), 1);
        assert_eq!(most_in(&sent, Span::hours(1)), 5);
        assert_eq!(most_in(&sent, Span::days(1)), 10);
        assert_eq!(sent.len(), 20, "it goes on the day after");
    }

    #[test]
    fn the_budget_of_a_day_ends_it_for_all() {
        assert_eq!(most_in(&greedy(3), Span::days(1)), 3);
        assert_eq!(limits(0).count(), limits(1).count() - 1);
    }

    #[test]
    fn the_longest_wait_is_told() {
        let now = Timestamp(10_000);
        let all: Vec<_> = limits(500).collect();
        let reached = all.iter().filter_map(|limit| limit.reached(Some(now), now));
        let found = longest(reached).unwrap();
        assert_eq!(found.until, now + Span::days(1));
        assert_eq!(
            longest(all.iter().filter_map(|one| one.reached(None, now))),
            None
        );
        assert_eq!(all[0].reached(Some(now), now + Span::minutes(1)), None);
    }
}
