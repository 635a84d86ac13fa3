//! What a list of users is asked for: filters, fields, order, size, and where to go on.

use std::collections::BTreeMap;

use app::wire::escaped;
use data_encoding::{BASE64, BASE64URL_NOPAD};
use identity::{ids::UserId, time::Timestamp};
use time::{
    Date, OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description,
};

use crate::{
    desk::api::{
        Refused,
        users::{Query, Start},
    },
    http::form,
    store::api_users::{Direction, Nobody, Wanted},
};

/// The parameters of an address, each once.
#[derive(Clone, Debug)]
pub struct Wish(BTreeMap<String, String>);

/// The filters on what no user of ours has.
const LACKING: [&str; 7] = [
    "directory_id",
    "external_id",
    "lastname",
    "manager_ad_id",
    "role_id",
    "samaccountname",
    "userprincipalname",
];

/// The parameters of a query, each once.
pub fn fields(query: Option<&str>) -> Result<BTreeMap<String, String>, Refused> {
    let fields = form::fields(query.unwrap_or_default());
    let fields = fields.ok_or_else(|| Refused::Malformed("The query could not be read".into()))?;
    Ok(fields.into_iter().collect())
}

pub fn wrong(name: &str) -> Refused {
    Refused::Malformed(format!("The parameter {name} is not valid"))
}

impl Wish {
    pub fn parse(query: Option<&str>) -> Result<Self, Refused> {
        Ok(Self(fields(query)?))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }

    fn id(&self) -> Result<Option<UserId>, Refused> {
        let id = self.get("id").map(str::parse).transpose();
        id.map_err(|_| wrong("id"))
    }

    fn number(&self, name: &str) -> Result<Option<u32>, Refused> {
        let number = self.get(name).map(str::parse::<u32>).transpose();
        let number = number.map_err(|_| wrong(name))?;
        match number {
            Some(0) => Err(wrong(name)),
            number => Ok(number),
        }
    }

    fn instant(&self, name: &str) -> Result<Option<Timestamp>, Refused> {
        let instant = self
            .get(name)
            .map(|text| instant(text).ok_or_else(|| wrong(name)));
        instant.transpose()
    }

    /// A list of at most so many, all of which is checked.
    pub fn query(&self, most: u32) -> Result<Query, Refused> {
        let text = |name| self.get(name).map(str::to_owned);
        let lacking = LACKING.iter().any(|name| self.get(name).is_some());
        let wanted = Wanted {
            id: self.id()?,
            email: text("email"),
            username: text("username"),
            name: text("firstname"),
            since: self.instant("since")?,
            until: self.instant("until")?,
            nobody: if lacking {
                Nobody::Surely
            } else {
                Nobody::Maybe
            },
        };
        // A plus that was not encoded arrives as a space.
        let direction = match self.get("sort").map(str::trim) {
            None | Some("id" | "+id") => Direction::Up,
            Some("-id") => Direction::Down,
            Some(_) => return Err(wrong("sort")),
        };
        let limit = self.number("limit")?.unwrap_or(50);
        Ok(Query {
            wanted,
            direction,
            most: limit.min(most),
        })
    }

    /// `fields=a,b`
    pub fn fields(&self) -> Option<Vec<String>> {
        let fields = self.get("fields")?;
        Some(
            fields
                .split(',')
                .map(|name| name.trim().to_owned())
                .collect(),
        )
    }

    /// Version 1: from which user on.
    pub fn start(&self) -> Result<Start, Refused> {
        for name in ["after_cursor", "before_cursor"] {
            if let Some(cursor) = self.get(name) {
                return start(cursor).ok_or_else(|| wrong(name));
            }
        }
        Ok(Start::Beginning)
    }

    /// Version 2: which page, and of which size if a cursor says so.
    pub fn page(&self) -> Result<(u32, Option<u32>), Refused> {
        match self.get("cursor") {
            Some(cursor) => {
                let (size, page) = page(cursor).ok_or_else(|| wrong("cursor"))?;
                Ok((page, Some(size)))
            }
            None => Ok((self.number("page")?.unwrap_or(1), None)),
        }
    }

    /// The same address with these in place of what says where to go on.
    pub fn link(&self, address: &str, instead: &[(&str, &str)]) -> String {
        let moves = ["after_cursor", "before_cursor", "cursor", "page"];
        let kept = self
            .0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|(name, _)| !moves.contains(name));
        let pairs: Vec<String> = kept
            .chain(instead.iter().copied())
            .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
            .collect();
        format!("{address}?{}", pairs.join("&"))
    }
}

/// `2015-11-11T03:36:18.714Z`, or the day alone.
fn instant(text: &str) -> Option<Timestamp> {
    let at = match OffsetDateTime::parse(text, &Rfc3339) {
        Ok(at) => at,
        Err(_) => Date::parse(text, format_description!("[year]-[month]-[day]"))
            .ok()?
            .midnight()
            .assume_utc(),
    };
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000)
        .ok()
        .map(Timestamp)
}

/// Where a page of version 1 goes on, in a text that nobody needs to understand.
pub fn cursor(start: Start) -> Option<String> {
    let text = match start {
        Start::Beginning => return None,
        Start::After(id) => format!("after={id}"),
        Start::Before(id) => format!("before={id}"),
    };
    Some(BASE64URL_NOPAD.encode(text.as_bytes()))
}

fn start(cursor: &str) -> Option<Start> {
    let text = decoded(cursor)?;
    let (which, id) = text.split_once('=')?;
    let id = id.parse().ok()?;
    match which {
        "after" => Some(Start::After(id)),
        "before" => Some(Start::Before(id)),
        _ => None,
    }
}

/// `limit=1000&page=3`
pub fn page_cursor(size: u32, page: u32) -> String {
    BASE64URL_NOPAD.encode(format!("limit={size}&page={page}").as_bytes())
}

fn page(cursor: &str) -> Option<(u32, u32)> {
    let fields = form::fields(&decoded(cursor)?)?;
    let number = |name| {
        let number: u32 = fields.get(name)?.parse().ok()?;
        (number > 0).then_some(number)
    };
    Some((number("limit")?, number("page")?))
}

fn decoded(cursor: &str) -> Option<String> {
    let bytes = BASE64URL_NOPAD
        .decode(cursor.as_bytes())
        .or_else(|_| BASE64.decode(cursor.as_bytes()));
    String::from_utf8(bytes.ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Wish {
        Wish::parse(Some(query)).unwrap()
    }

    #[test]
    fn cursors_lead_where_they_came_from() {
        for start in [Start::After(UserId(7)), Start::Before(UserId(i64::MAX))] {
            let cursor = cursor(start).unwrap();
            for name in ["after_cursor", "before_cursor"] {
                assert_eq!(asked(&format!("{name}={cursor}")).start().unwrap(), start);
            }
        }
        let cursor = page_cursor(20, 3);
        assert_eq!(
            asked(&format!("cursor={cursor}")).page().unwrap(),
            (3, Some(20))
        );
        // With the padding and the alphabet of others.
        assert_eq!(
            asked("cursor=bGltaXQ9MTAwMCZwYWdlPTM%3D").page().unwrap(),
            (3, Some(1000))
        );
        assert_eq!(asked("").page().unwrap(), (1, None));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for query in [
            "limit=0",
            "limit=-1",
            "limit=x",
            "limit=4294967296",
            "id=x",
            "id=-1",
            "sort=name",
            "since=yesterday",
            "until=2026-13-01",
        ] {
            assert!(asked(query).query(50).is_err(), "{query}");
        }
        for cursor in ["x", "!!", "YWZ0ZXI9eA", "bm93PTE"] {
            assert!(
                asked(&format!("after_cursor={cursor}")).start().is_err(),
                "{cursor}"
            );
            assert!(
                asked(&format!("cursor={cursor}")).page().is_err(),
                "{cursor}"
            );
        }
        assert!(asked("page=0").page().is_err());
        for query in ["a=1&a=2", "a=%ff", "a=%"] {
            assert!(Wish::parse(Some(query)).is_err(), "{query}");
        }
    }

    #[test]
    fn sizes_have_a_most_and_links_keep_the_rest() {
        let asked = asked("limit=1000&email=a%2Bb*&sort=+id&page=2");
        let query = asked.query(50).unwrap();
        assert_eq!((query.most, query.direction), (50, Direction::Up));
        assert_eq!(
            asked.link("https://x/api/2/users", &[("page", "3")]),
            "https://x/api/2/users?email=a%2Bb%2A&limit=1000&sort=%20id&page=3"
        );
        assert_eq!(instant("2026-02-03"), instant("2026-02-03T01:00:00+01:00"));
    }
}
