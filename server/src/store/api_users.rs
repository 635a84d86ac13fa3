//! Users as programs list them: by id, page by page, with filters on what we have.

use identity::{
    email::lookup_key,
    ids::{OrganisationId, UserId},
    time::Timestamp,
    user::UserStatus,
};

use super::{
    FromRow, Result, Row, Txn,
    filter::{Filter, like},
};

/// A user with all that a program may read.
#[derive(Clone, Debug)]
pub struct ListedUser {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub language: String,
    pub status: UserStatus,
    pub created_at: Timestamp,
    pub password_changed_at: Option<Timestamp>,
    pub password_disabled_at: Option<Timestamp>,
    pub password_expired: bool,
    pub last_sign_in_at: Option<Timestamp>,
    pub invited_at: Option<Timestamp>,
    pub activated_at: Option<Timestamp>,
}

impl FromRow for ListedUser {
    const TABLE: &'static str = "users";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            email: row.get("email")?,
            name: row.get("name")?,
            language: row.get("language")?,
            status: row.parse("status")?,
            created_at: row.get("created_at")?,
            password_changed_at: row.get("password_changed_at")?,
            password_disabled_at: row.get("password_disabled_at")?,
            password_expired: row.get("password_expired")?,
            last_sign_in_at: row.get("last_sign_in_at")?,
            invited_at: row.get("invited_at")?,
            activated_at: row.get("activated_at")?,
        })
    }
}

const COLUMNS: &str = "
        SELECT u.id, u.email, u.name, u.language, u.status, u.created_at, u.password_changed_at, u.password_disabled_at,
            u.password_expired, u.last_sign_in_at,
            (SELECT max(i.created_at) FROM invitations i WHERE i.user_id = u.id) AS invited_at,
            (SELECT max(i.used_at) FROM invitations i WHERE i.user_id = u.id) AS activated_at
        FROM users u";

/// What is looked for. A star stands for any text.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub id: Option<UserId>,
    pub email: Option<String>,
    pub username: Option<String>,
    pub name: Option<String>,
    pub since: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub nobody: Nobody,
}

/// Whether something was asked for that no user of ours has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nobody {
    #[default]
    Maybe,
    Surely,
}

impl Wanted {
    fn filter(&self, organisation: OrganisationId) -> Filter {
        let mut filter = Filter::on("u.organisation_id = {}", organisation);
        if self.nobody == Nobody::Surely {
            filter.and_text("1 = 0");
        }
        if let Some(id) = self.id {
            filter.and("u.id = {}", id);
        }
        for email in [&self.email, &self.username].into_iter().flatten() {
            match pattern(email) {
                Some(pattern) => filter.and("u.email_key LIKE {} ESCAPE '!'", pattern),
                None => filter.and("u.email_key = {}", lookup_key(email)),
            }
        }
        if let Some(name) = &self.name {
            match pattern(name) {
                Some(pattern) => filter.and("u.name_key LIKE {} ESCAPE '!'", pattern),
                None => filter.and("u.name_key = {}", name.to_lowercase()),
            }
        }
        if let Some(since) = self.since {
            filter.and("u.created_at >= {}", since);
        }
        if let Some(until) = self.until {
            filter.and("u.created_at <= {}", until);
        }
        filter
    }
}

/// None where there is no star.
fn pattern(text: &str) -> Option<String> {
    text.contains('*').then(|| {
        let parts: Vec<String> = text
            .split('*')
            .map(|part| like("", &part.to_lowercase(), ""))
            .collect();
        parts.join("%")
    })
}

/// Which way a list goes, by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

impl Direction {
    #[must_use]
    pub const fn turned(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }

    const fn order(self) -> &'static str {
        match self {
            Self::Up => "ORDER BY u.id",
            Self::Down => "ORDER BY u.id DESC",
        }
    }
}

/// So many in this direction, from beyond this user on.
pub async fn beyond(
    txn: &mut Txn,
    organisation: OrganisationId,
    wanted: &Wanted,
    (direction, from): (Direction, Option<UserId>),
    most: u32,
) -> Result<Vec<ListedUser>> {
    let mut filter = wanted.filter(organisation);
    match (direction, from) {
        (Direction::Up, Some(from)) => filter.and("u.id > {}", from),
        (Direction::Down, Some(from)) => filter.and("u.id < {}", from),
        (_, None) => {}
    }
    let most = filter.bind(most);
    let (conditions, args) = filter.into_parts();
    let order = direction.order();
    let sql = format!("{COLUMNS} {conditions} {order} LIMIT {most}");
    txn.fetch_all_composed(sql, args).await
}

/// So many after so many.
pub async fn slice(
    txn: &mut Txn,
    organisation: OrganisationId,
    wanted: &Wanted,
    direction: Direction,
    (most, skipped): (u32, i64),
) -> Result<Vec<ListedUser>> {
    let mut filter = wanted.filter(organisation);
    let (most, skipped) = (filter.bind(most), filter.bind(skipped));
    let (conditions, args) = filter.into_parts();
    let order = direction.order();
    let sql = format!("{COLUMNS} {conditions} {order} LIMIT {most} OFFSET {skipped}");
    txn.fetch_all_composed(sql, args).await
}

pub async fn count(txn: &mut Txn, organisation: OrganisationId, wanted: &Wanted) -> Result<i64> {
    let (conditions, args) = wanted.filter(organisation).into_parts();
    let sql = format!("SELECT count(*) FROM users u {conditions}");
    txn.fetch_one_composed(sql, args).await
}

pub async fn find(
    txn: &mut Txn,
    organisation: OrganisationId,
    id: UserId,
) -> Result<Option<ListedUser>> {
    let wanted = Wanted {
        id: Some(id),
        ..Wanted::default()
    };
    let found = beyond(txn, organisation, &wanted, (Direction::Up, None), 1).await?;
    Ok(found.into_iter().next())
}
