//! The REST API: a surface of its own, beside the pages. It has no cookies, and nothing that a page knows is worth anything here.

use axum::{
    Router,
    http::{StatusCode, Uri},
    response::Response,
    routing::{MethodRouter, any, delete, get, post, put},
};

use super::AppState;

mod asked;
mod authorization;
mod devices;
mod enrolment;
mod fields;
mod json;
mod named;
mod query;
mod rate_limit;
mod reply;
mod said;
mod token;
mod user;
mod users;
mod verification;

use said::Problem;
pub use said::Version;

/// Every call that is served.
fn routes() -> Vec<(&'static str, MethodRouter<AppState>)> {
    vec![
        ("/auth/oauth2/v2/token", post(token::give)),
        ("/auth/oauth2/token", post(token::give_old)),
        ("/auth/oauth2/revoke", post(token::revoke)),
        ("/auth/rate_limit", get(rate_limit::show)),
        ("/api/1/users", get(users::list)),
        ("/api/1/users/{user}", get(users::one)),
        ("/api/1/users/{user}/logout", put(users::log_out)),
        // The pages say the first, one published client says the second.
        ("/api/1/users/{user}/auth_factors", get(devices::available)),
        ("/api/1/users/{user}/auth_factor", get(devices::available)),
        (
            "/api/1/users/{user}/otp_devices",
            get(devices::enrolled).post(enrolment::enrol),
        ),
        (
            "/api/1/users/{user}/otp_devices/{device}/trigger",
            post(verification::trigger),
        ),
        (
            "/api/1/users/{user}/otp_devices/{device}/verify",
            post(verification::verify),
        ),
        (
            "/api/1/users/{user}/otp_devices/{device}",
            delete(devices::remove),
        ),
        ("/api/2/users", get(users::pages)),
        ("/api/2/users/{user}", get(users::one_bare)),
        (
            "/api/2/mfa/users/{user}/factors",
            get(devices::available_bare),
        ),
        (
            "/api/2/mfa/users/{user}/registrations",
            post(enrolment::register),
        ),
        (
            "/api/2/mfa/users/{user}/registrations/{registration}",
            get(enrolment::registration).put(verification::finish_registration),
        ),
        (
            "/api/2/mfa/users/{user}/verifications",
            post(verification::begin),
        ),
        (
            "/api/2/mfa/users/{user}/verifications/{verification}",
            get(enrolment::verification).put(verification::finish_verification),
        ),
        (
            "/api/2/mfa/users/{user}/devices",
            get(devices::enrolled_bare),
        ),
        (
            "/api/2/mfa/users/{user}/devices/{device}",
            delete(devices::remove_bare),
        ),
    ]
}

/// The paths of all of them, for the tests that walk them.
pub fn paths() -> Vec<&'static str> {
    routes().into_iter().map(|(path, _)| path).collect()
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

/// In which version programs are answered at this path; none where people are.
pub fn version_of(path: &str) -> Option<Version> {
    let below = |root: &str| {
        let rest = path.strip_prefix(root);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if below("/api/2") {
        Some(Version::Two)
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
