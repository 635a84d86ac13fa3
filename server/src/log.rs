//! The log: one JSON object a line on standard error, the request's id in its span. Never a secret, a query or a cookie.

use std::io;

use tracing_subscriber::{
    EnvFilter, filter::Directive, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

/// What these would write at their finer levels are headers, forms and rows.
const QUIET: [&str; 9] = [
    "h2=warn",
    "hyper=warn",
    "hyper_util=warn",
    "sqlx=warn",
    "lettre=warn",
    "rustls=warn",
    "tower=warn",
    "leptos=warn",
    "server_fn=warn",
];

/// Starts the log at a level (`info`, `debug`), or with directives for parts of it (`info,server::desk=debug`).
pub fn start(directives: &str) {
    let filter = QUIET
        .iter()
        .filter_map(|quiet| quiet.parse::<Directive>().ok())
        .fold(
            EnvFilter::builder().parse_lossy(directives),
            EnvFilter::add_directive,
        );
    let lines = fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_writer(io::stderr);
    // A second start, as in a test, leaves the first one in place.
    tracing_subscriber::registry()
        .with(filter)
        .with(lines)
        .try_init()
        .ok();
    std::panic::set_hook(Box::new(|panic| {
        // Only where: the message of a panic may hold what was being worked on.
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::error!(place, "a panic");
    }));
}
