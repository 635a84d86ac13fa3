//! What the purge takes and what it leaves.

use identity::time::{Span, Timestamp};

use crate::store::{Result, Txn, args, purge, trial::Trial};

const NOW: Timestamp = Timestamp(1_780_000_000_000);

async fn fill(txn: &mut Txn, expires_at: Timestamp, n: u8) -> Result<()> {
    const SIGN_IN: &str = "
        INSERT INTO sign_ins (digest, organisation_id, user_id, created_at, expires_at, password_proved_at, return_to, ip, agent)
        VALUES ($1, 1, 1, 0, $2, 0, '', '', '')";
    const SESSION: &str = "
        INSERT INTO sessions (digest, organisation_id, user_id, created_at, last_seen_at, idle_ms, expires_at, proved_at,
            proved_by, ip, agent)
        VALUES ($1, 1, 1, 0, $2, 0, $3, 0, 'totp', '', '')
        RETURNING id";
    const STEP_UP: &str = "
        INSERT INTO step_ups (session_id, action, targets, created_at, expires_at)
        SELECT MAX(id), '', $1, 0, $2 FROM sessions";
    const FACTOR: &str = "
        INSERT INTO factors (organisation_id, user_id, kind, state, name, expires_at, created_at, bound_ip, bound_agent)
        VALUES (1, 1, 'totp', $2, '', $1, 0, '', '')";
    const THROTTLE: &str = "
        INSERT INTO throttles (key, failures, allowed_at, window_started_at, expires_at)
        VALUES ($1, 0, 0, 0, $2)";
    const MAIL: &str = "
        INSERT INTO outbox (message_id, recipient, subject, body, sealed, created_at, next_try_at, sent_at)
        VALUES ($1, '', '', '', FALSE, $2, 0, 1)";
    let key = [n; 32];
    txn.execute(SIGN_IN, args![key, expires_at]).await?;
    txn.execute(SESSION, args![key, NOW, NOW + Span::days(1)])
        .await?;
    txn.execute(
        "UPDATE sessions SET idle_ms = $1 WHERE digest = $2",
        args![expires_at - NOW, key],
    )
    .await?;
    txn.execute(STEP_UP, args![key, expires_at]).await?;
    txn.execute(FACTOR, args![expires_at, "pending"]).await?;
    txn.execute(FACTOR, args![expires_at, "active"]).await?;
    txn.execute(THROTTLE, args![key, expires_at]).await?;
    txn.execute(MAIL, args![n.to_string(), expires_at]).await?;
    Ok(())
}

#[tokio::test]
async fn only_what_has_expired_goes() {
    const ORGANISATION: &str = "
        INSERT INTO organisations (slug, name, help_line, admin_contact, created_at)
        VALUES ('acme', '', '', '', 0)";
    const USER: &str = "
        INSERT INTO users (organisation_id, email, email_key, name, name_key, language, status, created_at)
        VALUES (1, '', '', '', '', 'en', 'active', 0)";
    for trial in Trial::both().await.unwrap() {
        let mut txn = trial.db.begin().await.unwrap();
        txn.execute(ORGANISATION, args![]).await.unwrap();
        txn.execute(USER, args![]).await.unwrap();
        fill(&mut txn, NOW - Span::days(31), 1).await.unwrap();
        fill(&mut txn, NOW + Span::minutes(1), 2).await.unwrap();
        for what in purge::PURGES {
            assert!(!purge::purge(&mut txn, what, NOW).await.unwrap());
        }
        for (table, left) in [
            ("sign_ins", 1),
            ("sessions", 1),
            ("step_ups", 1),
            ("factors", 3),
            ("throttles", 1),
            ("outbox", 1),
        ] {
            let count: i64 = txn
                .fetch_one_composed(format!("SELECT COUNT(*) FROM {table}"), args![])
                .await
                .unwrap();
            assert_eq!(count, left, "{table}");
        }
        // Whoever comes back reads why; a day after the session would have run out, nobody does.
        let past: Vec<(Vec<u8>, String)> = txn
            .fetch_all("SELECT digest, cause FROM past_sessions", args![])
            .await
            .unwrap();
        assert_eq!(past, [(vec![1; 32], "idle".to_owned())]);
        for what in purge::PURGES {
            purge::purge(&mut txn, what, NOW + Span::days(3))
                .await
                .unwrap();
        }
        let past: i64 = txn
            .fetch_one("SELECT COUNT(*) FROM past_sessions", args![])
            .await
            .unwrap();
        assert_eq!(past, 0, "both");
    }
}
