//! Counters in Prometheus' text form, on a listener that only this machine reaches.

use std::{
    fmt::Write as _,
    sync::atomic::{AtomicU64, Ordering},
};

use axum::http::StatusCode;
use identity::throttle::flood::Tally;

/// What has happened since this process began. No label holds anything personal.
#[derive(Debug, Default)]
pub struct Metrics {
    classes: [AtomicU64; 5],
    pub in_flight: AtomicU64,
    pub connections: AtomicU64,
    pub panics: AtomicU64,
    pub timeouts: AtomicU64,
    /// Posts that did not come from a page of ours.
    pub foreign_posts: AtomicU64,
    /// Posts from a page that had become too old.
    pub stale_posts: AtomicU64,
    pub policy_reports: AtomicU64,
}

impl Metrics {
    pub fn answered(&self, status: StatusCode) {
        let class = usize::from(status.as_u16() / 100).saturating_sub(1);
        if let Some(counter) = self.classes.get(class) {
            count(counter);
        }
    }

    /// `passwords` are those that the desk has checked.
    pub fn text(&self, passwords: Tally) -> String {
        let mut text = String::from("# TYPE latchkey_http_responses_total counter\n");
        for (class, counter) in (1..).zip(&self.classes) {
            // Writing to a String cannot fail.
            writeln!(
                text,
                "latchkey_http_responses_total{{class=\"{class}xx\"}} {}",
                read(counter)
            )
            .ok();
        }
        for (name, kind, counter) in [
            ("latchkey_http_requests_in_flight", "gauge", &self.in_flight),
            ("latchkey_http_connections", "gauge", &self.connections),
            ("latchkey_http_panics_total", "counter", &self.panics),
            ("latchkey_http_timeouts_total", "counter", &self.timeouts),
            (
                "latchkey_http_foreign_posts_total",
                "counter",
                &self.foreign_posts,
            ),
            (
                "latchkey_http_stale_posts_total",
                "counter",
                &self.stale_posts,
            ),
            (
                "latchkey_csp_reports_total",
                "counter",
                &self.policy_reports,
            ),
        ] {
            writeln!(text, "# TYPE {name} {kind}\n{name} {}", read(counter)).ok();
        }
        let Tally { right, wrong } = passwords;
        text.push_str("# TYPE latchkey_passwords_checked_total counter\n");
        for (outcome, count) in [("right", right), ("wrong", wrong)] {
            writeln!(
                text,
                "latchkey_passwords_checked_total{{outcome=\"{outcome}\"}} {count}"
            )
            .ok();
        }
        text
    }
}

pub fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

fn read(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::Relaxed)
}

/// Counts up now and down when dropped.
#[derive(Debug)]
pub struct During<'a>(&'a AtomicU64);

impl<'a> During<'a> {
    pub fn new(gauge: &'a AtomicU64) -> Self {
        count(gauge);
        Self(gauge)
    }
}

impl Drop for During<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_class() {
        let metrics = Metrics::default();
        metrics.answered(StatusCode::OK);
        metrics.answered(StatusCode::NOT_FOUND);
        metrics.answered(StatusCode::FORBIDDEN);
        let _one = During::new(&metrics.in_flight);
        drop(During::new(&metrics.in_flight));
        let text = metrics.text(Tally { right: 3, wrong: 1 });
        assert!(
            text.contains("class=\"2xx\"} 1\n") && text.contains("class=\"4xx\"} 2\n"),
            "{text}"
        );
        assert!(
            text.contains("latchkey_http_requests_in_flight 1\n"),
            "{text}"
        );
        assert!(
            text.ends_with(
                "{outcome=\"right\"} 3\nlatchkey_passwords_checked_total{outcome=\"wrong\"} 1\n"
            ),
            "{text}"
        );
    }
}
