//! The end of a customer, for a while or for good: what its people and its programs hold.

use identity::{
    ids::OrganisationId, organisation::OrganisationStatus, session::EndCause, time::Timestamp,
};

use super::{Result, Txn, args, audit_erase};

/// How it stands, once nobody else changes it.
pub async fn lock(txn: &mut Txn, id: OrganisationId) -> Result<Option<OrganisationStatus>> {
    const SQL: &str = "SELECT status FROM organisations WHERE id = $1";
    let status: Option<String> = txn.fetch_locked_optional(SQL, args![id]).await?;
    Ok(status.and_then(|code| code.parse().ok()))
}

pub async fn set_status(
    txn: &mut Txn,
    id: OrganisationId,
    status: OrganisationStatus,
) -> Result<()> {
    const SQL: &str = "UPDATE organisations SET status = $2 WHERE id = $1";
    txn.execute(SQL, args![id, status.code()]).await?;
    Ok(())
}

/// Ends every sign-in, every session and every access token; how many sessions there were.
pub async fn close(txn: &mut Txn, id: OrganisationId) -> Result<u64> {
    const REMEMBER: &str = "
        INSERT INTO past_sessions (digest, organisation_id, user_id, cause, expires_at)
        SELECT digest, organisation_id, user_id, $2, expires_at FROM sessions WHERE organisation_id = $1
        ON CONFLICT DO NOTHING";
    const SIGN_INS: &str = "DELETE FROM sign_ins WHERE organisation_id = $1";
    const TOKENS: &str = "DELETE FROM api_tokens WHERE organisation_id = $1";
    const PASSES: &str = "DELETE FROM access_passes WHERE organisation_id = $1";
    const SESSIONS: &str = "DELETE FROM sessions WHERE organisation_id = $1";
    let cause = EndCause::Organisation.code();
    txn.execute(REMEMBER, args![id, cause]).await?;
    for sql in [SIGN_INS, TOKENS, PASSES] {
        txn.execute(sql, args![id]).await?;
    }
    txn.execute(SESSIONS, args![id]).await
}

/// Its people go, and with them factors, codes, links, addresses and browsers; its credentials are revoked, its webhooks are told of nothing
/// more, and nobody looks after it. The audit log stays, since it is evidence; who they were is taken out of it soon after.
pub async fn erase(txn: &mut Txn, id: OrganisationId, now: Timestamp) -> Result<()> {
    const MAIL: &str = "DELETE FROM outbox WHERE organisation_id = $1";
    const LINKS: &str = "DELETE FROM mail_links WHERE organisation_id = $1";
    const USERS: &str = "DELETE FROM users WHERE organisation_id = $1";
    const LOGO: &str = "DELETE FROM organisation_logos WHERE organisation_id = $1";
    const HARDWARE: &str = "DELETE FROM hardware_tokens WHERE organisation_id = $1";
    const OPERATORS: &str = "DELETE FROM operator_customers WHERE organisation_id = $1";
    const WEBHOOKS: &str = "
        UPDATE webhooks
        SET state = 'deleted', deleted_at = $2, url = '', secret = '', old_secret = NULL
        WHERE organisation_id = $1 AND state <> 'deleted'";
    const DELIVERIES: &str = "
        UPDATE webhook_deliveries SET progress = 'stopped' WHERE organisation_id = $1 AND progress = 'waiting'";
    const CREDENTIALS: &str = "
        UPDATE api_credentials SET revoked_at = $2 WHERE organisation_id = $1 AND revoked_at IS NULL";
    audit_erase::want_all(txn, id, now).await?;
    for sql in [MAIL, LINKS, OPERATORS, LOGO, HARDWARE, DELIVERIES, USERS] {
        txn.execute(sql, args![id]).await?;
    }
    for sql in [CREDENTIALS, WEBHOOKS] {
        txn.execute(sql, args![id, now]).await?;
    }
    Ok(())
}
