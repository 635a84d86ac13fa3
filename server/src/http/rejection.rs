//! What is turned away before any page or form sees it, and the short answer that it gets.

use app::{shell::Assets, words::http as words};
use axum::{
    extract::Request,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, REFERER, RETRY_AFTER},
    },
    response::{IntoResponse as _, Response},
};
use identity::{
    language::Language,
    place::ReturnPath,
    refusal::{Refusal, Refused},
};

use super::{api, jar::Jar};

/// Why a request goes no further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// From a page of ours that has become too old: somebody signed in or out since.
    Stale,
    /// The browser sent none of our cookies, so nothing shows that the page was loaded by it.
    Cookieless,
    /// From somewhere else.
    Foreign,
    Malformed,
    WrongKind,
    WrongMethod,
    WrongHost,
    BodyTooLarge,
    BodyTooSlow,
    AddressTooLong,
    HeadersTooLong,
    Busy,
    Broken,
}

/// How the one who asked wants to be answered.
#[derive(Clone, Debug)]
pub struct Asker {
    /// Of the REST API, which answers in its own words.
    program: Option<api::Version>,
    navigates: bool,
    language: Language,
    /// The page of ours that they come from.
    back: Option<ReturnPath>,
}

impl Asker {
    pub fn of(request: &Request) -> Self {
        let headers = request.headers();
        Self {
            program: api::version_of(request.uri().path()),
            navigates: navigates(headers),
            language: language(headers),
            back: back(headers),
        }
    }
}

/// Whether a browser goes to another page, rather than a script asking.
fn navigates(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// The language that was chosen, else the one that the browser prefers.
pub fn language(headers: &HeaderMap) -> Language {
    let chosen = Jar::read(headers).ok().and_then(|jar| jar.language);
    let preferred = || {
        headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|header| header.to_str().ok())
            .unwrap_or_default()
    };
    chosen.unwrap_or_else(|| Language::negotiate(preferred()))
}

/// Only the path: should it be somebody else's page, the same path of ours does no harm.
fn back(headers: &HeaderMap) -> Option<ReturnPath> {
    let referer = headers.get(REFERER)?.to_str().ok()?;
    let path = referer.split_once("://")?.1.split_once('/')?.1;
    ReturnPath::parse(&format!("/{path}"))
}

impl Rejection {
    pub const fn status(self) -> StatusCode {
        match self {
            Self::Stale | Self::Cookieless | Self::Foreign => StatusCode::FORBIDDEN,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::WrongKind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyTooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::AddressTooLong => StatusCode::URI_TOO_LONG,
            Self::HeadersTooLong => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The same for a script: the closed enum that it knows.
    const fn refusal(self) -> Refusal {
        match self {
            Self::Stale | Self::Cookieless | Self::Foreign => Refusal::NotOurForm,
            Self::Busy | Self::Broken | Self::BodyTooSlow => Refusal::Busy,
            _ => Refusal::Malformed,
        }
    }

    fn words(self, language: Language) -> (&'static str, &'static str) {
        match self {
            Self::Stale => (words::stale_title(language), words::stale(language)),
            Self::Cookieless => (words::cookies_title(language), words::cookies(language)),
            Self::Foreign => (words::foreign_title(language), words::foreign(language)),
            Self::BodyTooLarge | Self::AddressTooLong | Self::HeadersTooLong => {
                (words::large_title(language), words::large(language))
            }
            Self::BodyTooSlow | Self::Busy => (words::busy_title(language), words::busy(language)),
            Self::Broken => (words::broken_title(language), words::broken(language)),
            Self::WrongHost => (words::host_title(language), words::host(language)),
            Self::Malformed | Self::WrongKind | Self::WrongMethod => {
                (words::malformed_title(language), words::malformed(language))
            }
        }
    }

    pub fn answer(self, asker: &Asker, assets: &Assets) -> Response {
        let mut response = self.told(asker, assets);
        if self == Self::Busy {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from_static("2"));
        }
        *response.status_mut() = self.status();
        response
    }

    fn told(self, asker: &Asker, assets: &Assets) -> Response {
        if let Some(version) = asker.program {
            return api::rejected(self.status(), version);
        }
        let (body, kind) = if asker.navigates {
            (self.page(asker, assets), "text/html; charset=utf-8")
        } else {
            (self.json(), "application/json")
        };
        let mut response = body.into_response();
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        response
    }

    fn json(self) -> String {
        let refused: Refused = self.refusal().into();
        serde_json::to_string(&refused).unwrap_or_default()
    }

    /// A page of its own, since what is broken may be what makes pages. Nothing that came in stands on it but the way back.
    fn page(self, asker: &Asker, assets: &Assets) -> String {
        let (title, text) = self.words(asker.language);
        let back = asker
            .back
            .as_ref()
            .map_or("/", ReturnPath::as_str)
            .replace('&', "&amp;");
        let link = if matches!(self, Self::Stale | Self::Cookieless) {
            words::again(asker.language)
        } else {
            words::back(asker.language)
        };
        let (tag, style, icon) = (asker.language.tag(), &assets.style, &assets.icon);
        format!(
            "<!DOCTYPE html><html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title>\
             <link rel=\"icon\" href=\"{icon}\" type=\"image/svg+xml\"><link rel=\"stylesheet\" href=\"{style}\"></head>\
             <body><main class=\"page\"><h1>{title}</h1><p>{text}</p><p><a href=\"{back}\">{link}</a></p></main></body></html>"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn answered(
        rejection: Rejection,
        headers: &[(axum::http::HeaderName, &'static str)],
    ) -> (StatusCode, String) {
        let mut request = Request::default();
        request.headers_mut().extend(
            headers
                .iter()
                .map(|(name, value)| (name.clone(), HeaderValue::from_static(value))),
        );
        let response = rejection.answer(&Asker::of(&request), &Assets::default());
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_person_reads_a_page_in_their_language() {
        let (status, page) = answered(
            Rejection::Stale,
            &[
                (ACCEPT, "text/html,*/*"),
                (ACCEPT_LANGUAGE, "de"),
                (REFERER, "http://localhost:3000/account?x=1&y=2"),
            ],
        )
        .await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        assert!(
            page.contains("lang=\"de\"") && page.contains("href=\"/account?x=1&amp;y=2\""),
            "{page}"
        );
    }

    #[tokio::test]
    async fn a_page_of_somebody_else_is_no_way_back() {
        let evil = [
            (ACCEPT, "text/html"),
            (REFERER, "https://evil//\"><script>"),
        ];
        let (_, page) = answered(Rejection::Foreign, &evil).await;
        assert!(
            page.contains("href=\"/\"") && !page.contains("script"),
            "{page}"
        );
    }

    #[tokio::test]
    async fn a_script_reads_the_closed_enum() {
        assert_eq!(
            answered(Rejection::Foreign, &[(ACCEPT, "application/json")]).await,
            (
                StatusCode::FORBIDDEN,
                "{\"why\":\"NotOurForm\",\"at\":null}".to_owned()
            )
        );
    }
}
