//! The core of the store on both engines.

use identity::{
    ids::{OrganisationId, UserId},
    time::Timestamp,
};

use super::{
    Db, Error, FromRow, Result, Row, Txn, args,
    trial::{Trial, empty_schema},
    unit,
};

#[derive(Debug, PartialEq)]
struct Organisation {
    id: OrganisationId,
    slug: String,
    created_at: Timestamp,
}

impl FromRow for Organisation {
    const TABLE: &'static str = "organisations";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            slug: row.get("slug")?,
            created_at: row.get("created_at")?,
        })
    }
}

async fn add(txn: &mut Txn, slug: &str) -> Result<OrganisationId> {
    const SQL: &str = "
        INSERT INTO organisations (slug, name, help_line, admin_contact, created_at)
        VALUES ($1, $2, '', '', $3)
        RETURNING id";
    txn.fetch_one(SQL, args![slug, slug.to_owned(), Timestamp(7)])
        .await
}

async fn count(db: &Db) -> i64 {
    let mut txn = db.read().await.unwrap();
    txn.fetch_one("SELECT COUNT(*) FROM organisations", args![])
        .await
        .unwrap()
}

#[tokio::test]
async fn what_is_written_is_read_again() {
    const SQL: &str = "SELECT id, slug, created_at FROM organisations WHERE id = $1";
    for trial in Trial::both().await.unwrap() {
        let mut txn = trial.db.begin().await.unwrap();
        let id = add(&mut txn, "acme").await.unwrap();
        txn.commit().await.unwrap();

        let mut txn = trial.db.read().await.unwrap();
        let read: Organisation = txn.fetch_one(SQL, args![id]).await.unwrap();
        assert_eq!(
            read,
            Organisation {
                id,
                slug: "acme".to_owned(),
                created_at: Timestamp(7)
            }
        );
        let pair: (OrganisationId, Option<String>) = txn
            .fetch_one("SELECT id, slug FROM organisations", args![])
            .await
            .unwrap();
        assert_eq!(pair, (id, Some("acme".to_owned())));
        let none: Option<Organisation> = txn
            .fetch_optional(SQL, args![OrganisationId(99)])
            .await
            .unwrap();
        assert_eq!(none, None);
    }
}

#[tokio::test]
async fn every_kind_of_value_and_its_absence_travels() {
    const THROTTLE: &str = "
        INSERT INTO throttles (key, failures, allowed_at, window_started_at, expires_at)
        VALUES ($1, 0, 0, 0, 0)";
    const INSERT: &str = "
        INSERT INTO outbox (message_id, organisation_id, recipient, subject, body, sealed, created_at, next_try_at, sent_at)
        VALUES ($1, $2, '', '', '', $3, 1, 1, $4)";
    const SELECT: &str =
        "SELECT organisation_id, sealed, sent_at, 1 FROM outbox WHERE message_id = $1";
    for trial in Trial::both().await.unwrap() {
        let mut txn = trial.db.begin().await.unwrap();
        let nobody = None::<OrganisationId>;
        txn.execute(INSERT, args!["a", nobody, true, Some(Timestamp(5))])
            .await
            .unwrap();
        txn.execute(
            INSERT,
            args![String::from("b"), nobody, false, None::<Timestamp>],
        )
        .await
        .unwrap();
        let a: (Option<OrganisationId>, bool, Option<Timestamp>, i64) =
            txn.fetch_one(SELECT, args!["a"]).await.unwrap();
        assert_eq!(a, (None, true, Some(Timestamp(5)), 1));
        let b: (Option<OrganisationId>, bool, Option<Timestamp>, i64) =
            txn.fetch_one(SELECT, args!["b"]).await.unwrap();
        assert_eq!(b, (None, false, None, 1));

        let key = [7_u8; 32];
        txn.execute(THROTTLE, args![key]).await.unwrap();
        let read: Vec<u8> = txn
            .fetch_one("SELECT key FROM throttles WHERE key = $1", args![&key])
            .await
            .unwrap();
        assert_eq!(read, key);
    }
}

#[tokio::test]
async fn a_null_where_none_is_allowed_names_its_table() {
    for trial in Trial::both().await.unwrap() {
        let mut txn = trial.db.begin().await.unwrap();
        add(&mut txn, "acme").await.unwrap();
        let error = txn
            .fetch_one::<Organisation>(
                "SELECT id, slug, NULL AS created_at FROM organisations",
                args![],
            )
            .await
            .unwrap_err();
        assert!(
            matches!(&error, Error::Inconsistent { table: "organisations", column, .. } if column == "created_at")
                || matches!(&error, Error::Engine(_)),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn nothing_happened_without_a_commit() {
    for trial in Trial::both().await.unwrap() {
        let mut txn = trial.db.begin().await.unwrap();
        add(&mut txn, "acme").await.unwrap();
        drop(txn);
        assert_eq!(count(&trial.db).await, 0);
    }
}

#[tokio::test]
async fn a_reading_transaction_cannot_write() {
    for trial in Trial::both().await.unwrap() {
        let mut txn = trial.db.read().await.unwrap();
        assert!(add(&mut txn, "acme").await.is_err());
    }
}

#[tokio::test]
async fn a_reader_does_not_wait_for_the_writer() {
    for trial in Trial::both().await.unwrap() {
        let mut writer = trial.db.begin().await.unwrap();
        add(&mut writer, "acme").await.unwrap();
        assert_eq!(count(&trial.db).await, 0);
        writer.commit().await.unwrap();
        assert_eq!(count(&trial.db).await, 1);
    }
}

#[tokio::test]
async fn the_second_compare_and_set_misses() {
    const SQL: &str =
        "UPDATE organisations SET status = 'suspended' WHERE id = $1 AND status = 'active'";
    for trial in Trial::both().await.unwrap() {
        let mut txn = trial.db.begin().await.unwrap();
        let id = add(&mut txn, "acme").await.unwrap();
        assert!(txn.execute_one(SQL, args![id]).await.unwrap());
        assert!(!txn.execute_one(SQL, args![id]).await.unwrap());
    }
}

#[tokio::test]
async fn unique_and_foreign_keys_are_told_apart() {
    const ORPHAN: &str =
        "INSERT INTO user_groups (user_id, organisation_id, name) VALUES ($1, $2, 'x')";
    for trial in Trial::both().await.unwrap() {
        let mut txn = trial.db.begin().await.unwrap();
        add(&mut txn, "acme").await.unwrap();
        let error = add(&mut txn, "acme").await.unwrap_err();
        assert!(error.is_unique_violation(), "{error:?}");
        drop(txn);
        let mut txn = trial.db.begin().await.unwrap();
        let error = txn
            .execute(ORPHAN, args![UserId(1), OrganisationId(1)])
            .await
            .unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
    }
}

#[tokio::test]
async fn a_unit_of_work_may_be_spawned_and_rolls_back_on_err() {
    async fn refuse(txn: &mut Txn) -> Result<()> {
        add(txn, "other").await?;
        Err(Error::Busy)
    }
    for trial in Trial::both().await.unwrap() {
        let (db, slug) = (trial.db.clone(), String::from("acme"));
        tokio::spawn(async move { unit!(db, |txn| add(txn, &slug)).await })
            .await
            .unwrap()
            .unwrap();
        let refused = unit!(trial.db, |txn| refuse(txn)).await;
        assert!(matches!(refused, Err(Error::Busy)));
        assert_eq!(count(&trial.db).await, 1);
    }
}

/// Two units that lock the same two rows in opposite order: one of them is run again, and both come through.
#[tokio::test]
async fn units_that_deadlock_are_run_again() {
    async fn cross(txn: &mut Txn, first: OrganisationId, second: OrganisationId) -> Result<()> {
        const LOCK: &str = "SELECT id FROM organisations WHERE id = $1";
        const RENAME: &str = "UPDATE organisations SET name = name || 'x' WHERE id = $1";
        txn.fetch_locked_one::<OrganisationId>(LOCK, args![first])
            .await?;
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        txn.fetch_locked_one::<OrganisationId>(LOCK, args![second])
            .await?;
        txn.execute(RENAME, args![second]).await?;
        Ok(())
    }
    for trial in Trial::both().await.unwrap() {
        let mut txn = trial.db.begin().await.unwrap();
        let (a, b) = (
            add(&mut txn, "a").await.unwrap(),
            add(&mut txn, "b").await.unwrap(),
        );
        txn.commit().await.unwrap();
        let run = |first, second| {
            let db = trial.db.clone();
            tokio::spawn(async move { unit!(db, |txn| cross(txn, first, second)).await })
        };
        let (one, other) = tokio::join!(run(a, b), run(b, a));
        one.unwrap().unwrap();
        other.unwrap().unwrap();
        let mut txn = trial.db.read().await.unwrap();
        let names: Vec<String> = txn
            .fetch_all("SELECT name FROM organisations ORDER BY id", args![])
            .await
            .unwrap();
        assert_eq!(names, ["ax", "bx"]);
    }
}

/// FT-14 in small: callers that give up while a transaction begins must not leave one open behind them.
#[tokio::test]
async fn callers_that_give_up_poison_no_connection() {
    for trial in Trial::both().await.unwrap() {
        for round in 0..200_u64 {
            let db = trial.db.clone();
            let caller = tokio::spawn(async move { db.begin().await.map(drop) });
            tokio::time::sleep(std::time::Duration::from_micros(round * 5)).await;
            caller.abort();
        }
        for n in 0..20 {
            let mut txn = trial.db.begin().await.unwrap();
            add(&mut txn, &format!("o{n}")).await.unwrap();
            txn.commit().await.unwrap();
        }
        let again = Db::connect(&trial.settings).await.unwrap();
        assert_eq!(count(&again).await, 20);
    }
}

/// The second line of defence: a connection is lent again only after its transaction has ended.
#[tokio::test]
async fn a_connection_left_inside_a_transaction_is_cleaned() {
    const LEFT: [&str; 2] = [
        "INSERT INTO audit_heads (organisation_id, sequence, mac) VALUES (9, 0, '')",
        // A transaction that failed: nothing but ROLLBACK is accepted in it.
        "SELECT 1 / 0",
    ];
    const ADD: &str = "INSERT INTO audit_heads (organisation_id, sequence, mac) VALUES (1, 0, '')";
    let mut trial = Trial::postgres().await.unwrap();
    trial.settings.connections = 1;
    let db = Db::connect(&trial.settings).await.unwrap();
    for left in LEFT {
        let mut txn = db.begin().await.unwrap();
        txn.execute(left, args![]).await.ok();
        drop(txn);
        let mut txn = db.begin().await.unwrap();
        let heads = "SELECT COUNT(*) FROM audit_heads";
        assert_eq!(txn.fetch_one::<i64>(heads, args![]).await.unwrap(), 0);
        txn.execute(ADD, args![]).await.unwrap();
        txn.commit().await.unwrap();
        let mut txn = trial.db.begin().await.unwrap();
        assert!(
            txn.execute_one("DELETE FROM audit_heads WHERE organisation_id = 1", args![])
                .await
                .unwrap()
        );
        txn.commit().await.unwrap();
    }
}

#[tokio::test]
async fn nodes_that_start_together_migrate_once() {
    let settings = empty_schema().await.unwrap();
    let starts = (0..6).map(|_| Db::connect(&settings));
    for started in futures::future::join_all(starts).await {
        started.unwrap();
    }
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    const SQL: &str = "UPDATE _sqlx_migrations SET version = 9999 WHERE version = 8";
    for trial in Trial::both().await.unwrap() {
        let mut txn = trial.db.begin().await.unwrap();
        txn.execute(SQL, args![]).await.unwrap();
        txn.commit().await.unwrap();
        let error = Db::connect(&trial.settings).await.unwrap_err();
        assert!(
            error.to_string().contains("newer than this program"),
            "{error}"
        );
    }
}

/// Features land in the order in which they are done, which need not be that of their numbers.
#[tokio::test]
async fn a_lower_number_that_came_later_is_applied_too() {
    for trial in Trial::both().await.unwrap() {
        let mut txn = trial.db.begin().await.unwrap();
        for sql in [
            "DROP TABLE hardware_tokens",
            "DELETE FROM _sqlx_migrations WHERE version = 25",
        ] {
            txn.execute(sql, args![]).await.unwrap();
        }
        txn.commit().await.unwrap();
        let db = Db::connect(&trial.settings).await.unwrap();
        let mut txn = db.read().await.unwrap();
        let tokens: i64 = txn
            .fetch_one("SELECT count(*) FROM hardware_tokens", args![])
            .await
            .unwrap();
        assert_eq!(tokens, 0);
    }
}

#[tokio::test]
async fn the_audit_is_append_only() {
    const INSERT: &str = "
        INSERT INTO audit_events (organisation_id, sequence, event, actor_kind, actor_name, subject_name, reason, request_id,
            ip, agent, detail, at, mac, form)
        VALUES (1, 1, '', '', 'Anna', 'Anna', '', '', '', '', '{}', 1, $1, 2)";
    const ERASE: &str = "UPDATE audit_events SET actor_name = '', actor_seal = mac";
    for trial in Trial::both().await.unwrap() {
        for forbidden in [
            "UPDATE audit_events SET reason = 'x'",
            "DELETE FROM audit_events",
            "UPDATE audit_events SET actor_name = ''",
            "UPDATE audit_events SET actor_name = 'Berta', actor_seal = mac",
            "UPDATE audit_events SET subject_name = '', subject_seal = mac, detail = ''",
            "UPDATE audit_events SET subject_name = '', subject_seal = mac, form = 1",
        ] {
            let mut txn = trial.db.begin().await.unwrap();
            txn.execute(INSERT, args![[0; 32]]).await.unwrap();
            assert!(
                txn.execute(forbidden, args![]).await.is_err(),
                "{forbidden}"
            );
        }
        // But for names, once, and what is left of them is not changed again.
        let mut txn = trial.db.begin().await.unwrap();
        txn.execute(INSERT, args![[0; 32]]).await.unwrap();
        assert_eq!(txn.execute(ERASE, args![]).await.unwrap(), 1);
        let again = "UPDATE audit_events SET actor_seal = NULL, actor_name = 'Berta'";
        assert!(txn.execute(again, args![]).await.is_err());
    }
}

#[tokio::test]
async fn the_sqlite_file_is_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let trial = Trial::sqlite().await.unwrap();
    let path = trial
        .settings
        .url
        .reveal()
        .trim_start_matches("sqlite:")
        .to_owned();
    for suffix in ["", "-wal", "-shm"] {
        let mode = std::fs::metadata(format!("{path}{suffix}"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{suffix}");
    }
}
