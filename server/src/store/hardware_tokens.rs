//! Hardware tokens as rows: who has one is written on its factor. The secret is sealed by the caller.

use identity::{
    email::lookup_key,
    factor::FactorState,
    hardware_token::{OathKind, SerialNumber, Standing, file::NewToken},
    ids::{FactorId, HardwareTokenId, OrganisationId, UserId},
    time::Timestamp,
    view::hardware_tokens::{Holder, TokenRow, TokensQuery},
};

use super::{FromRow, Result, Row, Txn, args, filter::like};

/// One with what is needed to check a code of it.
#[derive(Clone, Debug)]
pub struct Token {
    pub id: HardwareTokenId,
    pub serial: SerialNumber,
    pub manufacturer: String,
    pub model: String,
    pub standing: Standing,
    pub secret: String,
    pub tries: u32,
    pub allowed_at: Timestamp,
    pub created_at: Timestamp,
    /// None while it is in stock.
    pub held: Option<Held>,
}

/// Who has a token.
#[derive(Clone, Debug)]
pub struct Held {
    pub factor: FactorId,
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub state: FactorState,
    pub last_used_at: Option<Timestamp>,
}

impl FromRow for Token {
    const TABLE: &'static str = "hardware_tokens";

    fn from_row(row: &Row) -> Result<Self> {
        let factor: Option<FactorId> = row.get("holding")?;
        let held = match factor {
            Some(factor) => Some(Held {
                factor,
                user: row.get("user_id")?,
                name: row.get("user_name")?,
                email: row.get("user_email")?,
                state: row.parse("state")?,
                last_used_at: row.get("last_used_at")?,
            }),
            None => None,
        };
        Ok(Self {
            id: row.get("id")?,
            serial: SerialNumber::stored(row.get("serial")?),
            manufacturer: row.get("manufacturer")?,
            model: row.get("model")?,
            standing: Standing {
                kind: row.parse::<OathKind>("kind")?,
                next: row.get("next_step")?,
                drift: row.get("drift")?,
            },
            secret: row.get("secret")?,
            tries: row.get::<i64>("tries")?.try_into().unwrap_or(u32::MAX),
            allowed_at: row.get("allowed_at")?,
            created_at: row.get("created_at")?,
            held,
        })
    }
}

impl From<Token> for TokenRow {
    fn from(token: Token) -> Self {
        let holder = token.held.map(|held| Holder {
            factor: held.factor,
            user: held.user,
            name: held.name,
            email: held.email,
            state: held.state,
            last_used_at: held.last_used_at,
        });
        Self {
            id: token.id,
            serial: token.serial.to_string(),
            kind: token.standing.kind,
            manufacturer: token.manufacturer,
            model: token.model,
            imported_at: token.created_at,
            holder,
        }
    }
}

/// What a [`Token`] is read from, in one organisation. A tombstone has none.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "
        SELECT t.id, t.serial, t.kind, t.secret, t.manufacturer, t.model, t.next_step, t.drift, t.tries, t.allowed_at, t.created_at,
            f.id AS holding, f.state, f.last_used_at, u.id AS user_id, u.name AS user_name, u.email AS user_email
        FROM hardware_tokens t
            LEFT JOIN factors f ON f.id = t.factor_id AND f.state <> 'deleted'
            LEFT JOIN users u ON u.id = f.user_id
        WHERE t.organisation_id = $1 AND ",
            $which
        )
    };
}

/// By serial number, from after the one that the page before ended with.
pub async fn listed(
    txn: &mut Txn,
    organisation: OrganisationId,
    query: &TokensQuery,
    most: u32,
) -> Result<Vec<Token>> {
    const SQL: &str = select!(
        "t.serial > $2 AND (t.serial LIKE $3 ESCAPE '!' OR u.email_key LIKE $4 ESCAPE '!') ORDER BY t.serial LIMIT $5"
    );
    let search = query.search.trim();
    let serial = like("", &search.to_uppercase(), "%");
    let email = like("", &lookup_key(search), "%");
    txn.fetch_all(
        SQL,
        args![organisation, query.after.as_str(), serial, email, most],
    )
    .await
}

pub async fn find(
    txn: &mut Txn,
    organisation: OrganisationId,
    id: HardwareTokenId,
) -> Result<Option<Token>> {
    const SQL: &str = select!("t.id = $2");
    txn.fetch_optional(SQL, args![organisation, id]).await
}

/// The one that this factor is.
pub async fn of_factor(
    txn: &mut Txn,
    organisation: OrganisationId,
    factor: FactorId,
) -> Result<Option<Token>> {
    const SQL: &str = select!("f.id = $2");
    txn.fetch_optional(SQL, args![organisation, factor]).await
}

/// A new one, in stock and without its secret yet: what seals that names the id. None where there is one with this serial number.
pub async fn insert(
    txn: &mut Txn,
    organisation: OrganisationId,
    new: &NewToken,
    now: Timestamp,
) -> Result<Option<HardwareTokenId>> {
    const SQL: &str = "
        INSERT INTO hardware_tokens (organisation_id, serial, kind, secret, manufacturer, model, created_at)
        VALUES ($1, $2, $3, '', $4, $5, $6)
        ON CONFLICT (organisation_id, serial) DO NOTHING
        RETURNING id";
    txn.fetch_optional(
        SQL,
        args![
            organisation,
            new.serial.as_str(),
            new.kind.code(),
            &new.manufacturer,
            &new.model,
            now
        ],
    )
    .await
}

pub async fn put_secret(txn: &mut Txn, id: HardwareTokenId, sealed: &str) -> Result<()> {
    const SQL: &str = "UPDATE hardware_tokens SET secret = $2 WHERE id = $1";
    txn.execute(SQL, args![id, sealed]).await?;
    Ok(())
}

/// Somebody has it from now on: true for exactly one caller.
pub async fn give(txn: &mut Txn, id: HardwareTokenId, factor: FactorId) -> Result<bool> {
    const SQL: &str = "
        UPDATE hardware_tokens
        SET factor_id = $2
        WHERE id = $1
            AND (factor_id IS NULL OR EXISTS (SELECT 1 FROM factors f WHERE f.id = factor_id AND f.state = 'deleted'))";
    txn.execute_one(SQL, args![id, factor]).await
}

/// Spends a code: true for exactly one caller, and never for a step that was spent before (RFC 4226, section 7.2).
pub async fn spend(txn: &mut Txn, id: HardwareTokenId, after: Standing) -> Result<bool> {
    const SQL: &str = "
        UPDATE hardware_tokens
        SET next_step = $2, drift = $3, tries = 0, allowed_at = 0
        WHERE id = $1 AND next_step < $2";
    txn.execute_one(SQL, args![id, after.next, after.drift])
        .await
}

/// A wrong code at an activation.
pub async fn count_wrong(
    txn: &mut Txn,
    id: HardwareTokenId,
    (tries, allowed_at): (u32, Timestamp),
) -> Result<()> {
    const SQL: &str = "UPDATE hardware_tokens SET tries = $2, allowed_at = $3 WHERE id = $1";
    txn.execute(SQL, args![id, tries, allowed_at]).await?;
    Ok(())
}

/// For good; only what nobody has. True for exactly one caller.
pub async fn delete(
    txn: &mut Txn,
    organisation: OrganisationId,
    id: HardwareTokenId,
) -> Result<bool> {
    const SQL: &str = "
        DELETE FROM hardware_tokens
        WHERE id = $1 AND organisation_id = $2
            AND (factor_id IS NULL OR EXISTS (SELECT 1 FROM factors f WHERE f.id = factor_id AND f.state = 'deleted'))";
    txn.execute_one(SQL, args![id, organisation]).await
}

/// What a token is to whoever has it from now on: it proves nothing before it was activated.
#[derive(Debug)]
pub struct NewHolding<'a> {
    pub organisation: OrganisationId,
    pub user: UserId,
    pub name: &'a str,
    pub ip: &'a str,
    pub agent: &'a str,
}

pub async fn insert_factor(txn: &mut Txn, new: NewHolding<'_>, now: Timestamp) -> Result<FactorId> {
    const SQL: &str = "
        INSERT INTO factors (organisation_id, user_id, kind, state, name, created_at, bound_ip, bound_agent)
        VALUES ($1, $2, 'hardware_token', 'deactivated', $3, $4, $5, $6)
        RETURNING id";
    txn.fetch_one(
        SQL,
        args![new.organisation, new.user, new.name, now, new.ip, new.agent],
    )
    .await
}

/// The factor proves from now on, whatever kept it from that before.
pub async fn activate_factor(txn: &mut Txn, factor: FactorId, now: Timestamp) -> Result<bool> {
    const SQL: &str = "
        UPDATE factors
        SET state = 'active', confirmed_at = $2, ended_at = NULL, failures = 0, allowed_at = 0
        WHERE id = $1 AND kind = 'hardware_token' AND state NOT IN ('pending', 'deleted')";
    txn.execute_one(SQL, args![factor, now]).await
}

/// A code of an active one signed somebody in.
pub async fn note_use(txn: &mut Txn, factor: FactorId, now: Timestamp) -> Result<bool> {
    const SQL: &str = "
        UPDATE factors
        SET last_used_at = $2, failures = 0, allowed_at = 0
        WHERE id = $1 AND state = 'active'";
    txn.execute_one(SQL, args![factor, now]).await
}
