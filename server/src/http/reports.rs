//! What browsers report when a page breaks our content security policy: a line in the log, and not many of them.

use std::sync::atomic::{AtomicI64, Ordering};

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use identity::time::{Span, Timestamp};
use serde_json::Value;

use super::{
    AppState, limits,
    metrics::count,
    rejection::{Asker, Rejection},
};

pub const PATH: &str = "/csp-report";
const MOST: usize = 8 * 1024;
/// Anybody can send reports: what they say is no reason to fill a disk.
const EVERY: Span = Span::seconds(5);

/// When the last one was written down.
#[derive(Debug, Default)]
pub struct Last(AtomicI64);

impl Last {
    fn is_due(&self, now: Timestamp) -> bool {
        let last = self.0.load(Ordering::Relaxed);
        now.0 - last >= EVERY.0
            && self
                .0
                .compare_exchange(last, now.0, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok()
    }
}

/// `POST /csp-report`.
pub async fn take(State(state): State<AppState>, request: Request) -> Response {
    let asker = Asker::of(&request);
    let (parts, body) = request.into_parts();
    let body = match limits::read(&parts.headers, body, MOST).await {
        Ok(body) => body,
        Err(rejection) => return rejection.answer(&asker, &state.assets),
    };
    let Ok(report) = serde_json::from_slice::<Value>(&body) else {
        return Rejection::Malformed.answer(&asker, &state.assets);
    };
    count(&state.metrics.policy_reports);
    if state.last_report.is_due(state.desk.world.now()) {
        let (directive, blocked) = summary(&report);
        tracing::warn!(
            directive,
            blocked,
            "a page broke the content security policy"
        );
    }
    StatusCode::NO_CONTENT.into_response()
}

/// The directive, and what it kept out: without a query, which may hold a token. In either of the two formats there are.
fn summary(report: &Value) -> (String, String) {
    let first = report
        .as_array()
        .and_then(|reports| reports.first())
        .unwrap_or(report);
    let body = first
        .get("body")
        .or_else(|| first.get("csp-report"))
        .unwrap_or(first);
    let field = |names: [&str; 2]| {
        let text = names
            .iter()
            .find_map(|name| body.get(name))
            .and_then(Value::as_str)
            .unwrap_or_default();
        text.split(['?', '#'])
            .next()
            .unwrap_or_default()
            .chars()
            .take(100)
            .collect()
    };
    (
        field(["effectiveDirective", "violated-directive"]),
        field(["blockedURL", "blocked-uri"]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_formats_are_read_and_nothing_secret_is_kept() {
        let new = serde_json::json!([{"body": {"effectiveDirective": "script-src-elem", "blockedURL": "https://evil/x.js?link=secret"}}]);
        let old = serde_json::json!({"csp-report": {"violated-directive": "script-src-elem", "blocked-uri": "https://evil/x.js"}});
        let said = ("script-src-elem".to_owned(), "https://evil/x.js".to_owned());
        assert_eq!(summary(&new), said);
        assert_eq!(summary(&old), said);
        assert_eq!(
            summary(&serde_json::json!(7)),
            (String::new(), String::new())
        );
    }

    #[test]
    fn a_flood_is_written_down_once() {
        let last = Last::default();
        assert!(last.is_due(Timestamp(10_000)));
        assert!(!last.is_due(Timestamp(14_999)));
        assert!(last.is_due(Timestamp(15_000)));
    }
}
