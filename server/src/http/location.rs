//! Where a redirect may lead: to a path of ours, and nowhere else (cases ).

use axum::{
    extract::Request,
    http::{HeaderValue, header::LOCATION},
    middleware::Next,
    response::Response,
};

/// Replaces whatever is not plainly a path on this host.
pub async fn keep_home(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Some(location) = response.headers().get(LOCATION)
        && !is_ours(location)
    {
        tracing::error!("a redirect would have led away and was turned to the start page");
        response
            .headers_mut()
            .insert(LOCATION, HeaderValue::from_static("/"));
    }
    response
}

fn is_ours(location: &HeaderValue) -> bool {
    let mut bytes = location.as_bytes().iter();
    let plain = |byte: &u8| byte.is_ascii_graphic() && *byte != b'\\';
    bytes.next() == Some(&b'/') && bytes.clone().next() != Some(&b'/') && bytes.all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_leave() {
        for good in [
            "/",
            "/account",
            "/sign-in?then=%2Fadmin%2Fusers%3Fq%3Da",
            "/o/acme/sign-in#top",
        ] {
            assert!(is_ours(&HeaderValue::from_static(good)), "{good}");
        }
        for bad in [
            "",
            "account",
            "//evil",
            "/\\evil",
            "https://evil/",
            "https:evil",
            "javascript:alert(1)",
            "/a b",
            "/a\tb",
        ] {
            assert!(!is_ours(&HeaderValue::from_static(bad)), "{bad}");
        }
        assert!(!is_ours(&HeaderValue::from_bytes(b"/\xfcmlaut").unwrap()));
    }
}
