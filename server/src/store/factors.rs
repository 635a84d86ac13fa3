//! Factors as rows: what the rules see, and beside it the sealed secret that only a check may open.

use identity::{
    factor::Factor,
    ids::{FactorId, OrganisationId, SessionId, SignInId, UserId},
    name::FactorName,
    phone::Masked,
    time::Timestamp,
};

use super::{FromRow, Result, Row, Txn, args};

/// A factor with what is needed to check a code.
#[derive(Clone, Debug)]
pub struct FactorRow {
    pub factor: Factor,
    pub user_id: UserId,
    pub secret: Option<String>,
    pub last_step: i64,
    pub failures: u32,
    pub allowed_at: Timestamp,
    pub tries: i64,
    pub sign_in: Option<SignInId>,
    pub session: Option<SessionId>,
    pub replaces: Option<FactorId>,
    pub expires_at: Option<Timestamp>,
}

impl FromRow for FactorRow {
    const TABLE: &'static str = "factors";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            factor: Factor::from_row(row)?,
            user_id: row.get("user_id")?,
            secret: row.get("secret")?,
            last_step: row.get("last_step")?,
            failures: row.get::<i64>("failures")?.try_into().unwrap_or(u32::MAX),
            allowed_at: row.get("allowed_at")?,
            tries: row.get("tries")?,
            sign_in: row.get("sign_in_id")?,
            session: row.get("session_id")?,
            replaces: row.get("replaces")?,
            expires_at: row.get("expires_at")?,
        })
    }
}

impl FromRow for Factor {
    const TABLE: &'static str = "factors";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            kind: row.parse("kind")?,
            state: row.parse("state")?,
            name: FactorName::stored(row.get("name")?),
            added_at: row.get("added_at")?,
            last_used_at: row.get("last_used_at")?,
            kept: row.parse_optional("kept")?,
            number: row.get::<Option<String>>("number")?.map(Masked::stored),
        })
    }
}

/// All factors of a user that are neither pending nor tombstones; the kind's order first, then the one used last.
pub async fn of_user(txn: &mut Txn, user: UserId) -> Result<Vec<Factor>> {
    const SQL: &str = "
        SELECT id, kind, state, name, coalesce(confirmed_at, created_at) AS added_at, last_used_at,
            (SELECT kept FROM passkeys WHERE factor_id = factors.id) AS kept,
            (SELECT ending FROM phones WHERE factor_id = factors.id) AS number
        FROM factors
        WHERE user_id = $1 AND state NOT IN ('pending', 'deleted')
        ORDER BY coalesce(last_used_at, 0) DESC, id DESC";
    txn.fetch_all(SQL, args![user]).await
}

/// One factor of this user, pending or not; never a tombstone. Locked.
pub async fn find_locked(txn: &mut Txn, user: UserId, id: FactorId) -> Result<Option<FactorRow>> {
    const SQL: &str = "
        SELECT id, kind, state, name, coalesce(confirmed_at, created_at) AS added_at, last_used_at,
            (SELECT kept FROM passkeys WHERE factor_id = factors.id) AS kept,
            (SELECT ending FROM phones WHERE factor_id = factors.id) AS number, user_id, secret, last_step,
            failures, allowed_at, tries, sign_in_id, session_id, replaces, expires_at
        FROM factors
        WHERE id = $1 AND user_id = $2 AND state <> 'deleted'";
    txn.fetch_locked_optional(SQL, args![id, user]).await
}

/// The same without the lock, for pages.
pub async fn find(txn: &mut Txn, user: UserId, id: FactorId) -> Result<Option<FactorRow>> {
    const SQL: &str = "
        SELECT id, kind, state, name, coalesce(confirmed_at, created_at) AS added_at, last_used_at,
            (SELECT kept FROM passkeys WHERE factor_id = factors.id) AS kept,
            (SELECT ending FROM phones WHERE factor_id = factors.id) AS number, user_id, secret, last_step,
            failures, allowed_at, tries, sign_in_id, session_id, replaces, expires_at
        FROM factors
        WHERE id = $1 AND user_id = $2 AND state <> 'deleted'";
    txn.fetch_optional(SQL, args![id, user]).await
}

/// A pending factor. Its secret is sealed under its own id, so that comes in [`seal_secret`].
#[derive(Debug)]
pub struct Pending<'a> {
    pub organisation: OrganisationId,
    pub user: UserId,
    pub kind: identity::factor::FactorKind,
    pub name: &'a str,
    pub sign_in: Option<SignInId>,
    pub session: Option<SessionId>,
    pub replaces: Option<FactorId>,
    pub expires_at: Timestamp,
    pub ip: &'a str,
    pub agent: &'a str,
}

/// Whose it is, and where they are at home. Says nothing of whether whoever asks may know.
pub async fn owner(txn: &mut Txn, id: FactorId) -> Result<Option<(OrganisationId, UserId)>> {
    const SQL: &str = "
        SELECT u.organisation_id, u.id FROM factors f JOIN users u ON u.id = f.user_id WHERE f.id = $1";
    txn.fetch_optional(SQL, args![id]).await
}

pub async fn insert_pending(txn: &mut Txn, new: Pending<'_>, now: Timestamp) -> Result<FactorId> {
    const SQL: &str = "
        INSERT INTO factors (organisation_id, user_id, kind, state, name, sign_in_id, session_id, replaces, expires_at,
            created_at, bound_ip, bound_agent)
        VALUES ($1, $2, $3, 'pending', $4, $5, $6, $7, $8, $9, $10, $11)
        RETURNING id";
    txn.fetch_one(
        SQL,
        args![
            new.organisation,
            new.user,
            new.kind.code(),
            new.name,
            new.sign_in,
            new.session,
            new.replaces,
            new.expires_at,
            now,
            new.ip,
            new.agent
        ],
    )
    .await
}

pub async fn seal_secret(txn: &mut Txn, id: FactorId, sealed: &str) -> Result<()> {
    const SQL: &str = "UPDATE factors SET secret = $2 WHERE id = $1";
    txn.execute(SQL, args![id, sealed]).await?;
    Ok(())
}

/// Spends a step of an active factor: true for exactly one caller (RFC 6238, section 5.2).
pub async fn spend_step(txn: &mut Txn, id: FactorId, step: i64, now: Timestamp) -> Result<bool> {
    const SQL: &str = "
        UPDATE factors
        SET last_step = $2, last_used_at = $3, failures = 0, allowed_at = 0
        WHERE id = $1 AND state = 'active' AND last_step < $2";
    txn.execute_one(SQL, args![id, step, now]).await
}

/// Records the nth failure and the wait that it starts.
pub async fn fail(txn: &mut Txn, id: FactorId, failures: u32, allowed_at: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE factors SET failures = $2, allowed_at = $3 WHERE id = $1";
    txn.execute(SQL, args![id, failures, allowed_at]).await?;
    Ok(())
}

pub async fn disable(txn: &mut Txn, id: FactorId, now: Timestamp) -> Result<bool> {
    const SQL: &str =
        "UPDATE factors SET state = 'disabled', ended_at = $2 WHERE id = $1 AND state = 'active'";
    txn.execute_one(SQL, args![id, now]).await
}

/// Reported lost, or denied by its owner: it proves nothing until that is lifted. True if it proved something before.
pub async fn suspend(txn: &mut Txn, id: FactorId, now: Timestamp) -> Result<bool> {
    const SQL: &str =
        "UPDATE factors SET state = 'suspended', ended_at = $2 WHERE id = $1 AND state = 'active'";
    txn.execute_one(SQL, args![id, now]).await
}

/// Lifts what [`suspend`] did, and nothing else.
pub async fn restore(txn: &mut Txn, id: FactorId) -> Result<bool> {
    const SQL: &str = "UPDATE factors SET state = 'active', ended_at = NULL WHERE id = $1 AND state = 'suspended'";
    txn.execute_one(SQL, args![id]).await
}

/// A tombstone: the row stays (NIST SP 800-63B-4, section 4.1), the secret, the key or the number goes.
pub async fn bury(txn: &mut Txn, id: FactorId, now: Timestamp) -> Result<bool> {
    const KEY: &str = "DELETE FROM passkeys WHERE factor_id = $1";
    const NUMBER: &str = "DELETE FROM phones WHERE factor_id = $1";
    const SQL: &str = "
        UPDATE factors
        SET state = 'deleted', secret = NULL, ended_at = $2, sign_in_id = NULL, session_id = NULL
        WHERE id = $1 AND state <> 'deleted'";
    txn.execute(KEY, args![id]).await?;
    txn.execute(NUMBER, args![id]).await?;
    txn.execute_one(SQL, args![id, now]).await
}

pub async fn rename(txn: &mut Txn, id: FactorId, name: &str) -> Result<()> {
    const SQL: &str =
        "UPDATE factors SET name = $2 WHERE id = $1 AND state NOT IN ('pending', 'deleted')";
    txn.execute(SQL, args![id, name]).await?;
    Ok(())
}
