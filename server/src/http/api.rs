//! The REST API: a surface of its own, beside the pages. It has no cookies, and nothing that a page knows is worth anything here.

use std::collections::BTreeMap;

use axum::{
    Router,
    http::{StatusCode, Uri},
    response::Response,
    routing::{MethodRouter, any, get},
};

use super::AppState;

mod asked;
mod authorization;
mod devices;
mod document;
mod enrolment;
mod fields;
pub mod json;
mod mfa_token;
mod named;
pub mod own;
mod page;
mod parameter;
mod query;
mod rate_limit;
mod reply;
mod said;
mod shapes;
mod table;
mod token;
mod told;
mod user;
mod users;
mod verification;
mod wishes;

pub use json::instant;
pub use own::events::AuditEvent;
use said::Problem;
pub use said::Version;

/// The method and the path of every call, for the tests that walk them.
pub fn calls() -> Vec<(String, &'static str)> {
    let name = |served: table::Served| (document::method(&served.method), served.path);
    table::table().into_iter().map(name).collect()
}

/// The document, for the tests that hold answers against it.
pub fn document() -> serde_json::Value {
    serde_json::to_value(document::document("/")).unwrap_or_default()
}

pub fn router() -> Router<AppState> {
    let mut paths: BTreeMap<&str, MethodRouter<AppState>> = BTreeMap::new();
    for served in table::table() {
        let there = paths.remove(served.path).unwrap_or_default();
        paths.insert(served.path, there.merge(served.handler));
    }
    paths.insert(document::PATH, get(document::json));
    paths.insert(page::PATH, get(page::show));
    let served = paths
        .into_iter()
        .fold(Router::new(), |router, (path, call)| {
            router.route(path, call.fallback(no_route))
        });
    [
        "/api",
        "/api/",
        "/api/{*rest}",
        "/auth",
        "/auth/",
        "/auth/{*rest}",
    ]
    .into_iter()
    .fold(served, |router, path| router.route(path, any(no_route)))
}

/// In which version programs are answered at this path; none where people are.
pub fn version_of(path: &str) -> Option<Version> {
    let below = |root: &str| {
        let rest = path.strip_prefix(root);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if below("/api/2") {
        Some(Version::Two)
    } else if below("/api/latchkey") {
        Some(Version::Own)
    } else if below("/api") || below("/auth") {
        Some(Version::One)
    } else {
        None
    }
}

/// No such call, or not by this method.
async fn no_route(uri: Uri) -> Response {
    let version = version_of(uri.path()).unwrap_or(Version::One);
    Problem::new(StatusCode::NOT_FOUND, "No Route Exists").answer(version)
}

/// What never came as far as a call.
pub fn rejected(status: StatusCode, version: Version) -> Response {
    Problem::rejected(status).answer(version)
}
