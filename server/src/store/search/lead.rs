//! Leads: subqueries along an index of their own, each of which gives everybody for whom one condition may hold. Where one of them
//! gives few, those are looked up and sorted; else the list is walked in its order, and a page stops at its last row. Whoever is only
//! counted needs no order, so that more of them are still few. What a lead gives is still asked all conditions, so it decides nothing
//! but the cost.

use identity::{
    day::Day,
    ids::OrganisationId,
    time::Timestamp,
    view::{
        users::UserState,
        users_query::{Holds, UsersFilter},
    },
};

use crate::store::{Arg, Result, Txn, filter::Filter, user_words};

/// Leads are counted up to here; beyond it the list is full of those whom they give.
pub(super) const MANY: u32 = 10_000;
/// So many are looked up and sorted where each of them is asked what state it is in, which takes several more looks.
const FEW: u32 = 1_000;

/// What the users are wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Purpose {
    /// Those of a lead are all looked up and sorted before the first is known.
    Page,
    /// The same, and each is asked for its state or its policy.
    PageOfStates,
    /// In any order, until there are enough.
    Count,
}

impl Purpose {
    /// A lead that gives so many, or more, costs more than it spares.
    const fn many(self) -> u32 {
        match self {
            Self::Page | Self::Count => MANY,
            Self::PageOfStates => FEW,
        }
    }
}

/// A subquery with `{}` for each of its values.
#[derive(Debug)]
pub(super) struct Lead {
    text: &'static str,
    values: Vec<Arg>,
}

impl Lead {
    fn new(text: &'static str, values: Vec<Arg>) -> Self {
        Self { text, values }
    }

    /// The subquery with its values bound.
    pub(super) fn put(&self, filter: &mut Filter) -> String {
        let mut text = self.text.to_owned();
        for value in &self.values {
            text = text.replacen("{}", &filter.bind(value.clone()), 1);
        }
        text
    }

    /// How many it gives, counted no further than this.
    async fn count(&self, txn: &mut Txn, most: u32) -> Result<i64> {
        let mut filter = Filter::default();
        let lead = self.put(&mut filter);
        let most = filter.bind(most);
        let (_, args) = filter.into_parts();
        let sql = format!(
            "SELECT count(*) FROM (SELECT few.user_id FROM ({lead}) few LIMIT {most}) counted"
        );
        txn.fetch_one_composed(sql, args).await
    }
}

/// The one that gives the fewest, if that is few enough.
pub(super) async fn best(
    txn: &mut Txn,
    leads: Vec<Lead>,
    purpose: Purpose,
) -> Result<Option<Lead>> {
    let many = purpose.many();
    let (mut best, mut fewest) = (None, i64::from(many));
    for lead in leads {
        let users = lead.count(txn, many).await?;
        if users < fewest {
            (best, fewest) = (Some(lead), users);
        }
    }
    Ok(best)
}

/// Everybody who has a word that begins so.
pub(super) fn by_word(organisation: OrganisationId, word: &str) -> Lead {
    const SQL: &str = "SELECT w.user_id FROM user_words w WHERE w.organisation_id = {} AND w.word >= {} AND w.word < {}";
    let [first, after] = user_words::beginning_with(word);
    Lead::new(SQL, vec![organisation.into(), first.into(), after.into()])
}

/// Those of what the list is narrowed down to; not of each part there is one.
pub(super) fn narrowing(
    organisation: OrganisationId,
    narrowed: UsersFilter,
    now: Timestamp,
) -> Vec<Lead> {
    const POLICY: &str = "
        SELECT ug.user_id
        FROM policy_groups pg
        JOIN user_groups ug ON ug.organisation_id = pg.organisation_id AND ug.name = pg.name
        WHERE pg.policy_id = {}
        UNION ALL
        SELECT d.id AS user_id
        FROM policies q
        JOIN users d ON d.organisation_id = q.organisation_id
        WHERE q.id = {} AND q.is_default";
    const KIND: &str = "
        SELECT f.user_id
        FROM factors f
        WHERE f.organisation_id = {} AND f.kind = {} AND f.state IN ('active', 'suspended', 'disabled', 'deactivated')";
    // SQLite looks at the kinds first, and so at no factor of a kind that every policy allows, because the two stand so.
    // After a reset, with an open door, or with a kind that some policy does not allow; a phone never is enough for a role.
    const OWES: &str = "
        SELECT m.id AS user_id
        FROM users m
        WHERE m.organisation_id = {} AND m.must_enrol
        UNION ALL
        SELECT d.id AS user_id
        FROM users d
        WHERE d.organisation_id = {} AND d.grant_until > {}
        UNION ALL
        SELECT f.user_id
        FROM (SELECT 'passkey' AS kind UNION ALL SELECT 'totp' UNION ALL SELECT 'hardware_token' UNION ALL SELECT 'phone') k
        CROSS JOIN factors f
        WHERE f.organisation_id = {} AND f.kind = k.kind AND f.state = 'active' AND (k.kind = 'phone' OR EXISTS (
            SELECT 1
            FROM policies q
            WHERE q.organisation_id = {} AND ',' || q.allowed_kinds || ',' NOT LIKE '%,' || k.kind || ',%'))";
    const LOST: &str = "
        SELECT f.user_id
        FROM factors f
        WHERE f.organisation_id = {} AND f.kind IN ('passkey', 'totp', 'hardware_token', 'phone')
            AND f.state IN ('suspended', 'disabled', 'deactivated')";
    const GRACE: &str = "SELECT g.user_id FROM graces g WHERE g.organisation_id = {} AND g.until > {} AND g.until < {}";
    const LAST: &str = "
        SELECT l.id AS user_id
        FROM users l
        WHERE l.organisation_id = {} AND coalesce(l.last_sign_in_at, 0) >= {} AND coalesce(l.last_sign_in_at, 0) < {}";
    let UsersFilter {
        state,
        policy,
        holds,
        grace_before,
        last,
        last_before,
    } = narrowed;
    let mut leads = Vec::new();
    let mut lead = |text, values: Vec<Arg>| leads.push(Lead::new(text, values));
    if let Some(policy) = policy {
        lead(POLICY, vec![policy.into(), policy.into()]);
    }
    if let Some(Holds::Some(kind)) = holds {
        lead(KIND, vec![organisation.into(), kind.code().into()]);
    }
    if state == Some(UserState::MustEnrol) {
        let values = vec![
            organisation.into(),
            organisation.into(),
            now.into(),
            organisation.into(),
            organisation.into(),
        ];
        lead(OWES, values);
    }
    if state == Some(UserState::Suspended) {
        lead(LOST, vec![organisation.into()]);
    }
    let until = grace_before.map(Day::begins);
    if until.is_some() || state == Some(UserState::InGrace) {
        let until = until.unwrap_or(Timestamp(i64::MAX));
        lead(GRACE, vec![organisation.into(), now.into(), until.into()]);
    }
    if let Some(last) = last {
        let since = last.since(now).unwrap_or(Timestamp(1));
        lead(LAST, vec![organisation.into(), 0_i64.into(), since.into()]);
    }
    if let Some(day) = last_before {
        lead(
            LAST,
            vec![organisation.into(), 1_i64.into(), day.begins().into()],
        );
    }
    leads
}
