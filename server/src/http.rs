//! The HTTP surface: what stands between a connection and the desk, from the outside in.

use std::{
    fmt,
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use app::shell::Assets;
use axum::{
    Router,
    http::{HeaderName, StatusCode, header::LOCATION},
    middleware::{from_fn, from_fn_with_state},
    routing::{get, post},
};
use identity::{console::Console, front_desk::FrontDesk, place::Place};
use tower::ServiceBuilder;

use crate::desk::Desk;

pub mod api;
mod assets;
mod brand;
mod client_ip;
mod compress;
mod cookies;
mod doors;
mod download;
mod file_form;
mod flash;
mod form;
mod form_key;
mod guard;
mod headers;
mod health;
mod holder;
mod host;
mod jar;
mod limits;
mod location;
mod metrics;
mod paced;
mod panic;
mod rejection;
mod reports;
pub mod serve;
mod trace;
mod turn;
mod visitor;

pub use client_ip::Peer;

/// What every handler can reach. Cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Inner>);

/// Shared by all clones.
#[expect(
    missing_debug_implementations,
    reason = "the two desks behind their traits have none; AppState has one"
)]
pub struct Inner {
    desk: Desk,
    front: Arc<dyn FrontDesk>,
    console: Arc<dyn Console>,
    hosts: host::Hosts,
    assets: Assets,
    metrics: metrics::Metrics,
    last_report: reports::Last,
    draining: AtomicBool,
}

impl fmt::Debug for AppState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppState")
            .field("desk", &self.desk)
            .finish_non_exhaustive()
    }
}

impl Deref for AppState {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl AppState {
    pub fn new(desk: Desk) -> Self {
        let hosts = host::Hosts::new(desk.config.public_url.origin(), &desk.config.hosts);
        Self(Arc::new(Inner {
            front: Arc::new(desk.clone()),
            console: Arc::new(desk.clone()),
            desk,
            hosts,
            assets: built(),
            metrics: metrics::Metrics::default(),
            last_report: reports::Last::default(),
            draining: AtomicBool::new(false),
        }))
    }

    /// From now on a load balancer is told to send nobody here.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }
}

/// The hashed paths of the built files; plain names where nothing was built, as in a test.
fn built() -> Assets {
    let manifest = assets::manifest();
    let path = |key: &str, plain: &str| {
        manifest
            .get(key)
            .cloned()
            .unwrap_or_else(|| plain.to_owned())
    };
    Assets {
        style: path("style", "/pkg/main.css"),
        start: path("start", "/pkg/start.js"),
        idle: path("idle", "/pkg/idle.js"),
        signal: path("signal", "/pkg/signal.js"),
        strength: path("strength", "/pkg/strength.js"),
        progress: path("progress", "/pkg/progress.js"),
        icon: path("icon.svg", "/favicon.svg"),
    }
}

/// Everything that is served to the world.
pub fn router(state: AppState) -> Router {
    // From the outside in: a request passes them in this order, its answer in the other.
    let around = ServiceBuilder::new()
        .layer(from_fn_with_state(state.clone(), panic::catch))
        .layer(from_fn_with_state(state.clone(), trace::name_and_log))
        .layer(from_fn(headers::secure))
        .layer(from_fn_with_state(state.clone(), panic::catch))
        .layer(from_fn_with_state(state.clone(), host::check))
        .layer(from_fn_with_state(state.clone(), limits::keep));
    machines()
        .merge(api::router())
        .merge(people(&state))
        .layer(around)
        .with_state(state)
}

/// What programs ask for: no cookies, no words.
fn machines() -> Router<AppState> {
    Router::new()
        .route("/pkg/{*name}", get(assets::package))
        .route("/brand/{name}", get(brand::file))
        .route(assets::ICONS[0], get(assets::icon))
        .route(assets::ICONS[1], get(assets::icon))
        .route("/robots.txt", get(assets::robots))
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .route(reports::PATH, post(reports::take))
        .route(CHANGE_PASSWORD, get(change_password))
}

/// Where password managers look for the page (W3C, A Well-Known URL for Changing Passwords).
const CHANGE_PASSWORD: &str = "/.well-known/change-password";

async fn change_password() -> (StatusCode, [(HeaderName, String); 1]) {
    let page = app::paths::path(&Place::Password);
    (StatusCode::FOUND, [(LOCATION, page)])
}

/// What people see and do.
fn people(state: &AppState) -> Router<AppState> {
    let around = ServiceBuilder::new()
        .layer(from_fn(location::keep_home))
        .layer(from_fn(compress::pages))
        .layer(from_fn_with_state(state.clone(), visitor::receive))
        .layer(from_fn_with_state(state.clone(), guard::check));
    let pages = app::serve::routes()
        .into_iter()
        .fold(Router::new(), |router, page| {
            router.route(page.path(), get(doors::page))
        });
    pages
        .route("/do/{*name}", post(doors::post))
        .route(app::paths::AUDIT_EXPORT, get(download::audit))
        .fallback(doors::anything_else)
        .layer(around)
}

/// Counters, for a listener that only this machine reaches.
pub fn metrics_router(state: AppState) -> Router {
    let text = |state: axum::extract::State<AppState>| async move {
        state.metrics.text(state.desk.pulse.tally())
    };
    Router::new().route("/metrics", get(text)).with_state(state)
}

#[cfg(test)]
mod tests;
