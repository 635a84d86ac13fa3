//! What `/admin/users` was asked for. All of it stands in the address, so that a view can be sent to a colleague; what is not
//! understood there is left out.

use std::{fmt, str::FromStr};

use crate::{
    coded::{UnknownCode, coded},
    day::Day,
    factor::FactorKind,
    ids::{PolicyId, UserId},
    time::{Span, Timestamp},
    view::users::UserState,
};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsersQuery {
    /// Words that names or addresses start with.
    pub search: String,
    pub filter: UsersFilter,
    pub sort: UsersSort,
    /// Where the page before ended: pages go by key, never by offset.
    pub after: Option<Position>,
}

/// What the list is narrowed down to: all of it must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UsersFilter {
    pub state: Option<UserState>,
    /// The policy that applies.
    pub policy: Option<PolicyId>,
    pub holds: Option<Holds>,
    /// In a grace that ends before this day.
    pub grace_before: Option<Day>,
    pub last: Option<LastSignIn>,
    /// Whose last sign-in was before this day; who never signed in has none.
    pub last_before: Option<Day>,
}

/// Which second steps somebody has; neither pending nor deleted ones count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Nothing,
    Some(FactorKind),
}

/// How long ago somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastSignIn {
    Never,
    /// Not within so many days; never is not, either.
    NotIn(u16),
}

coded! {
    /// In which order.
    #[derive(Default)]
    UsersSort {
        #[default]
        NameUp = "name",
        NameDown = "name-down",
        /// Who signed in last comes first, and who never did comes last.
        LatestFirst = "latest",
        LongestAgoFirst = "longest-ago",
    }
}

/// What the list is sorted by; equal ones by their id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Name,
    LastSignIn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// The last one of a page. With the instant that it was sorted by: a sign-in meanwhile moves a user, and must not move the page.
/// Names change seldom, and belong into no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub user: UserId,
    pub last_sign_in: Option<Timestamp>,
}

/// The longest time without a sign-in that is asked for, in days.
const LONGEST: u16 = 3650;

impl UsersQuery {
    /// Reads the parameters of an address.
    pub fn read(parameter: impl Fn(&str) -> String) -> Self {
        Self {
            search: parameter("search"),
            filter: UsersFilter {
                state: parameter("state").parse().ok(),
                policy: parameter("policy").parse().ok(),
                holds: parameter("step").parse().ok(),
                grace_before: parameter("grace-before").parse().ok(),
                last: parameter("last").parse().ok(),
                last_before: parameter("last-before").parse().ok(),
            },
            sort: parameter("sort").parse().unwrap_or_default(),
            after: parameter("after").parse().ok(),
        }
    }

    /// The same parameters; those that say nothing are empty.
    pub fn pairs(&self) -> [(&'static str, String); 9] {
        fn text<T: ToString>(part: Option<T>) -> String {
            part.map(|part| part.to_string()).unwrap_or_default()
        }
        let UsersFilter {
            state,
            policy,
            holds,
            grace_before,
            last,
            last_before,
        } = self.filter;
        let sort = (self.sort != UsersSort::default()).then_some(self.sort);
        [
            ("search", self.search.clone()),
            ("state", text(state)),
            ("policy", text(policy)),
            ("step", text(holds)),
            ("grace-before", text(grace_before)),
            ("last", text(last)),
            ("last-before", text(last_before)),
            ("sort", text(sort)),
            ("after", text(self.after)),
        ]
    }

    /// The same list from somewhere else on.
    #[must_use]
    pub fn from(&self, after: Option<Position>) -> Self {
        Self {
            after,
            ..self.clone()
        }
    }

    /// Whether it leaves somebody out.
    pub fn narrows(&self) -> bool {
        !self.search.is_empty() || self.filter != UsersFilter::default()
    }
}

impl UsersSort {
    pub const fn by(self) -> By {
        match self {
            Self::NameUp | Self::NameDown => By::Name,
            Self::LatestFirst | Self::LongestAgoFirst => By::LastSignIn,
        }
    }

    pub const fn direction(self) -> Direction {
        match self {
            Self::NameUp | Self::LongestAgoFirst => Direction::Up,
            Self::NameDown | Self::LatestFirst => Direction::Down,
        }
    }
}

impl LastSignIn {
    /// The instant since which nobody of them signed in; none for those who never did.
    pub fn since(self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Never => None,
            Self::NotIn(days) => Some(now - Span::days(days.into())),
        }
    }
}

impl fmt::Display for LastSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Never => f.write_str("never"),
            Self::NotIn(days) => days.fmt(f),
        }
    }
}

impl FromStr for LastSignIn {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "never" {
            return Ok(Self::Never);
        }
        let days = crate::ids::parse(text).map_err(|_| UnknownCode)?;
        match u16::try_from(days) {
            Ok(days) if (1..=LONGEST).contains(&days) => Ok(Self::NotIn(days)),
            _ => Err(UnknownCode),
        }
    }
}

impl fmt::Display for Holds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("none"),
            Self::Some(kind) => kind.fmt(f),
        }
    }
}

impl FromStr for Holds {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "none" => Ok(Self::Nothing),
            kind => kind.parse().map(Self::Some),
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.user.fmt(f)?;
        match self.last_sign_in {
            Some(at) => write!(f, ".{}", at.0),
            None => Ok(()),
        }
    }
}

impl FromStr for Position {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (user, at) = text
            .split_once('.')
            .map_or((text, None), |(user, at)| (user, Some(at)));
        let at = at.map(crate::ids::parse).transpose();
        Ok(Self {
            user: user.parse().map_err(|_| UnknownCode)?,
            last_sign_in: at.map_err(|_| UnknownCode)?.map(Timestamp),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> UsersQuery {
        UsersQuery::read(|name| {
            let found = pairs.iter().find(|(one, _)| *one == name);
            found.map_or(String::new(), |(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn an_address_is_read_and_written_alike() {
        let all = [
            ("search", "anna b"),
            ("state", "must_enrol"),
            ("policy", "7"),
            ("step", "totp"),
            ("grace-before", "2026-12-01"),
            ("last", "90"),
            ("last-before", "2026-01-31"),
            ("sort", "latest"),
            ("after", "12.1700000000000"),
        ];
        let query = read(&all);
        assert!(query.narrows() && query.after.is_some());
        let written = query.pairs();
        let written: Vec<_> = written
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        assert_eq!(written, all);
        assert_eq!(read(&[]), UsersQuery::default());
        assert!(
            UsersQuery::default()
                .pairs()
                .iter()
                .all(|(_, value)| value.is_empty())
        );
        assert!(!read(&[("sort", "name-down"), ("after", "3")]).narrows());
    }

    #[test]
    fn what_is_not_understood_is_left_out() {
        let odd = [
            ("state", "Active"),
            ("policy", "-1"),
            ("step", "retina"),
            ("grace-before", "soon"),
            ("last", "0"),
            ("last-before", "2026-02-30"),
            ("sort", "email"),
            ("after", "12.x"),
        ];
        assert_eq!(read(&odd), UsersQuery::default());
        for bad in ["3651", "-3", "1.5", "70000", "Never"] {
            assert!(bad.parse::<LastSignIn>().is_err(), "{bad}");
        }
    }
}
