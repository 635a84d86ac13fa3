//! Lets a post through only if a page of ours sent it, from the browser that loaded that page (ASVS 3.5.1).

use app::wire::Typed;
use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, Method,
        header::{ALLOW, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, ORIGIN},
    },
    middleware::Next,
    response::Response,
};
use identity::secret::Secret;

use super::{
    AppState,
    file_form::{FIELDS, FormKind},
    form, form_key,
    host::Host,
    limits,
    metrics::count,
    rejection::{Asker, Rejection},
    visitor::Visit,
};

/// Everything that changes something is posted below this.
pub const POSTS: &str = "/do/";
const FETCH_SITE: &str = "sec-fetch-site";

/// A post that passed; the door to the server functions asks for it.
#[derive(Clone, Copy, Debug)]
pub struct Passed(());

pub async fn check(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let asker = Asker::of(&request);
    let outcome = if request.method().is_safe() {
        pass_safe(request)
    } else {
        pass_post(&state, request).await
    };
    match outcome {
        Ok(request) => next.run(request).await,
        Err(rejection) => {
            match rejection {
                Rejection::Foreign => count(&state.metrics.foreign_posts),
                Rejection::Stale | Rejection::Cookieless => count(&state.metrics.stale_posts),
                _ => {}
            }
            tracing::warn!(why = ?rejection, "turned away");
            let mut response = rejection.answer(&asker, &state.assets);
            if rejection == Rejection::WrongMethod {
                response
                    .headers_mut()
                    .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            }
            response
        }
    }
}

fn pass_safe(request: Request) -> Result<Request, Rejection> {
    // A part of a path may end up in a question to the database, and PostgreSQL takes no NUL.
    let plain = !request.uri().path().contains("%00");
    if plain && request.uri().query().is_none_or(form::is_single) {
        Ok(request)
    } else {
        Err(Rejection::Malformed)
    }
}

async fn pass_post(state: &AppState, request: Request) -> Result<Request, Rejection> {
    if request.method() != Method::POST || !request.uri().path().starts_with(POSTS) {
        return Err(Rejection::WrongMethod);
    }
    let (mut parts, body) = request.into_parts();
    let (headers, path) = (&parts.headers, parts.uri.path());
    if !is_from_us(headers, parts.extensions.get()) {
        return Err(Rejection::Foreign);
    }
    let kind = headers.get(CONTENT_TYPE).and_then(FormKind::of);
    let kind = kind.filter(|kind| *kind == FormKind::Fields || limits::takes_file(path));
    let kind = kind.ok_or(Rejection::WrongKind)?;
    let body = limits::read(headers, body, limits::most_for(path)).await?;
    let body = kind.into_fields(body).await?;
    let form = form::read(&body, parts.uri.query()).map_err(|_| Rejection::Malformed)?;
    // A script may send the token beside its form.
    let beside = headers
        .get(form::TOKEN)
        .and_then(|token| token.to_str().ok())
        .map(Secret::new);
    let token = form.token.or(beside).ok_or(Rejection::Foreign)?;
    let binding = parts
        .extensions
        .get::<Visit>()
        .and_then(|visit| visit.holder.binding())
        .ok_or(Rejection::Cookieless)?;
    if !form_key::is_right(state.desk.keys.csrf(), binding, path, &token) {
        return Err(Rejection::Stale);
    }
    parts.headers.insert(CONTENT_LENGTH, form.rest.len().into());
    parts
        .headers
        .insert(CONTENT_TYPE, HeaderValue::from_static(FIELDS));
    parts.extensions.insert(Passed(()));
    parts.extensions.insert(Typed(form.typed));
    Ok(Request::from_parts(parts, Body::from(form.rest)))
}

/// What the browser says of where a post comes from: a page cannot write either of the two headers. Who says nothing
/// is refused, and so is who brings a bearer token, since these doors are for people.
fn is_from_us(headers: &HeaderMap, host: Option<&Host>) -> bool {
    let bears = headers
        .get(AUTHORIZATION)
        .is_some_and(|it| it.as_bytes().to_ascii_lowercase().starts_with(b"bearer"));
    let site = single(headers, FETCH_SITE);
    let origin = single(headers, ORIGIN.as_str());
    !bears
        && match (site, origin) {
            (Some(site), _) => site == "same-origin",
            (None, Some(origin)) => host.is_some_and(|host| host.origin == origin),
            (None, None) => false,
        }
}

/// The value of a header that comes once; of one that comes twice, something that is never right.
fn single<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    Some(if values.next().is_some() {
        ""
    } else {
        first.to_str().unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
            .collect();
        let host = Host {
            origin: "https://id.example.com".to_owned(),
            organisation: None,
        };
        is_from_us(&headers, Some(&host))
    }

    #[test]
    fn only_a_page_of_ours_passes() {
        assert!(from(&[("sec-fetch-site", "same-origin")]));
        assert!(from(&[("origin", "https://id.example.com")]));
        for site in ["cross-site", "same-site", "none", "Same-Origin", ""] {
            assert!(
                !from(&[
                    ("sec-fetch-site", site),
                    ("origin", "https://id.example.com")
                ]),
                "{site}"
            );
        }
    }

    #[test]
    fn no_other_origin_passes() {
        assert!(!from(&[]));
        for origin in [
            "null",
            "https://id.example.com.evil",
            "https://evilid.example.com",
            "https://xn--d-wka.example.com",
            "https://id.example.com:8443",
            "http://id.example.com",
            "https://id.example.com/",
        ] {
            assert!(!from(&[("origin", origin)]), "{origin}");
        }
        assert!(!from(&[
            ("origin", "https://id.example.com"),
            ("origin", "https://evil")
        ]));
        assert!(!from(&[
            ("sec-fetch-site", "same-origin"),
            ("sec-fetch-site", "cross-site")
        ]));
    }

    #[test]
    fn a_bearer_has_no_business_here() {
        assert!(!from(&[
            ("sec-fetch-site", "same-origin"),
            ("authorization", "Bearer x")
        ]));
        assert!(from(&[
            ("sec-fetch-site", "same-origin"),
            ("authorization", "Basic x")
        ]));
    }

    #[test]
    fn a_query_says_everything_once() {
        let page = |uri: &'static str| Request::get(uri).body(Body::empty()).unwrap();
        assert!(pass_safe(page("/admin/users?q=a&page=2")).is_ok());
        assert_eq!(
            pass_safe(page("/admin/users?q=a&q=b")).err(),
            Some(Rejection::Malformed)
        );
    }
}
