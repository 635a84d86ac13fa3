//! A transaction: the only thing that runs SQL.

use sqlx::{
    AssertSqlSafe, Postgres, SqlSafeStr, SqlStr,
    postgres::{PgQueryResult, PgRow},
};

use super::{Arg, Error, FromRow, Result, Row, postgres, sqlite};

/// Dropped without [`Txn::commit`], it never happened.
#[derive(Debug)]
pub enum Txn {
    Sqlite(sqlite::Lent),
    Postgres(postgres::Lent),
}

pub(super) struct Query {
    pub(super) sql: SqlStr,
    pub(super) args: Vec<Arg>,
    /// Kept prepared on its connection. Not worth it for a text that is put together.
    pub(super) persistent: bool,
}

/// One statement on whichever engine there is: `$sqlite` is one of [`sqlite::Lent`]'s methods, `$postgres` one of sqlx's.
macro_rules! on_either {
    ($txn:expr, $query:expr, $sqlite:ident, $postgres:ident => $wrap:expr) => {{
        let query = $query;
        // The text alone, which is constant: never what is bound to it.
        tracing::trace!(sql = query.sql.as_str());
        match $txn {
            Txn::Sqlite(lent) => {
                // No statement waits here, so a long row of them must let others through by itself.
                tokio::task::coop::consume_budget().await;
                lent.$sqlite(&query)
            }
            Txn::Postgres(lent) => {
                let answer = bound(query).$postgres(lent.connection()?).await?;
                $wrap(answer)
            }
        }
    }};
}

fn bound(query: Query) -> sqlx::query::Query<'static, Postgres, sqlx::postgres::PgArguments> {
    let mut bound = sqlx::query(query.sql).persistent(query.persistent);
    for arg in query.args {
        bound = match arg {
            Arg::Int(value) => bound.bind(value),
            Arg::Text(value) => bound.bind(value),
            Arg::Bytes(value) => bound.bind(value),
            Arg::Bool(value) => bound.bind(value),
        };
    }
    bound
}

impl Txn {
    pub async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(lent) => lent.commit()?,
            Self::Postgres(lent) => lent.commit().await?,
        }
        Ok(())
    }

    /// Undoes everything at once, where dropping would leave it to the pool.
    pub async fn roll_back(self) -> Result<()> {
        match self {
            Self::Sqlite(lent) => lent.roll_back()?,
            Self::Postgres(lent) => lent.roll_back().await?,
        }
        Ok(())
    }

    /// How many rows it changed.
    pub async fn execute(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<u64> {
        self.run(fixed(sql, args)).await
    }

    /// Compare-and-set: true when exactly the one row that was meant was still as it should be.
    pub async fn execute_one(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<bool> {
        match self.execute(sql, args).await? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Error::Inconsistent {
                table: "(statement)",
                column: sql.to_owned(),
                row: None,
            }),
        }
    }

    /// The one row that must be there.
    pub async fn fetch_one<T: FromRow>(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<T> {
        self.fetch_optional(sql, args)
            .await?
            .ok_or_else(missing::<T>)
    }

    pub async fn fetch_optional<T: FromRow>(
        &mut self,
        sql: &'static str,
        args: Vec<Arg>,
    ) -> Result<Option<T>> {
        self.optional(fixed(sql, args)).await
    }

    pub async fn fetch_all<T: FromRow>(
        &mut self,
        sql: &'static str,
        args: Vec<Arg>,
    ) -> Result<Vec<T>> {
        self.all(fixed(sql, args)).await
    }

    /// [`Txn::fetch_one`], and nobody else changes that row before this transaction ends.
    pub async fn fetch_locked_one<T: FromRow>(
        &mut self,
        sql: &'static str,
        args: Vec<Arg>,
    ) -> Result<T> {
        self.fetch_locked_optional(sql, args)
            .await?
            .ok_or_else(missing::<T>)
    }

    /// [`Txn::fetch_optional`] with the row locked. Plain rows of one table only: no aggregate, no DISTINCT.
    pub async fn fetch_locked_optional<T: FromRow>(
        &mut self,
        sql: &'static str,
        args: Vec<Arg>,
    ) -> Result<Option<T>> {
        let query = self.locking(sql, args);
        self.optional(query).await
    }

    /// [`Txn::fetch_all`] with the rows locked. Order them by id: two who lock in one order never deadlock.
    pub async fn fetch_locked_all<T: FromRow>(
        &mut self,
        sql: &'static str,
        args: Vec<Arg>,
    ) -> Result<Vec<T>> {
        let query = self.locking(sql, args);
        self.all(query).await
    }

    /// For a text put together from constant parts, such as the filters of a search. What a person typed
    /// goes into `args`, never into `sql`: sqlx's own guard is switched off here.
    pub async fn fetch_all_composed<T: FromRow>(
        &mut self,
        sql: String,
        args: Vec<Arg>,
    ) -> Result<Vec<T>> {
        self.all(composed(sql, args)).await
    }

    /// [`Txn::fetch_one`] under the same rule as [`Txn::fetch_all_composed`].
    pub async fn fetch_one_composed<T: FromRow>(
        &mut self,
        sql: String,
        args: Vec<Arg>,
    ) -> Result<T> {
        self.optional(composed(sql, args))
            .await?
            .ok_or_else(missing::<T>)
    }

    /// Locks rows and gives none of them: what they hold is read afterwards, whole, as it is then. Nothing at all on SQLite.
    pub async fn lock(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<()> {
        if let Self::Postgres(_) = self {
            self.fetch_locked_all::<i64>(sql, args).await?;
        }
        Ok(())
    }

    /// SQLite needs no lock on a row: whoever writes holds the whole database since BEGIN IMMEDIATE.
    fn locking(&self, sql: &'static str, args: Vec<Arg>) -> Query {
        match self {
            Self::Sqlite(_) => fixed(sql, args),
            Self::Postgres(_) => {
                let sql = AssertSqlSafe(format!("{sql} FOR UPDATE")).into_sql_str();
                Query {
                    sql,
                    args,
                    persistent: true,
                }
            }
        }
    }

    async fn run(&mut self, query: Query) -> Result<u64> {
        on_either!(self, query, run, execute => |done: PgQueryResult| Ok(done.rows_affected()))
    }

    async fn optional<T: FromRow>(&mut self, query: Query) -> Result<Option<T>> {
        on_either!(self, query, optional, fetch_optional => |row: Option<PgRow>| row
            .map(|row| Row::from(&row).read())
            .transpose())
    }

    async fn all<T: FromRow>(&mut self, query: Query) -> Result<Vec<T>> {
        on_either!(self, query, all, fetch_all => |rows: Vec<PgRow>| rows
            .iter()
            .map(|row| Row::from(row).read())
            .collect())
    }
}

fn fixed(sql: &'static str, args: Vec<Arg>) -> Query {
    Query {
        sql: sql.into_sql_str(),
        args,
        persistent: true,
    }
}

fn composed(sql: String, args: Vec<Arg>) -> Query {
    Query {
        sql: AssertSqlSafe(sql).into_sql_str(),
        args,
        persistent: false,
    }
}

fn missing<T: FromRow>() -> Error {
    Error::Inconsistent {
        table: T::TABLE,
        column: "(the row itself)".to_owned(),
        row: None,
    }
}
