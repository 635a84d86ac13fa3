//! What happens when a handler panics: one answer is lost, and nothing else.

use std::panic::AssertUnwindSafe;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use futures::FutureExt as _;

use super::{
    AppState,
    metrics::count,
    rejection::{Asker, Rejection},
};

/// The hook that is set in [`crate::log`] has written down where.
pub async fn catch(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let asker = Asker::of(&request);
    AssertUnwindSafe(next.run(request))
        .catch_unwind()
        .await
        .unwrap_or_else(|_| {
            count(&state.metrics.panics);
            tracing::error!("a handler panicked");
            Rejection::Broken.answer(&asker, &state.assets)
        })
}
