//! Both engines have the same tables with the same columns.

use std::collections::BTreeSet;

use server::store::{FromRow, Result, Row, Txn, args, trial::Trial};

/// `users.email TEXT NOT NULL`
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Column {
    table: String,
    name: String,
    kind: String,
    nullable: bool,
}

impl FromRow for Column {
    fn from_row(row: &Row) -> Result<Self> {
        let kind: String = row.get("kind")?;
        Ok(Self {
            table: row.get("table_name")?,
            name: row.get("column_name")?,
            // SQLite has neither a boolean nor a width of numbers.
            kind: match kind.as_str() {
                "bigint" | "boolean" | "INTEGER" => "number".to_owned(),
                "bytea" | "BLOB" => "bytes".to_owned(),
                other => other.to_lowercase(),
            },
            nullable: row.get("nullable")?,
        })
    }
}

// A rowid primary key is never NULL on SQLite, whatever its declaration says.
const SQLITE: &str = "
    SELECT t.name AS table_name, c.name AS column_name, c.type AS kind, c.\"notnull\" = 0 AND c.pk = 0 AS nullable
    FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' AND t.name <> '_sqlx_migrations'";

const POSTGRES: &str = "
    SELECT table_name::TEXT, column_name::TEXT, data_type::TEXT AS kind, is_nullable = 'YES' AS nullable
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name NOT IN ('_sqlx_migrations', 'schema_turnstile')";

/// Names of the indexes that we gave a name ourselves.
const SQLITE_INDEXES: &str =
    "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
const POSTGRES_INDEXES: &str = "
    SELECT indexname::TEXT FROM pg_indexes
    WHERE schemaname = current_schema() AND indexname NOT LIKE '%!_pkey' ESCAPE '!' AND indexname NOT LIKE '%!_key' ESCAPE '!'";

const STRICT: &str = "
    SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> '_sqlx_migrations'";

async fn all<T: FromRow + Ord>(txn: &mut Txn, sql: &'static str) -> Result<BTreeSet<T>> {
    Ok(txn.fetch_all(sql, args![]).await?.into_iter().collect())
}

#[tokio::test]
async fn both_engines_have_the_same_schema() -> Result<()> {
    let (one, other) = (Trial::sqlite().await?, Trial::postgres().await?);
    let (mut sqlite, mut postgres) = (one.db.read().await?, other.db.read().await?);

    let here = all::<Column>(&mut sqlite, SQLITE).await?;
    let there = all::<Column>(&mut postgres, POSTGRES).await?;
    assert!(here.len() > 100, "only {} columns found", here.len());
    let differing: Vec<_> = here.symmetric_difference(&there).collect();
    assert!(differing.is_empty(), "only on one engine: {differing:#?}");

    let here = all::<String>(&mut sqlite, SQLITE_INDEXES).await?;
    let there = all::<String>(&mut postgres, POSTGRES_INDEXES).await?;
    assert_eq!(here, there);

    let lax = all::<String>(&mut sqlite, STRICT).await?;
    assert!(lax.is_empty(), "not STRICT: {lax:?}");
    Ok(())
}
