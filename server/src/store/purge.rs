//! What nobody can use any more is deleted, a little at a time, so that no lock is held for long.

use identity::time::{Span, Timestamp};

use super::{Result, Txn, args};

/// The most rows that one statement deletes.
const BATCH: i64 = 500;
/// An expired sign-in still knows where its person wanted to go.
const KEEP_SIGN_INS: Span = Span::days(1);
/// So does an ended session know why.
const KEEP_PAST_SESSIONS: Span = Span::days(1);
/// Programs may ask how it went.
const KEEP_API_CEREMONIES: Span = Span::days(1);
/// What has run out may still wait to be told of.
const KEEP_PHONE_CODES: Span = Span::days(1);
/// As long as the longest limit looks back.
const KEEP_PHONE_SENDS: Span = Span::days(1);
const KEEP_DRAFTS: Span = Span::days(1);
const KEEP_MAIL: Span = Span::days(30);
const KEEP_WEBHOOK_LOG: Span = Span::days(30);
const KEEP_DELETED_WEBHOOKS: Span = Span::days(1);

const SIGN_INS: &str = "
    DELETE FROM sign_ins
    WHERE id IN (SELECT id FROM sign_ins WHERE expires_at <= $1 ORDER BY id LIMIT $2)";
/// Nothing is deleted here: what ran out is remembered before it goes, under the cause that
/// [`identity::session::Course::over`] names; which rows have expired is a question that only the database can ask of all.
const RUN_OUT: &str = "
    INSERT INTO past_sessions (digest, organisation_id, user_id, cause, expires_at)
    SELECT digest, organisation_id, user_id, CASE WHEN expires_at <= $1 THEN 'too_old' ELSE 'idle' END, expires_at
    FROM sessions
    WHERE (expires_at <= $1 OR last_seen_at + idle_ms <= $1)
        AND NOT EXISTS (SELECT 1 FROM past_sessions WHERE past_sessions.digest = sessions.digest)
    ORDER BY id
    LIMIT $2
    ON CONFLICT DO NOTHING";
const PAST_SESSIONS: &str = "
    DELETE FROM past_sessions
    WHERE digest IN (SELECT digest FROM past_sessions WHERE expires_at <= $1 ORDER BY digest LIMIT $2)";
const SESSIONS: &str = "
    DELETE FROM sessions
    WHERE id IN (SELECT id FROM sessions WHERE expires_at <= $1 OR last_seen_at + idle_ms <= $1 ORDER BY id LIMIT $2)";
const KNOWN_DEVICES: &str = "
    DELETE FROM known_devices
    WHERE id IN (SELECT id FROM known_devices WHERE expires_at <= $1 ORDER BY id LIMIT $2)";
const STEP_UPS: &str = "
    DELETE FROM step_ups
    WHERE id IN (SELECT id FROM step_ups WHERE expires_at <= $1 ORDER BY id LIMIT $2)";
/// A factor that was never confirmed: its secret goes with it.
const PENDING_FACTORS: &str = "
    DELETE FROM factors
    WHERE id IN (SELECT id FROM factors WHERE state = 'pending' AND expires_at <= $1 ORDER BY id LIMIT $2)
        AND state = 'pending'";
const CEREMONIES: &str = "
    DELETE FROM webauthn_ceremonies
    WHERE id IN (SELECT id FROM webauthn_ceremonies WHERE expires_at <= $1 ORDER BY id LIMIT $2)";
/// A draft that nobody came back to. What was begun is kept, as the audit log is.
const DRAFTS: &str = "
    DELETE FROM bulk_resets
    WHERE id IN (SELECT id FROM bulk_resets WHERE stage = 'draft' AND created_at <= $1 ORDER BY id LIMIT $2)
        AND stage = 'draft'";
const THROTTLES: &str = "
    DELETE FROM throttles
    WHERE key IN (SELECT key FROM throttles WHERE expires_at <= $1 ORDER BY key LIMIT $2)
        AND expires_at <= $1";
const MAIL: &str = "
    DELETE FROM outbox
    WHERE id IN (SELECT id FROM outbox WHERE (sent_at IS NOT NULL OR body = '') AND created_at <= $1 ORDER BY id LIMIT $2)";

const MAIL_LINKS: &str = "
    DELETE FROM mail_links
    WHERE id IN (SELECT id FROM mail_links WHERE expires_at <= $1 ORDER BY id LIMIT $2)";

const ACCESS_PASSES: &str = "
    DELETE FROM access_passes
    WHERE user_id IN (SELECT user_id FROM access_passes WHERE expires_at <= $1 ORDER BY user_id LIMIT $2)
        AND expires_at <= $1";

const API_TOKENS: &str = "
    DELETE FROM api_tokens
    WHERE id IN (SELECT id FROM api_tokens WHERE refresh_until <= $1 ORDER BY id LIMIT $2)";

const API_CEREMONIES: &str = "
    DELETE FROM api_ceremonies
    WHERE id IN (SELECT id FROM api_ceremonies WHERE expires_at <= $1 ORDER BY id LIMIT $2)";

const PHONE_CODES: &str = "
    DELETE FROM phone_codes
    WHERE id IN (SELECT id FROM phone_codes WHERE expires_at <= $1 ORDER BY id LIMIT $2)";
const PHONE_SENDS: &str = "
    DELETE FROM phone_sends
    WHERE id IN (SELECT id FROM phone_sends WHERE sent_at <= $1 ORDER BY id LIMIT $2)";

/// However it stands: nothing waits as long. Its tries go with it.
const WEBHOOK_DELIVERIES: &str = "
    DELETE FROM webhook_deliveries
    WHERE id IN (SELECT id FROM webhook_deliveries WHERE created_at <= $1 ORDER BY id LIMIT $2)";
/// What tells one of an event locks its row no longer than a transaction takes.
const WEBHOOKS: &str = "
    DELETE FROM webhooks
    WHERE id IN (SELECT id FROM webhooks WHERE deleted_at <= $1 ORDER BY id LIMIT $2)";

/// Each in a transaction of its own: the statement, and how long after its end a row is kept.
pub const PURGES: [(&str, Span); 19] = [
    (PENDING_FACTORS, Span(0)),
    (STEP_UPS, Span(0)),
    (CEREMONIES, Span(0)),
    (RUN_OUT, Span(0)),
    (SESSIONS, Span(0)),
    (PAST_SESSIONS, KEEP_PAST_SESSIONS),
    (SIGN_INS, KEEP_SIGN_INS),
    (KNOWN_DEVICES, Span(0)),
    (DRAFTS, KEEP_DRAFTS),
    (THROTTLES, Span(0)),
    (MAIL, KEEP_MAIL),
    (MAIL_LINKS, Span(0)),
    (API_TOKENS, Span(0)),
    (API_CEREMONIES, KEEP_API_CEREMONIES),
    (ACCESS_PASSES, Span(0)),
    (PHONE_CODES, KEEP_PHONE_CODES),
    (PHONE_SENDS, KEEP_PHONE_SENDS),
    (WEBHOOK_DELIVERIES, KEEP_WEBHOOK_LOG),
    (WEBHOOKS, KEEP_DELETED_WEBHOOKS),
];

/// Deletes one batch. True when there may be more.
pub async fn purge(
    txn: &mut Txn,
    (sql, keep): (&'static str, Span),
    now: Timestamp,
) -> Result<bool> {
    let deleted = txn.execute(sql, args![now - keep, BATCH]).await?;
    Ok(i64::try_from(deleted).is_ok_and(|deleted| deleted >= BATCH))
}
