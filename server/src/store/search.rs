//! Finding users: by the words that names and addresses begin with, and by what the console says of them.

use std::collections::BTreeSet;

use identity::{
    email::lookup_key,
    enrolment::{Grant, GrantCause},
    ids::{OrganisationId, UserId},
    role::Role,
    time::Timestamp,
    user::{MustEnrol, PasswordStanding, Standing, UserStatus, state::Situation},
    view::users_query::{UsersFilter, UsersSort},
};

use super::{FromRow, Result, Row, Txn, filter::Filter, user_words};

mod lead;
mod narrow;
mod order;

pub(super) use lead::Purpose;
pub use order::{After, after, merge, order};
pub(super) use order::{column, direction};

/// More words than this narrow nothing down any more.
const MOST_WORDS: usize = 5;
/// More letters than this are no name.
const MOST_LETTERS: usize = 100;
/// Counted up to here (a list of thousands never loads whole).
const MOST_COUNTED: u32 = 1_000;

/// What is looked for, within one organisation.
#[derive(Clone, Debug)]
pub struct Search {
    pub organisation: OrganisationId,
    words: Vec<String>,
    narrowed: UsersFilter,
}

/// A user in a list: no password, nothing that a list does not show.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: UserId,
    pub organisation_id: OrganisationId,
    pub name: String,
    pub email: String,
    pub standing: Standing,
    pub grant: Option<Grant>,
    pub last_sign_in_at: Option<Timestamp>,
}

impl FromRow for Listed {
    const TABLE: &'static str = "users";

    fn from_row(row: &Row) -> Result<Self> {
        let cause: Option<GrantCause> = row.parse_optional("grant_cause")?;
        let until: Option<Timestamp> = row.get("grant_until")?;
        Ok(Self {
            id: row.get("id")?,
            organisation_id: row.get("organisation_id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            standing: Standing {
                status: row.parse::<UserStatus>("status")?,
                role: row.parse_optional::<Role>("role")?,
                must_enrol: if row.get("must_enrol")? {
                    MustEnrol::Yes
                } else {
                    MustEnrol::No
                },
                password: PasswordStanding::Good,
                grace_until: row.get("grace_until")?,
            },
            grant: cause
                .zip(until)
                .map(|(cause, until)| Grant { cause, until }),
            last_sign_in_at: row.get("last_sign_in_at")?,
        })
    }
}

impl Search {
    pub fn new(organisation: OrganisationId, typed: &str) -> Self {
        let typed: String = typed.chars().take(MOST_LETTERS).collect();
        let words = typed
            .split_whitespace()
            .take(MOST_WORDS)
            .map(lookup_key)
            .filter(|word| !word.is_empty());
        Self {
            organisation,
            words: words.collect(),
            narrowed: UsersFilter::default(),
        }
    }

    /// The same of whom all of this holds as well.
    #[must_use]
    pub fn narrowed(self, narrowed: UsersFilter) -> Self {
        Self { narrowed, ..self }
    }

    /// Whether words were typed.
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The text that names the rows, and what the words ask of them.
    pub(super) async fn people(
        &self,
        txn: &mut Txn,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<(String, Filter)> {
        let by_word = self
            .words
            .iter()
            .map(|word| lead::by_word(self.organisation, word));
        let narrowing = lead::narrowing(self.organisation, self.narrowed, now);
        let best = lead::best(txn, by_word.chain(narrowing).collect(), purpose).await?;
        let mut filter = Filter::on("u.organisation_id = {}", self.organisation);
        for word in &self.words {
            let [first, after] = user_words::beginning_with(word).map(|edge| filter.bind(edge));
            filter.and_text(&format!(
                "EXISTS (SELECT 1 FROM user_words w WHERE w.user_id = u.id AND w.word >= {first} AND w.word < {after})"
            ));
        }
        let Some(best) = best else {
            return Ok(("users u".to_owned(), filter));
        };
        let lead = best.put(&mut filter);
        filter.and_text("u.id = found.user_id");
        // SQLite keeps the order of the two where it stands so.
        let rows =
            format!("(SELECT DISTINCT few.user_id FROM ({lead}) few) found CROSS JOIN users u");
        Ok((rows, filter))
    }

    /// What a page of these costs.
    const fn page(&self) -> Purpose {
        match (self.narrowed.state, self.narrowed.policy) {
            (None, None) => Purpose::Page,
            (Some(_), _) | (_, Some(_)) => Purpose::PageOfStates,
        }
    }

    /// The text that names the rows to filter, and the filter with it.
    async fn rows(
        &self,
        txn: &mut Txn,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<(String, Filter)> {
        let (rows, mut filter) = self.people(txn, purpose, now).await?;
        narrow::narrow(&mut filter, self.narrowed, now);
        let Some(wanted) = self.narrowed.state else {
            return Ok((rows, filter));
        };
        let wanted: Vec<Situation> = Situation::all()
            .filter(|situation| situation.state() == wanted)
            .collect();
        let statuses: BTreeSet<&str> = wanted.iter().map(|one| one.status.code()).collect();
        filter.and_in("u.status IN ({})", statuses);
        let now = filter.bind(now);
        filter.and_in("s.number IN ({})", wanted.iter().map(|one| one.number()));
        let situations = situations(&now);
        Ok((
            format!("{rows} JOIN ({situations}) s ON s.user_id = u.id"),
            filter,
        ))
    }
}

/// [`Situation::number`] of every user, as SQL: what is computed here is only which situation it is. What it is called,
/// and so what a filter asks for, the rule says; a test compares the two on every situation.
fn situations(now: &str) -> String {
    format!(
        "
        SELECT u.id AS user_id,
            CASE u.status WHEN 'invited' THEN 0 WHEN 'active' THEN 96 ELSE 192 END
            + CASE WHEN u.grant_until IS NULL THEN 0 WHEN u.grant_until > {now} THEN 32 ELSE 64 END
            + coalesce((
                SELECT max(CASE
                    WHEN f.state <> 'active' THEN 8
                    WHEN ',' || p.allowed_kinds || ',' LIKE '%,' || f.kind || ',%'
                        AND (u.role IS NULL OR f.kind <> 'phone') THEN 24
                    ELSE 16 END)
                FROM factors f
                WHERE f.user_id = u.id AND f.state NOT IN ('pending', 'deleted')), 0)
            + CASE WHEN u.must_enrol THEN 4 ELSE 0 END
            + CASE WHEN EXISTS (SELECT 1 FROM graces g WHERE g.user_id = u.id AND g.until > {now}) THEN 2 ELSE 0 END
            + CASE WHEN u.role IS NOT NULL OR p.requirement = 'required' THEN 1 ELSE 0 END AS number
        FROM users u
        JOIN policies p ON p.id = {}",
        narrow::APPLYING
    )
}

/// One page of users in this order, and the first of the next.
pub async fn page(
    txn: &mut Txn,
    search: &Search,
    (sort, after): (UsersSort, Option<&After>),
    size: u32,
    now: Timestamp,
) -> Result<Vec<Listed>> {
    let (rows, mut filter) = search.rows(txn, search.page(), now).await?;
    if let Some(after) = after {
        after.go_on(&mut filter, sort);
    }
    let (column, direction) = (column(sort), direction(sort));
    let size = filter.bind(size);
    let (conditions, args) = filter.into_parts();
    let sql = format!(
        "
        SELECT u.id, u.organisation_id, u.name, u.email, u.role, u.status, u.must_enrol, u.grant_cause, u.grant_until, u.last_sign_in_at,
            (SELECT g.until FROM graces g WHERE g.user_id = u.id) AS grace_until
        FROM {rows}
        {conditions}
        ORDER BY {column} {direction}, u.id {direction}
        LIMIT {size}"
    );
    txn.fetch_all_composed(sql, args).await
}

/// How many there are, counted up to a thousand.
pub async fn count(txn: &mut Txn, search: &Search, now: Timestamp) -> Result<u32> {
    let (rows, mut filter) = search.rows(txn, Purpose::Count, now).await?;
    let most = filter.bind(MOST_COUNTED);
    let (conditions, args) = filter.into_parts();
    let sql =
        format!("SELECT count(*) FROM (SELECT u.id FROM {rows} {conditions} LIMIT {most}) found");
    let count: i64 = txn.fetch_one_composed(sql, args).await?;
    Ok(u32::try_from(count).unwrap_or(MOST_COUNTED))
}

/// The ids of the first few who match.
pub async fn ids(txn: &mut Txn, search: &Search, most: u32, now: Timestamp) -> Result<Vec<UserId>> {
    let (rows, mut filter) = search.rows(txn, search.page(), now).await?;
    let most = filter.bind(most);
    let (conditions, args) = filter.into_parts();
    let sql =
        format!("SELECT u.id FROM {rows} {conditions} ORDER BY u.name_key, u.id LIMIT {most}");
    txn.fetch_all_composed(sql, args).await
}

#[cfg(test)]
mod tests;
