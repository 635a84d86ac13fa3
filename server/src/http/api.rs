//! The REST API: a surface of its own, beside the pages. It has no cookies, and nothing that a page knows is worth anything here.

use axum::{
    Router,
    http::{StatusCode, Uri},
    response::Response,
    routing::{MethodRouter, any, get, post},
};

use super::AppState;

mod asked;
mod authorization;
mod fields;
mod json;
mod rate_limit;
mod reply;
mod said;
mod token;

use said::{Problem, Version};

/// Every call that is served.
pub fn routes() -> Vec<(&'static str, MethodRouter<AppState>)> {
    vec![
        ("/auth/oauth2/v2/token", post(token::give)),
        ("/auth/oauth2/token", post(token::give_old)),
        ("/auth/oauth2/revoke", post(token::revoke)),
        ("/auth/rate_limit", get(rate_limit::show)),
    ]
}

pub fn router() -> Router<AppState> {
    let served = routes()
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

/// No such call, or not by this method.
async fn no_route(uri: Uri) -> Response {
    let version = if uri.path().starts_with("/api/2/") {
        Version::Two
    } else {
        Version::One
    };
    Problem::new(StatusCode::NOT_FOUND, "No Route Exists").answer(version)
}
