//! The starter: holds everybody back until all are there, then lets them go at once.

use std::{env, sync::Arc};

use futures::future::{BoxFuture, join_all};
use tokio::sync::Barrier;

use super::browser::Browser;

/// A race on SQLite, on PostgreSQL, and between two nodes of one PostgreSQL (2P).
macro_rules! on_every_engine {
    ($(#[$doc:meta])* async fn $name:ident($stage:ident: Stage) $body:block) => {
        $(#[$doc])*
        mod $name {
            #[allow(clippy::allow_attributes, unused_imports, reason = "what one of them needs, all of them see")]
            use super::*;

            #[allow(clippy::allow_attributes, unused_mut, reason = "few races change their stage, and all of them may")]
            async fn race(mut $stage: $crate::stage::Stage) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn on_sqlite() {
                race($crate::stage::Stage::on_sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn on_postgres() {
                race($crate::stage::Stage::on_postgres().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn on_two_nodes() {
                race($crate::stage::Stage::on_two_nodes().await).await;
            }
        }
    };
}

pub(crate) use on_every_engine;

/// Whether `make test-long` asks.
#[expect(
    clippy::disallowed_methods,
    reason = "how long tests run is no setting"
)]
fn is_long() -> bool {
    env::var("LATCHKEY_LONG").is_ok_and(|value| value == "1")
}

/// How often each race is run.
pub fn rounds() -> usize {
    if is_long() { 200 } else { 20 }
}

/// How many take part in a round: the full crowd in the first one, and always when there is time.
pub fn crowd(round: usize, full: usize) -> usize {
    if round == 0 || is_long() {
        full
    } else {
        full.min(8)
    }
}

/// A post that waits for the start: a browser, where to, and what.
#[derive(Clone, Debug)]
pub struct Runner {
    pub browser: Browser,
    pub action: &'static str,
    pub body: String,
}

impl Runner {
    /// Runs, and gives the browser back with what it was answered. Trouble is allowed to say so, and nothing else.
    fn run(mut self, barrier: Arc<Barrier>) -> BoxFuture<'static, Browser> {
        Box::pin(async move {
            barrier.wait().await;
            self.browser.post(self.action, &self.body).await;
            let status = self.browser.page.status;
            assert!(
                status.is_redirection() || status == 503,
                "{} answers {status}",
                self.action
            );
            self.browser
        })
    }
}

/// All at once; the browsers come back in the order in which they were given.
pub async fn start(runners: Vec<Runner>) -> Vec<Browser> {
    let barrier = Arc::new(Barrier::new(runners.len()));
    let running = runners
        .into_iter()
        .map(|runner| tokio::spawn(runner.run(Arc::clone(&barrier))));
    join_all(running)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect()
}
