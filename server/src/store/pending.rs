//! Pending factors: set up, not yet confirmed, each the business of one sign-in or one session.

use identity::{
    ids::{FactorId, SessionId, SignInId, UserId},
    time::{Span, Timestamp},
};

use super::{Result, Txn, args};

/// Buries what this sign-in or session set up before and did not confirm.
pub async fn bury_older(
    txn: &mut Txn,
    user: UserId,
    owner: (Option<SignInId>, Option<SessionId>),
    now: Timestamp,
) -> Result<()> {
    const SQL: &str = "
        UPDATE factors
        SET state = 'deleted', secret = NULL, ended_at = $4, sign_in_id = NULL, session_id = NULL
        WHERE user_id = $1 AND state = 'pending' AND (sign_in_id = $2 OR session_id = $3)";
    txn.execute(SQL, args![user, owner.0, owner.1, now]).await?;
    forget_numbers(txn, user).await
}

/// What was buried unconfirmed keeps no number.
pub async fn forget_numbers(txn: &mut Txn, user: UserId) -> Result<()> {
    const SQL: &str = "
        DELETE FROM phones
        WHERE factor_id IN (SELECT id FROM factors WHERE user_id = $1 AND state = 'deleted')";
    txn.execute(SQL, args![user]).await?;
    Ok(())
}

/// Buries everything that a user has pending, whoever set it up.
pub async fn bury_all(txn: &mut Txn, user: UserId, now: Timestamp) -> Result<()> {
    const SQL: &str = "
        UPDATE factors
        SET state = 'deleted', secret = NULL, ended_at = $2, sign_in_id = NULL, session_id = NULL
        WHERE user_id = $1 AND state = 'pending'";
    txn.execute(SQL, args![user, now]).await?;
    forget_numbers(txn, user).await
}

/// Counts a wrong confirmation; gives the new count.
pub async fn count_try(txn: &mut Txn, id: FactorId) -> Result<i64> {
    const SQL: &str =
        "UPDATE factors SET tries = tries + 1 WHERE id = $1 AND state = 'pending' RETURNING tries";
    Ok(txn
        .fetch_optional(SQL, args![id])
        .await?
        .unwrap_or(i64::MAX))
}

/// Makes a pending factor an active one, with the step of the code that confirmed it spent: true for exactly one caller.
pub async fn activate(
    txn: &mut Txn,
    id: FactorId,
    (name, step): (&str, i64),
    now: Timestamp,
) -> Result<bool> {
    const SQL: &str = "
        UPDATE factors
        SET state = 'active', name = $2, last_step = $3, tries = 0, confirmed_at = $4, last_used_at = $4, expires_at = NULL,
            sign_in_id = NULL, session_id = NULL
        WHERE id = $1 AND state = 'pending' AND expires_at > $4";
    txn.execute_one(SQL, args![id, name, step, now]).await
}

/// Gives a sign-in the time to enrol, counted from its beginning so that nobody draws it out; gives its end.
pub async fn give_time(txn: &mut Txn, id: SignInId, in_all: Span) -> Result<Timestamp> {
    const SQL: &str = "
        UPDATE sign_ins
        SET expires_at = CASE WHEN expires_at < created_at + $2 THEN created_at + $2 ELSE expires_at END
        WHERE id = $1
        RETURNING expires_at";
    txn.fetch_one(SQL, args![id, in_all]).await
}
