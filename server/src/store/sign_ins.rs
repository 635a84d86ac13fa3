//! Sign-ins: the password is proved, something is still owed.

use identity::{
    ids::{FactorId, OrganisationId, SignInId, UserId},
    proof::{Proof, ProofKind},
    session::MOST_SIGN_INS,
    time::Timestamp,
};

use super::{FromRow, Result, Row, Txn, args};
use crate::crypto::token::Digest;

#[derive(Clone, Debug)]
pub struct SignIn {
    pub id: SignInId,
    pub organisation_id: OrganisationId,
    pub user_id: UserId,
    pub expires_at: Timestamp,
    pub proof: Option<Proof>,
    pub proved_factor: Option<FactorId>,
    pub tries: i64,
    pub return_to: String,
}

impl FromRow for SignIn {
    const TABLE: &'static str = "sign_ins";

    fn from_row(row: &Row) -> Result<Self> {
        let at: Option<Timestamp> = row.get("proved_at")?;
        let kind: Option<ProofKind> = row.parse_optional("proved_by")?;
        Ok(Self {
            id: row.get("id")?,
            organisation_id: row.get("organisation_id")?,
            user_id: row.get("user_id")?,
            expires_at: row.get("expires_at")?,
            proof: at.zip(kind).map(|(at, kind)| Proof { kind, at }),
            proved_factor: row.get("proved_factor_id")?,
            tries: row.get("tries")?,
            return_to: row.get("return_to")?,
        })
    }
}

/// What a new sign-in starts with.
#[derive(Debug)]
pub struct NewSignIn<'a> {
    pub digest: &'a Digest,
    pub organisation: OrganisationId,
    pub user: UserId,
    pub expires_at: Timestamp,
    pub return_to: &'a str,
    pub ip: &'a str,
    pub agent: &'a str,
}

pub async fn insert(txn: &mut Txn, new: NewSignIn<'_>, now: Timestamp) -> Result<SignIn> {
    const SQL: &str = "
        INSERT INTO sign_ins (digest, organisation_id, user_id, created_at, expires_at, password_proved_at, return_to, ip, agent)
        VALUES ($1, $2, $3, $4, $5, $4, $6, $7, $8)
        RETURNING id";
    let id = txn
        .fetch_one(
            SQL,
            args![
                new.digest.as_bytes(),
                new.organisation,
                new.user,
                now,
                new.expires_at,
                new.return_to,
                new.ip,
                new.agent
            ],
        )
        .await?;
    Ok(SignIn {
        id,
        organisation_id: new.organisation,
        user_id: new.user,
        expires_at: new.expires_at,
        proof: None,
        proved_factor: None,
        tries: 0,
        return_to: new.return_to.to_owned(),
    })
}

/// Where a sign-in wanted to go and which organisation it was for, even though it has run out.
pub async fn expired_by_digest(txn: &mut Txn, digest: &Digest) -> Result<Option<SignIn>> {
    const SQL: &str = "
        SELECT id, organisation_id, user_id, expires_at, proved_at, proved_by, proved_factor_id, tries, return_to
        FROM sign_ins
        WHERE digest = $1";
    txn.fetch_optional(SQL, args![digest.as_bytes()]).await
}

/// Counts a wrong code; gives the new count.
pub async fn count_try(txn: &mut Txn, id: SignInId) -> Result<i64> {
    const SQL: &str = "UPDATE sign_ins SET tries = tries + 1 WHERE id = $1 RETURNING tries";
    Ok(txn
        .fetch_optional(SQL, args![id])
        .await?
        .unwrap_or(i64::MAX))
}

/// Records the second proof.
pub async fn prove(
    txn: &mut Txn,
    id: SignInId,
    proof: Proof,
    factor: Option<FactorId>,
) -> Result<bool> {
    const SQL: &str =
        "UPDATE sign_ins SET proved_at = $2, proved_by = $3, proved_factor_id = $4 WHERE id = $1";
    txn.execute_one(SQL, args![id, proof.at, proof.kind.code(), factor])
        .await
}

/// Lets a sign-in live until then: enrolling takes longer than typing a code.
pub async fn extend(txn: &mut Txn, id: SignInId, expires_at: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE sign_ins SET expires_at = $2 WHERE id = $1 AND expires_at < $2";
    txn.execute(SQL, args![id, expires_at]).await?;
    Ok(())
}

/// Ends a sign-in; true if it was still there. What is spent with it must be spent in the same transaction.
pub async fn delete(txn: &mut Txn, id: SignInId) -> Result<bool> {
    const SQL: &str = "DELETE FROM sign_ins WHERE id = $1";
    txn.execute_one(SQL, args![id]).await
}

/// Keeps the newest few sign-ins of a user: an attacker who knows the password cannot fill the table.
pub async fn trim(txn: &mut Txn, user: UserId) -> Result<()> {
    const SQL: &str = "
        DELETE FROM sign_ins
        WHERE user_id = $1 AND id NOT IN (SELECT id FROM sign_ins WHERE user_id = $1 ORDER BY id DESC LIMIT $2)";
    txn.execute(SQL, args![user, MOST_SIGN_INS]).await?;
    Ok(())
}

pub async fn delete_of_user(txn: &mut Txn, user: UserId) -> Result<u64> {
    const SQL: &str = "DELETE FROM sign_ins WHERE user_id = $1";
    txn.execute(SQL, args![user]).await
}

/// Ends all sign-ins of a user but this one.
pub async fn delete_others(txn: &mut Txn, user: UserId, kept: SignInId) -> Result<u64> {
    const SQL: &str = "DELETE FROM sign_ins WHERE user_id = $1 AND id <> $2";
    txn.execute(SQL, args![user, kept]).await
}
