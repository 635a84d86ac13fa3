//! Whoever was deleted is taken out of the log: their texts go, a seal of each stays under the chain.

use identity::{
    ids::{OrganisationId, UserId},
    time::Timestamp,
};

use super::{Result, Txn, args, audit_link::Place};

/// Some of those who went before this time and may still be named in the log. Whoever still has a row is not taken out, whatever
/// stands here.
pub async fn due(txn: &mut Txn, before: Timestamp, most: u32) -> Result<Vec<UserId>> {
    const SQL: &str = "
        SELECT user_id
        FROM audit_erasures
        WHERE wanted_at <= $1 AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = user_id)
        ORDER BY user_id
        LIMIT $2";
    txn.fetch_locked_all(SQL, args![before, most]).await
}

/// Nothing of theirs is left.
pub async fn done(txn: &mut Txn, user: UserId) -> Result<()> {
    const SQL: &str = "DELETE FROM audit_erasures WHERE user_id = $1";
    txn.execute(SQL, args![user]).await?;
    Ok(())
}

/// To be taken out, once their row is gone.
pub async fn want(txn: &mut Txn, user: UserId, now: Timestamp) -> Result<()> {
    const SQL: &str =
        "INSERT INTO audit_erasures (user_id, wanted_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    txn.execute(SQL, args![user, now]).await?;
    Ok(())
}

/// The same for all who are at home in an organisation.
pub async fn want_all(txn: &mut Txn, organisation: OrganisationId, now: Timestamp) -> Result<()> {
    const SQL: &str = "
        INSERT INTO audit_erasures (user_id, wanted_at)
        SELECT id, $2 FROM users WHERE organisation_id = $1
        ON CONFLICT DO NOTHING";
    txn.execute(SQL, args![organisation, now]).await?;
    Ok(())
}

/// Events of this actor that still name them.
pub async fn acted(txn: &mut Txn, user: UserId, most: u32) -> Result<Vec<Place>> {
    const SQL: &str = "
        SELECT organisation_id, sequence
        FROM audit_events
        WHERE organisation_id IN (SELECT organisation_id FROM audit_heads) AND actor_id = $1 AND form = 2 AND actor_seal IS NULL
        LIMIT $2";
    txn.fetch_all(SQL, args![user, most]).await
}

/// Events about this user where nobody who is known acted: a sign-in that failed. Whose browser it was is not known, and it may be theirs.
pub async fn unknown_acted(txn: &mut Txn, user: UserId, most: u32) -> Result<Vec<Place>> {
    const SQL: &str = "
        SELECT organisation_id, sequence
        FROM audit_events
        WHERE organisation_id IN (SELECT organisation_id FROM audit_heads) AND subject_id = $1 AND form = 2 AND actor_seal IS NULL
            AND actor_id IS NULL AND actor_name = ''
        LIMIT $2";
    txn.fetch_all(SQL, args![user, most]).await
}

/// Events about this user that still name them.
pub async fn concerned(txn: &mut Txn, user: UserId, most: u32) -> Result<Vec<Place>> {
    const SQL: &str = "
        SELECT organisation_id, sequence
        FROM audit_events
        WHERE organisation_id IN (SELECT organisation_id FROM audit_heads) AND subject_id = $1 AND form = 2 AND subject_seal IS NULL
        LIMIT $2";
    txn.fetch_all(SQL, args![user, most]).await
}

/// Takes out whoever acted, and leaves the seal.
pub async fn take_out_actor(
    txn: &mut Txn,
    (organisation, sequence): Place,
    seal: Vec<u8>,
) -> Result<()> {
    const SQL: &str = "
        UPDATE audit_events
        SET actor_name = '', ip = '', agent = '', actor_seal = $3
        WHERE organisation_id = $1 AND sequence = $2 AND actor_seal IS NULL";
    txn.execute(SQL, args![organisation, sequence, seal])
        .await?;
    Ok(())
}

/// Takes out whom it is about, and leaves the seal.
pub async fn take_out_subject(
    txn: &mut Txn,
    (organisation, sequence): Place,
    seal: Vec<u8>,
) -> Result<()> {
    const SQL: &str = "
        UPDATE audit_events
        SET subject_name = '', naming = '', subject_seal = $3
        WHERE organisation_id = $1 AND sequence = $2 AND subject_seal IS NULL";
    txn.execute(SQL, args![organisation, sequence, seal])
        .await?;
    Ok(())
}
