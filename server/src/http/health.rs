//! Whether this node lives, and whether it should be sent people: for load balancers, without a word of content.

use std::{sync::atomic::Ordering, time::Duration};

use axum::{extract::State, http::StatusCode};

use super::AppState;

/// Asked for under any host name.
pub const PATHS: [&str; 2] = ["/livez", "/readyz"];

const DATABASE: Duration = Duration::from_secs(1);

pub async fn live() -> StatusCode {
    StatusCode::OK
}

/// Not while this node is being drained, nor without its database.
pub async fn ready(State(state): State<AppState>) -> StatusCode {
    if state.draining.load(Ordering::Relaxed) {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    match tokio::time::timeout(DATABASE, state.desk.db.ping()).await {
        Ok(Ok(())) => StatusCode::OK,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    }
}
