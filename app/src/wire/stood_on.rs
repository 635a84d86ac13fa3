//! The page that a posted form stood on.

use axum::http::HeaderValue;

/// Its path and query, as `Referer` names them: within one origin a browser says so. It leads nowhere but to a page of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoodOn(pub Option<String>);

impl StoodOn {
    pub fn of(referer: Option<&HeaderValue>) -> Self {
        let address = referer.and_then(|referer| referer.to_str().ok());
        let beyond_origin = address
            .and_then(|address| address.split_once("://"))
            .and_then(|(_, rest)| rest.split_once('/'));
        Self(beyond_origin.map(|(_, path)| format!("/{path}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_and_its_query_are_left() {
        for (referer, page) in [
            (
                "https://id.example.com/admin/users?q=a",
                Some("/admin/users?q=a"),
            ),
            ("https://id.example.com/", Some("/")),
            ("https://id.example.com", None),
            ("/account", None),
            ("https://evil//account", Some("//account")),
        ] {
            let header = HeaderValue::from_static(referer);
            assert_eq!(StoodOn::of(Some(&header)).0.as_deref(), page, "{referer}");
        }
        assert_eq!(StoodOn::of(None), StoodOn(None));
    }
}
