//! One unit of work, run again from its beginning when the engine only says that two of them met.

use std::time::Duration;

use super::{Db, Error, Result, Trouble, Txn};
use crate::world::World;

/// Begins a transaction, runs `$work` on it, commits; an `Err` rolls everything back. `$work` makes a future each time,
/// and must do nothing but write to the transaction, since it may run up to three times:
///
/// ```ignore
/// let outcome = unit!(self.db, |txn| record(txn, user, now)).await?;
/// ```
///
/// A macro and not a function with an async closure, because the compiler cannot yet see that such a closure's future may
/// move between threads (rust-lang/rust#110338).
#[doc(hidden)]
#[macro_export]
macro_rules! __store_unit {
    ($db:expr, |$txn:ident| $work:expr) => {
        async {
            let mut unit = $crate::store::unit::Unit::new(&$db);
            loop {
                let mut begun = match unit.begin().await {
                    Ok(begun) => begun,
                    Err(error) => break Err(error.into()),
                };
                let outcome = {
                    let $txn = &mut begun;
                    $work.await
                };
                if let Some(outcome) = unit.end(begun, outcome).await {
                    break outcome;
                }
            }
        }
    };
}
pub use __store_unit as unit;

const TRIES: u64 = 3;

#[derive(Debug)]
pub struct Unit<'a> {
    db: &'a Db,
    tries: u64,
}

impl<'a> Unit<'a> {
    pub fn new(db: &'a Db) -> Self {
        Self { db, tries: 0 }
    }

    pub async fn begin(&mut self) -> Result<Txn> {
        self.tries += 1;
        self.db.begin().await
    }

    /// Commits what went well and undoes the rest. `None` when it should be run again.
    pub async fn end<T, E: Trouble>(
        &self,
        txn: Txn,
        outcome: Result<T, E>,
    ) -> Option<Result<T, E>> {
        let outcome = match outcome {
            Ok(value) => txn.commit().await.map(|()| value).map_err(E::from),
            Err(error) => {
                // Should this fail too, the pool throws the connection away: the first error is the news.
                txn.roll_back().await.ok();
                Err(error)
            }
        };
        let met_another = |error: &E| error.store_error().is_some_and(Error::is_retryable);
        if self.tries < TRIES && outcome.as_ref().is_err_and(met_another) {
            let [jitter] = World::real().bytes::<1>();
            tokio::time::sleep(Duration::from_millis(
                self.tries * 5 + u64::from(jitter) / 8,
            ))
            .await;
            return None;
        }
        Some(outcome)
    }
}
