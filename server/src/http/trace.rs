//! One line in the log for each request, under an id that its audit events carry as well.

use std::net::IpAddr;

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, Uri},
    middleware::Next,
    response::Response,
};
use tracing::Instrument as _;

use super::{
    AppState,
    client_ip::{Peer, client_ip},
    health,
    metrics::During,
};

/// The name of this request, and where it came from; in the extensions of every request.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub id: String,
    pub ip: IpAddr,
}

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id is our own: one that the client chose could name somebody else's request.
pub async fn name_and_log(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let begun = state.desk.world.now();
    let peer = request
        .extensions()
        .get::<Peer>()
        .map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.0.ip());
    let ip = client_ip(peer, request.headers(), &state.desk.config.trusted_proxies);
    let id = state.desk.world.request_id();
    request
        .extensions_mut()
        .insert(Arrival { id: id.clone(), ip });
    let (method, path) = (request.method().clone(), logged_path(request.uri()));
    let is_health = health::PATHS.contains(&path.as_str());

    let span = tracing::info_span!("request", id);
    let in_flight = During::new(&state.metrics.in_flight);
    let mut response = next.run(request).instrument(span.clone()).await;
    drop(in_flight);

    let status = response.status();
    state.metrics.answered(status);
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, id);
    }
    let ms = (state.desk.world.now() - begun).0;
    span.in_scope(|| {
        if is_health && status == StatusCode::OK {
            tracing::debug!(%method, path, status = status.as_u16(), ms, %ip, "answered");
        } else {
            tracing::info!(%method, path, status = status.as_u16(), ms, %ip, "answered");
        }
    });
    response
}

/// Without the query, which may hold a token, and not longer than a line should be.
fn logged_path(uri: &Uri) -> String {
    uri.path().chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_token_reaches_the_log() {
        assert_eq!(
            logged_path(&Uri::from_static("/welcome?link=secret")),
            "/welcome"
        );
        assert_eq!(
            logged_path(&format!("/{}", "a".repeat(4_000)).parse().unwrap()).len(),
            200
        );
    }
}
