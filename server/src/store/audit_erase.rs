//! Whoever was deleted is taken out of the log: their texts go, a seal of each stays under the chain.

use identity::ids::{OrganisationId, UserId};

use super::{FromRow, Result, Row, Txn, args, audit_link::Place};

/// Somebody whose texts may still stand in the log. Whoever still has a row is not taken out, whatever stands here.
pub async fn next(txn: &mut Txn) -> Result<Option<UserId>> {
    const SQL: &str = "
        SELECT user_id
        FROM audit_erasures
        WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.id = user_id)
        ORDER BY user_id
        LIMIT 1";
    txn.fetch_locked_optional(SQL, args![]).await
}

/// Nothing of theirs is left.
pub async fn done(txn: &mut Txn, user: UserId) -> Result<()> {
    const SQL: &str = "DELETE FROM audit_erasures WHERE user_id = $1";
    txn.execute(SQL, args![user]).await?;
    Ok(())
}

/// To be taken out, once their row is gone.
pub async fn want(txn: &mut Txn, user: UserId) -> Result<()> {
    const SQL: &str = "INSERT INTO audit_erasures (user_id) VALUES ($1) ON CONFLICT DO NOTHING";
    txn.execute(SQL, args![user]).await?;
    Ok(())
}

/// The same for all who are at home in an organisation.
pub async fn want_all(txn: &mut Txn, organisation: OrganisationId) -> Result<()> {
    const SQL: &str = "
        INSERT INTO audit_erasures (user_id)
        SELECT id FROM users WHERE organisation_id = $1
        ON CONFLICT DO NOTHING";
    txn.execute(SQL, args![organisation]).await?;
    Ok(())
}

/// What an event says of whoever acted.
#[derive(Clone, Debug)]
pub struct Acted {
    pub place: Place,
    /// Name, network address and browser.
    pub texts: [String; 3],
}

impl FromRow for Acted {
    const TABLE: &'static str = "audit_events";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            place: (row.get("organisation_id")?, row.get("sequence")?),
            texts: [row.get("actor_name")?, row.get("ip")?, row.get("agent")?],
        })
    }
}

/// What an event says of whom it is about.
#[derive(Clone, Debug)]
pub struct Concerned {
    pub place: Place,
    /// Name, and the details that say who it is.
    pub texts: [String; 2],
}

impl FromRow for Concerned {
    const TABLE: &'static str = "audit_events";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            place: (row.get("organisation_id")?, row.get("sequence")?),
            texts: [row.get("subject_name")?, row.get("naming")?],
        })
    }
}

/// Events of this actor that still name them.
pub async fn acted(txn: &mut Txn, user: UserId, most: u32) -> Result<Vec<Acted>> {
    const SQL: &str = "
        SELECT organisation_id, sequence, actor_name, ip, agent
        FROM audit_events
        WHERE organisation_id IN (SELECT organisation_id FROM audit_heads) AND actor_id = $1 AND form = 2 AND actor_seal IS NULL
        LIMIT $2";
    txn.fetch_all(SQL, args![user, most]).await
}

/// Events about this user where nobody who is known acted: a sign-in that failed. Whose browser it was is not known, and it may be theirs.
pub async fn unknown_acted(txn: &mut Txn, user: UserId, most: u32) -> Result<Vec<Acted>> {
    const SQL: &str = "
        SELECT organisation_id, sequence, actor_name, ip, agent
        FROM audit_events
        WHERE organisation_id IN (SELECT organisation_id FROM audit_heads) AND subject_id = $1 AND form = 2 AND actor_seal IS NULL
            AND actor_id IS NULL AND actor_name = ''
        LIMIT $2";
    txn.fetch_all(SQL, args![user, most]).await
}

/// Events about this user that still name them.
pub async fn concerned(txn: &mut Txn, user: UserId, most: u32) -> Result<Vec<Concerned>> {
    const SQL: &str = "
        SELECT organisation_id, sequence, subject_name, naming
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
