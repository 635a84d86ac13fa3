//! How much a request may ask of us before anything looks into it (OWASP Denial of Service Cheat Sheet).

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, header::CONTENT_LENGTH},
    middleware::Next,
    response::Response,
};
use futures::StreamExt as _;
use identity::place::Place;

use super::{
    AppState,
    metrics::count,
    rejection::{Asker, Rejection},
};

const ADDRESS: usize = 4 * 1024;
const HEADERS: usize = 16 * 1024;
/// Forms of the front door and of one's own account.
const BODY: usize = 16 * 1024;
/// Forms of the console.
const CONSOLE_BODY: usize = 64 * 1024;
/// The one form of hardware tokens that a file comes with.
const IMPORT: &str = "/do/import-tokens";
/// Forms with a file.
const FILE_BODY: usize = 1024 * 1024;
const BODY_TIME: Duration = Duration::from_secs(15);
const HANDLER_TIME: Duration = Duration::from_secs(20);

/// Refuses addresses and headers that are too long, and gives up on what takes too long. What a use case has begun
/// it still brings to its end: it runs in a task of its own.
pub async fn keep(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let asker = Asker::of(&request);
    if address_length(&request) > ADDRESS {
        return Rejection::AddressTooLong.answer(&asker, &state.assets);
    }
    if headers_length(request.headers()) > HEADERS {
        return Rejection::HeadersTooLong.answer(&asker, &state.assets);
    }
    tokio::time::timeout(HANDLER_TIME, next.run(request))
        .await
        .unwrap_or_else(|_| {
            count(&state.metrics.timeouts);
            tracing::error!("no answer within {} s", HANDLER_TIME.as_secs());
            Rejection::Busy.answer(&asker, &state.assets)
        })
}

fn address_length(request: &Request) -> usize {
    request
        .uri()
        .path_and_query()
        .map_or(0, |it| it.as_str().len())
}

fn headers_length(headers: &HeaderMap) -> usize {
    headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum()
}

/// The most that the body of a posted form may hold.
pub fn most_for(path: &str) -> usize {
    match of(path) {
        Some(Place::Brand | Place::ImportUsers) => FILE_BODY,
        Some(Place::HardwareTokens) if path == IMPORT => FILE_BODY,
        Some(
            Place::Users | Place::Policies | Place::Audit | Place::Credentials | Place::Settings,
        ) => CONSOLE_BODY,
        _ => BODY,
    }
}

/// Whether the form of this path may have a file in it.
pub fn takes_file(path: &str) -> bool {
    most_for(path) == FILE_BODY
}

/// The page that a form belongs to.
fn of(path: &str) -> Option<&'static Place> {
    app::wire::ENDPOINTS
        .iter()
        .find(|(endpoint, _)| *endpoint == path)
        .map(|(_, place)| place)
}

/// The whole body, if it is not too large and comes in time. What says beforehand that it is too large is not read at all.
pub async fn read(headers: &HeaderMap, body: Body, most: usize) -> Result<Bytes, Rejection> {
    let declared = headers.get(CONTENT_LENGTH).map(|length| {
        length
            .to_str()
            .ok()
            .and_then(|length| length.parse::<u64>().ok())
    });
    match declared {
        Some(None) => return Err(Rejection::Malformed),
        Some(Some(length)) if length > most as u64 => return Err(Rejection::BodyTooLarge),
        _ => {}
    }
    tokio::time::timeout(BODY_TIME, gather(body, most))
        .await
        .unwrap_or(Err(Rejection::BodyTooSlow))
}

async fn gather(body: Body, most: usize) -> Result<Bytes, Rejection> {
    let mut pieces = body.into_data_stream();
    let mut whole = Vec::new();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Rejection::Malformed)?;
        if whole.len() + piece.len() > most {
            return Err(Rejection::BodyTooLarge);
        }
        whole.extend_from_slice(&piece);
    }
    Ok(whole.into())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn declared(length: &'static str) -> HeaderMap {
        [(CONTENT_LENGTH, HeaderValue::from_static(length))]
            .into_iter()
            .collect()
    }

    #[tokio::test]
    async fn what_says_that_it_is_too_large_is_not_read() {
        let endless = Body::from_stream(futures::stream::repeat_with(|| {
            Ok::<_, std::io::Error>("x".repeat(1024))
        }));
        assert_eq!(
            read(&declared("4294967296"), endless, BODY).await,
            Err(Rejection::BodyTooLarge)
        );
        assert_eq!(
            read(&declared("many"), Body::empty(), BODY).await,
            Err(Rejection::Malformed)
        );
    }

    #[tokio::test]
    async fn what_does_not_say_so_is_read_until_it_is() {
        let endless = Body::from_stream(futures::stream::repeat_with(|| {
            Ok::<_, std::io::Error>("x".repeat(1024))
        }));
        assert_eq!(
            read(&HeaderMap::new(), endless, BODY).await,
            Err(Rejection::BodyTooLarge)
        );
        assert_eq!(
            read(&HeaderMap::new(), Body::from("ab"), 2).await.unwrap(),
            "ab"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_trickles_is_given_up() {
        let trickle = futures::stream::unfold((), async |()| {
            tokio::time::sleep(Duration::from_secs(5)).await;
            Some((Ok::<_, std::io::Error>("x"), ()))
        });
        assert_eq!(
            read(&HeaderMap::new(), Body::from_stream(trickle), BODY).await,
            Err(Rejection::BodyTooSlow)
        );
    }

    #[test]
    fn the_console_may_say_more() {
        assert_eq!(most_for("/do/sign-in"), BODY);
        assert_eq!(most_for("/do/save-policy"), CONSOLE_BODY);
        assert_eq!(most_for("/do/no-such-thing"), BODY);
        assert!(
            takes_file("/do/import-users")
                && takes_file("/do/import-tokens")
                && !takes_file("/do/activate-token")
        );
    }
}
