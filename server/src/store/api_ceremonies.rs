//! What programs have begun with the factors of users, as rows.

use identity::{
    api::ceremony::{CeremonyId, Kind, State},
    factor::Factor,
    ids::{CredentialId, FactorId, OrganisationId, UserId},
    time::Timestamp,
};

use super::{FromRow, Result, Row, Txn, args, pending};

/// The most of one user at a time; the oldest goes.
const MOST: i64 = 20;

#[derive(Clone, Debug)]
pub struct Ceremony {
    pub id: String,
    pub kind: Kind,
    pub state: State,
    pub factor: FactorId,
    pub expires_at: Timestamp,
}

impl Ceremony {
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.state == State::Pending && now < self.expires_at
    }
}

impl FromRow for Ceremony {
    const TABLE: &'static str = "api_ceremonies";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            kind: row.parse("kind")?,
            state: row.parse("state")?,
            factor: row.get("factor_id")?,
            expires_at: row.get("expires_at")?,
        })
    }
}

#[derive(Debug)]
pub struct NewCeremony<'a> {
    pub id: &'a CeremonyId,
    pub kind: Kind,
    pub organisation: OrganisationId,
    pub credential: CredentialId,
    pub user: UserId,
    pub factor: FactorId,
    pub expires_at: Timestamp,
}

pub async fn insert(txn: &mut Txn, new: NewCeremony<'_>, now: Timestamp) -> Result<()> {
    const TRIM: &str = "
        DELETE FROM api_ceremonies
        WHERE user_id = $1
            AND id NOT IN (SELECT id FROM api_ceremonies WHERE user_id = $1 ORDER BY created_at DESC, id LIMIT $2)";
    const SQL: &str = "
        INSERT INTO api_ceremonies (id, kind, state, organisation_id, credential_id, user_id, factor_id, created_at, expires_at)
        VALUES ($1, $2, 'pending', $3, $4, $5, $6, $7, $8)";
    txn.execute(TRIM, args![new.user, MOST - 1]).await?;
    let args = args![
        new.id.as_str(),
        new.kind.code(),
        new.organisation,
        new.credential,
        new.user,
        new.factor,
        now,
        new.expires_at
    ];
    txn.execute(SQL, args).await?;
    Ok(())
}

/// One of this user, in this organisation.
pub async fn find(
    txn: &mut Txn,
    (organisation, user): (OrganisationId, UserId),
    id: &CeremonyId,
) -> Result<Option<Ceremony>> {
    const SQL: &str = "
        SELECT id, kind, state, factor_id, expires_at
        FROM api_ceremonies
        WHERE id = $1 AND organisation_id = $2 AND user_id = $3";
    txn.fetch_optional(SQL, args![id.as_str(), organisation, user])
        .await
}

/// The registration of a pending factor: none for one that its owner sets up in a browser.
pub async fn registration(
    txn: &mut Txn,
    (organisation, user): (OrganisationId, UserId),
    factor: FactorId,
) -> Result<Option<Ceremony>> {
    const SQL: &str = "
        SELECT id, kind, state, factor_id, expires_at
        FROM api_ceremonies
        WHERE factor_id = $1 AND organisation_id = $2 AND user_id = $3 AND kind = 'registration'";
    txn.fetch_optional(SQL, args![factor, organisation, user])
        .await
}

/// What a program set up for this user and nobody confirmed yet: one at the most, since the next makes room for itself.
pub async fn waiting(txn: &mut Txn, user: UserId, now: Timestamp) -> Result<Option<Factor>> {
    const SQL: &str = "
        SELECT f.id, f.kind, f.state, f.name, f.created_at AS added_at, f.last_used_at,
            (SELECT kept FROM passkeys WHERE factor_id = f.id) AS kept,
            (SELECT ending FROM phones WHERE factor_id = f.id) AS number
        FROM api_ceremonies c
        JOIN factors f ON f.id = c.factor_id
        WHERE c.user_id = $1 AND c.kind = 'registration' AND c.state = 'pending' AND f.state = 'pending' AND f.expires_at > $2";
    txn.fetch_optional(SQL, args![user, now]).await
}

/// The code was right: true for exactly one caller.
pub async fn accept(txn: &mut Txn, id: &str) -> Result<bool> {
    const SQL: &str =
        "UPDATE api_ceremonies SET state = 'accepted' WHERE id = $1 AND state = 'pending'";
    txn.execute_one(SQL, args![id]).await
}

/// Buries what programs set up for this user before and nobody confirmed.
pub async fn bury_older(txn: &mut Txn, user: UserId, now: Timestamp) -> Result<()> {
    const SQL: &str = "
        UPDATE factors
        SET state = 'deleted', secret = NULL, ended_at = $2
        WHERE user_id = $1 AND state = 'pending'
            AND id IN (SELECT factor_id FROM api_ceremonies WHERE user_id = $1 AND kind = 'registration')";
    txn.execute(SQL, args![user, now]).await?;
    pending::forget_numbers(txn, user).await
}
