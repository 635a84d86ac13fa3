//! Known devices as rows: which browser is known to whom. The token is the browser's, the row the person's.

use identity::{
    browser::{Browser, Whence},
    ids::{KnownDeviceId, OrganisationId, UserId},
    known_device::{LIFE, MOST_DEVICES},
    time::Timestamp,
    view::sessions::DeviceLine,
};

use super::{FromRow, Result, Row, Txn, args};
use crate::crypto::token::Digest;

impl FromRow for DeviceLine {
    const TABLE: &'static str = "known_devices";

    fn from_row(row: &Row) -> Result<Self> {
        let agent: String = row.get("agent")?;
        Ok(Self {
            id: row.get("id")?,
            from: Whence {
                ip: row.get("ip")?,
                browser: Browser::of(&agent),
            },
            known_since: row.get("created_at")?,
            last_seen_at: row.get("last_seen_at")?,
        })
    }
}

/// Whose browser it is, and from where it came in.
#[derive(Clone, Copy, Debug)]
pub struct Holder<'a> {
    pub organisation: OrganisationId,
    pub user: UserId,
    pub ip: &'a str,
    pub agent: &'a str,
}

/// Whether this browser is known to whoever has this address. One query for addresses that there are and that there are not.
pub async fn at_the_door(
    txn: &mut Txn,
    (organisation, email_key): (OrganisationId, &str),
    digest: &Digest,
    now: Timestamp,
) -> Result<Option<KnownDeviceId>> {
    const SQL: &str = "
        SELECT known_devices.id
        FROM known_devices
        JOIN users ON users.id = known_devices.user_id
        WHERE known_devices.digest = $1 AND known_devices.expires_at > $2
            AND users.organisation_id = $3 AND users.email_key = $4";
    txn.fetch_optional(SQL, args![digest.as_bytes(), now, organisation, email_key])
        .await
}

/// The same where the user is known.
pub async fn find(
    txn: &mut Txn,
    user: UserId,
    digest: &Digest,
    now: Timestamp,
) -> Result<Option<KnownDeviceId>> {
    const SQL: &str =
        "SELECT id FROM known_devices WHERE user_id = $1 AND digest = $2 AND expires_at > $3";
    txn.fetch_optional(SQL, args![user, digest.as_bytes(), now])
        .await
}

/// A browser gets a new token with every complete sign-in, and whoever else is known in it moves along: a token that was
/// stolen, or planted, is worth nothing from then on.
pub async fn hand_over(txn: &mut Txn, old: &Digest, new: &Digest) -> Result<()> {
    const SQL: &str = "UPDATE known_devices SET digest = $2 WHERE digest = $1";
    txn.execute(SQL, args![old.as_bytes(), new.as_bytes()])
        .await?;
    Ok(())
}

/// Used again: known for as long again. False if it is not known to this user.
pub async fn renew(
    txn: &mut Txn,
    digest: &Digest,
    holder: Holder<'_>,
    now: Timestamp,
) -> Result<bool> {
    const SQL: &str = "
        UPDATE known_devices
        SET last_seen_at = $3, expires_at = $4, ip = $5, agent = $6
        WHERE user_id = $1 AND digest = $2 AND expires_at > $3";
    let args = args![
        holder.user,
        digest.as_bytes(),
        now,
        now + LIFE,
        holder.ip,
        holder.agent
    ];
    txn.execute_one(SQL, args).await
}

/// One more, and the one used longest ago goes if there are too many. The caller holds the user's lock.
pub async fn insert(
    txn: &mut Txn,
    digest: &Digest,
    holder: Holder<'_>,
    now: Timestamp,
) -> Result<()> {
    const TRIM: &str = "
        DELETE FROM known_devices
        WHERE user_id = $1 AND id NOT IN (
            SELECT id FROM known_devices WHERE user_id = $1 ORDER BY last_seen_at DESC, id DESC LIMIT $2)";
    const SQL: &str = "
        INSERT INTO known_devices (digest, organisation_id, user_id, created_at, last_seen_at, expires_at, ip, agent)
        VALUES ($1, $2, $3, $4, $4, $5, $6, $7)";
    txn.execute(TRIM, args![holder.user, MOST_DEVICES - 1])
        .await?;
    txn.execute(
        SQL,
        args![
            digest.as_bytes(),
            holder.organisation,
            holder.user,
            now,
            now + LIFE,
            holder.ip,
            holder.agent
        ],
    )
    .await?;
    Ok(())
}

/// Those of one user, the one used last first.
pub async fn of_user(
    txn: &mut Txn,
    organisation: OrganisationId,
    user: UserId,
    now: Timestamp,
) -> Result<Vec<DeviceLine>> {
    const SQL: &str = "
        SELECT id, created_at, last_seen_at, ip, agent
        FROM known_devices
        WHERE user_id = $1 AND organisation_id = $2 AND expires_at > $3
        ORDER BY last_seen_at DESC, id DESC";
    txn.fetch_all(SQL, args![user, organisation, now]).await
}

pub async fn forget(txn: &mut Txn, user: UserId, id: KnownDeviceId) -> Result<bool> {
    const SQL: &str = "DELETE FROM known_devices WHERE id = $1 AND user_id = $2";
    txn.execute_one(SQL, args![id, user]).await
}

pub async fn forget_all(txn: &mut Txn, user: UserId) -> Result<u64> {
    const SQL: &str = "DELETE FROM known_devices WHERE user_id = $1";
    txn.execute(SQL, args![user]).await
}
