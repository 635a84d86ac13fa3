//! PostgreSQL: a connection for each transaction, lent out again only when its server has said that the transaction is over.

use std::{sync::Arc, time::Duration};

use sqlx::{Connection as _, Executor as _, PgConnection, postgres::PgConnectOptions};
use tokio::{runtime::Handle, time::timeout};

use super::{
    Error, Result,
    lender::{Lender, Turn},
};

#[derive(Debug)]
pub(super) struct Server {
    options: PgConnectOptions,
    lender: Arc<Lender<PgConnection>>,
}

/// A connection with a transaction open on it. Dropped without a commit, it is rolled back, and nobody waits for that.
#[derive(Debug)]
pub struct Lent {
    /// Both are None once they are on their way back.
    connection: Option<PgConnection>,
    turn: Option<Turn>,
    lender: Arc<Lender<PgConnection>>,
}

/// A network that swallows everything would keep us waiting for ever.
const PATIENCE: Duration = Duration::from_secs(2);

impl Server {
    pub(super) fn new(options: PgConnectOptions, most: u32) -> Self {
        Self {
            options,
            lender: Arc::new(Lender::new(most)),
        }
    }

    /// A connection that is kept by nobody.
    pub(super) async fn connect(&self) -> Result<PgConnection> {
        Ok(PgConnection::connect_with(&self.options).await?)
    }

    /// Whoever gives up while it begins drops the connection, and with it what may have begun: none is lent again in doubt.
    pub(super) async fn begin(&self, begin: &'static str) -> Result<Lent> {
        let (turn, idle) = self.lender.lend().await?;
        let connection = timeout(PATIENCE, self.begun(idle, begin))
            .await
            .map_err(|_| Error::Busy)??;
        Ok(Lent {
            connection: Some(connection),
            turn: Some(turn),
            lender: Arc::clone(&self.lender),
        })
    }

    /// Those that lie there may have ended long ago: the server was restarted, a network forgot them.
    async fn begun(
        &self,
        mut idle: Option<PgConnection>,
        begin: &'static str,
    ) -> Result<PgConnection> {
        while let Some(mut connection) = idle {
            if connection.execute(sqlx::raw_sql(begin)).await.is_ok() {
                return Ok(connection);
            }
            idle = self.lender.another();
        }
        let mut connection = self.connect().await?;
        connection.execute(sqlx::raw_sql(begin)).await?;
        Ok(connection)
    }

    pub(super) async fn close(&self) {
        for connection in self.lender.close().await {
            connection.close().await.ok();
        }
    }
}

impl Lent {
    pub(super) fn connection(&mut self) -> Result<&mut PgConnection> {
        self.connection.as_mut().ok_or(Error::Busy)
    }

    pub(super) async fn commit(self) -> Result<()> {
        self.end("COMMIT").await
    }

    pub(super) async fn roll_back(self) -> Result<()> {
        self.end("ROLLBACK").await
    }

    async fn end(mut self, end: &'static str) -> Result<()> {
        self.connection()?.execute(sqlx::raw_sql(end)).await?;
        if let Some(connection) = self.connection.take() {
            self.lender.take_back(connection);
        }
        Ok(())
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let (connection, turn) = (self.connection.take(), self.turn.take());
        if let Some(mut connection) = connection
            && let Ok(runtime) = Handle::try_current()
        {
            let lender = Arc::clone(&self.lender);
            runtime.spawn(async move {
                let ended = connection.execute(sqlx::raw_sql("ROLLBACK"));
                if matches!(timeout(PATIENCE, ended).await, Ok(Ok(_))) {
                    lender.take_back(connection);
                }
                drop(turn);
            });
        }
    }
}
