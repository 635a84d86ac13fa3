//! Phones as rows: a number is sealed by the caller, and goes with its factor.

use identity::{
    ids::{FactorId, OrganisationId, UserId},
    phone::{Masked, limit::Whose},
    time::Timestamp,
};

use super::{FromRow, Result, Row, Txn, args};

/// The keyed digest of a number, or of a code.
pub type Digest = [u8; 32];

/// Where codes go.
#[derive(Clone, Debug)]
pub struct Phone {
    /// Sealed.
    pub number: String,
    pub digest: Digest,
    pub ending: Masked,
}

impl FromRow for Phone {
    const TABLE: &'static str = "phones";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            number: row.get("number")?,
            digest: row.get("digest")?,
            ending: Masked::stored(row.get("ending")?),
        })
    }
}

pub async fn insert(txn: &mut Txn, factor: FactorId, phone: &Phone) -> Result<()> {
    const SQL: &str =
        "INSERT INTO phones (factor_id, number, digest, ending) VALUES ($1, $2, $3, $4)";
    let args = args![factor, &phone.number, &phone.digest, phone.ending.ending()];
    txn.execute(SQL, args).await?;
    Ok(())
}

/// The one that this factor is. The caller has found the factor within its organisation.
pub async fn find(txn: &mut Txn, factor: FactorId) -> Result<Option<Phone>> {
    const SQL: &str = "SELECT number, digest, ending FROM phones WHERE factor_id = $1";
    txn.fetch_optional(SQL, args![factor]).await
}

/// Whom a message is counted for.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    pub organisation: OrganisationId,
    pub user: UserId,
    pub number: &'a Digest,
    pub to_number: ToNumber,
}

/// Which messages to a number are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToNumber {
    /// All: it is not known yet whose it is.
    Everybodys,
    /// Those of its owner: nobody else who types it keeps them from signing in.
    Own,
}

/// One more message.
pub async fn count(txn: &mut Txn, counted: Counted<'_>, now: Timestamp) -> Result<()> {
    const SQL: &str = "
        INSERT INTO phone_sends (organisation_id, user_id, digest, sent_at) VALUES ($1, $2, $3, $4)";
    let args = args![counted.organisation, counted.user, counted.number, now];
    txn.execute(SQL, args).await?;
    Ok(())
}

/// When the `nth` newest of those that are counted together was sent.
pub async fn nth_newest(
    txn: &mut Txn,
    counted: Counted<'_>,
    (whose, nth): (Whose, u32),
) -> Result<Option<Timestamp>> {
    const NUMBER: &str = "
        SELECT sent_at FROM phone_sends
        WHERE organisation_id = $1 AND digest = $2 ORDER BY sent_at DESC LIMIT 1 OFFSET $3";
    const OWN: &str = "
        SELECT sent_at FROM phone_sends
        WHERE organisation_id = $1 AND digest = $2 AND user_id = $3 ORDER BY sent_at DESC LIMIT 1 OFFSET $4";
    const PERSON: &str = "
        SELECT sent_at FROM phone_sends
        WHERE organisation_id = $1 AND user_id = $2 ORDER BY sent_at DESC LIMIT 1 OFFSET $3";
    const ORGANISATION: &str = "
        SELECT sent_at FROM phone_sends
        WHERE organisation_id = $1 ORDER BY sent_at DESC LIMIT 1 OFFSET $2";
    let (organisation, skipped) = (counted.organisation, nth.saturating_sub(1));
    match whose {
        Whose::Number => match counted.to_number {
            ToNumber::Everybodys => {
                let args = args![organisation, counted.number, skipped];
                txn.fetch_optional(NUMBER, args).await
            }
            ToNumber::Own => {
                let args = args![organisation, counted.number, counted.user, skipped];
                txn.fetch_optional(OWN, args).await
            }
        },
        Whose::Person => {
            let args = args![organisation, counted.user, skipped];
            txn.fetch_optional(PERSON, args).await
        }
        Whose::Organisation => {
            let args = args![organisation, skipped];
            txn.fetch_optional(ORGANISATION, args).await
        }
    }
}

/// A right code of one that is active: there is nothing left to wait for.
pub async fn note_use(txn: &mut Txn, factor: FactorId, now: Timestamp) -> Result<bool> {
    const SQL: &str = "
        UPDATE factors
        SET last_used_at = $2, failures = 0, allowed_at = 0
        WHERE id = $1 AND kind = 'phone' AND state = 'active'";
    txn.execute_one(SQL, args![factor, now]).await
}
