//! Brings a database to the schema that this program was built for, and refuses one that is newer.

use sqlx::{
    Connection as _, Executor as _, PgConnection, SqlSafeStr as _, SqliteConnection,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
};

use super::{Error, Result};

/// Number, noun, and the text for each engine. A text that changes is noticed by the compiler, where
/// `sqlx::migrate!` does not look at a directory again on its own.
macro_rules! files {
    ($($number:literal $file:literal),+ $(,)?) => {
        &[$(($number, $file, [
            include_str!(concat!("../../../migrations/sqlite/", $file, ".sql")),
            include_str!(concat!("../../../migrations/postgres/", $file, ".sql")),
        ])),+]
    };
}

const FILES: &[(i64, &str, [&str; 2])] = files! {
    1 "0001_installation",
    2 "0002_user",
    3 "0003_sign_in",
    4 "0004_factor",
    5 "0005_policy",
    6 "0006_admin_request",
    7 "0007_audit",
    8 "0008_outbox",
    11 "0011_address",
    12 "0012_mail_link",
    13 "0013_past_session",
    14 "0014_audit_actor",
    15 "0015_owed_codes",
    16 "0016_mail_sent",
    17 "0017_passkey",
    18 "0018_known_device",
    19 "0019_bulk_reset",
    20 "0020_api",
    21 "0021_access_pass",
    22 "0022_api_work",
    23 "0023_request_decision",
    24 "0024_customer",
    25 "0025_hardware_token",
    26 "0026_user_list",
    27 "0027_webhook",
    28 "0028_brand",
    29 "0029_user_end",
    30 "0030_phone",
    31 "0031_audit_erasure",
    32 "0032_audit_by_event_time",
    33 "0033_past_session_of_user",
    34 "0034_audit_erasure_guarded",
};

/// Everything that is missing, in one transaction: all of it or nothing.
pub(super) async fn sqlite(connection: &mut SqliteConnection) -> Result<()> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    migrator(|[sqlite, _]| sqlite)
        .run_direct(None, &mut *transaction, false)
        .await
        .map_err(explain)?;
    Ok(transaction.commit().await?)
}

/// The same. Two nodes that start together take turns at one row: a row lock is what every engine that speaks
/// PostgreSQL's protocol has, where sqlx's own advisory lock is not.
pub(super) async fn postgres(connection: &mut PgConnection) -> Result<()> {
    make_turnstile(connection).await?;
    let mut transaction = connection.begin().await?;
    transaction
        .execute("SET LOCAL statement_timeout = 0")
        .await?;
    transaction.execute("SET LOCAL lock_timeout = 0").await?;
    transaction
        .execute("SELECT id FROM schema_turnstile WHERE id = 1 FOR UPDATE")
        .await?;
    migrator(|[_, postgres]| postgres)
        .run_direct(None, &mut *transaction, false)
        .await
        .map_err(explain)?;
    Ok(transaction.commit().await?)
}

/// `IF NOT EXISTS` is no promise between two that create at the same moment: the slower one tries once more.
async fn make_turnstile(connection: &mut PgConnection) -> Result<()> {
    const SQL: &str = "
        CREATE TABLE IF NOT EXISTS schema_turnstile (id BIGINT PRIMARY KEY);
        INSERT INTO schema_turnstile (id) VALUES (1) ON CONFLICT DO NOTHING;";
    if connection.execute(sqlx::raw_sql(SQL)).await.is_err() {
        connection.execute(sqlx::raw_sql(SQL)).await?;
    }
    Ok(())
}

fn migrator(text: fn([&'static str; 2]) -> &'static str) -> Migrator {
    let migrations = FILES.iter().map(|(number, file, texts)| {
        Migration::new(
            *number,
            (*file).into(),
            MigrationType::Simple,
            text(*texts).into_sql_str(),
            false,
        )
    });
    let mut migrator = Migrator::with_migrations(migrations.collect());
    // Both callers hold a lock of their own.
    migrator.set_locking(false);
    migrator
}

fn explain(error: MigrateError) -> Error {
    match error {
        MigrateError::VersionMissing(version) => Error::Open(format!(
            "its schema is newer than this program (it has migration {version}); start the newer program, or restore a backup"
        )),
        MigrateError::VersionMismatch(version) => Error::Open(format!(
            "migration {version} was changed after it had been applied"
        )),
        other => Error::Migrate(other),
    }
}

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn every_file_is_listed_once_and_in_order() {
        for engine in ["sqlite", "postgres"] {
            let directory = "../migrations/";
            let mut found: Vec<String> = std::fs::read_dir(format!("{directory}{engine}"))
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            found.sort();
            let listed: Vec<String> = FILES
                .iter()
                .map(|(_, file, _)| format!("{file}.sql"))
                .collect();
            assert_eq!(found, listed, "{engine}");
            assert!(
                FILES
                    .iter()
                    .all(|(number, file, _)| file.starts_with(&format!("{number:04}_")))
            );
        }
    }
}
