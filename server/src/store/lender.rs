//! Connections that are lent, as many as there may be, in the order in which they were asked for.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError};

use super::{Error, Result};

/// Nobody waits longer than that for a page.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) struct Lender<C> {
    /// The one used last on top: its caches are warm.
    idle: Mutex<Vec<C>>,
    turns: Arc<Semaphore>,
    most: u32,
}

/// The right to hold one connection.
pub(super) type Turn = OwnedSemaphorePermit;

impl<C> Lender<C> {
    pub(super) fn new(most: u32) -> Self {
        Self {
            idle: Mutex::new(Vec::new()),
            turns: Arc::new(Semaphore::new(usize::try_from(most).unwrap_or(usize::MAX))),
            most,
        }
    }

    /// Waits until it is the caller's turn, and gives a connection if one lies there; else the caller opens one.
    pub(super) async fn lend(&self) -> Result<(Turn, Option<C>)> {
        let turns = || Arc::clone(&self.turns);
        let turn = match turns().try_acquire_owned() {
            Ok(turn) => turn,
            Err(TryAcquireError::Closed) => return Err(Error::Busy),
            Err(TryAcquireError::NoPermits) => {
                let waiting = tokio::time::timeout(PATIENCE, turns().acquire_owned());
                waiting
                    .await
                    .map_err(|_| Error::Busy)?
                    .map_err(|_| Error::Busy)?
            }
        };
        Ok((turn, self.another()))
    }

    /// The next that lies there, for whoever found that the first one is dead.
    pub(super) fn another(&self) -> Option<C> {
        self.idle(Vec::pop)
    }

    /// Before the turn ends. A connection that is in doubt is dropped instead.
    pub(super) fn take_back(&self, connection: C) {
        self.idle(|idle| idle.push(connection));
    }

    /// Waits until nobody holds any, lends no more, and gives what is left to be closed.
    pub(super) async fn close(&self) -> Vec<C> {
        let all = self.turns.acquire_many(self.most).await;
        self.turns.close();
        drop(all);
        self.idle(std::mem::take)
    }

    fn idle<R>(&self, work: impl FnOnce(&mut Vec<C>) -> R) -> R {
        work(&mut self.idle.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<C> fmt::Debug for Lender<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lender({})", self.most)
    }
}
