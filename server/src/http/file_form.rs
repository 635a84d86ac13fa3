//! A form with a file in it (RFC 7578), made into one of plain fields: what comes after reads every form in the same way.

use axum::{body::Bytes, http::HeaderValue};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use futures::stream;
use identity::secret::Secret;
use multer::{Constraints, Multipart, SizeLimit};

use super::rejection::Rejection;

pub const FIELDS: &str = "application/x-www-form-urlencoded";
/// More than any form of ours with a file has.
const MOST_PARTS: usize = 20;

/// How a form was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormKind {
    Fields,
    Parts { boundary: String },
}

impl FormKind {
    /// None for what is no form.
    pub fn of(kind: &HeaderValue) -> Option<Self> {
        let kind = kind.to_str().ok()?;
        let plain = kind.split(';').next().unwrap_or_default().trim();
        if plain.eq_ignore_ascii_case(FIELDS) {
            return Some(Self::Fields);
        }
        let boundary = multer::parse_boundary(kind).ok()?;
        Some(Self::Parts { boundary })
    }

    /// The same form as plain fields; a file as its bytes in base64 (RFC 4648, section 4).
    pub async fn into_fields(self, body: Bytes) -> Result<Bytes, Rejection> {
        match self {
            Self::Fields => Ok(body),
            Self::Parts { boundary } => read(body, boundary).await.ok_or(Rejection::Malformed),
        }
    }
}

async fn read(body: Bytes, boundary: String) -> Option<Bytes> {
    // The body was held to its size when it was read.
    let limits = Constraints::new().size_limit(SizeLimit::new().whole_stream(body.len() as u64));
    let whole = stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
    let mut parts = Multipart::with_constraints(whole, boundary, limits);
    let mut fields = Vec::new();
    while let Some(part) = parts.next_field().await.ok()? {
        let name = part.name()?.to_owned();
        let is_file = part.file_name().is_some();
        let bytes = part.bytes().await.ok()?;
        let value = if is_file {
            STANDARD.encode(&bytes)
        } else {
            String::from_utf8(bytes.to_vec()).ok()?
        };
        if fields.len() >= MOST_PARTS {
            return None;
        }
        fields.push((name, Secret::from(value)));
    }
    let written = fields.iter().map(|(name, value)| {
        let (name, value) = (app::wire::escaped(name), app::wire::escaped(value.reveal()));
        format!("{name}={value}")
    });
    Some(written.collect::<Vec<_>>().join("&").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn fields(kind: &'static str, body: &'static str) -> Option<String> {
        let kind = FormKind::of(&HeaderValue::from_static(kind))?;
        let fields = kind.into_fields(Bytes::from_static(body.as_bytes())).await;
        fields
            .ok()
            .map(|fields| String::from_utf8(fields.to_vec()).unwrap())
    }

    const KIND: &str = "multipart/form-data; boundary=X";

    #[tokio::test]
    async fn a_file_is_a_field_in_base64() {
        let body = "--X\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nMüller & Co\r\n\
            --X\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\u{0}\u{1}?\r\n--X--\r\n";
        assert_eq!(
            fields(KIND, body).await.as_deref(),
            Some("name=M%C3%BCller%20%26%20Co&logo=AAE%2F")
        );
    }

    #[tokio::test]
    async fn no_file_is_an_empty_field() {
        let body = "--X\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"\"\r\n\r\n\r\n--X--\r\n";
        assert_eq!(fields(KIND, body).await.as_deref(), Some("logo="));
    }

    #[tokio::test]
    async fn what_is_broken_is_no_form() {
        let many = "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n".repeat(21);
        let many: &'static str = Box::leak((many + "--X--\r\n").into_boxed_str());
        for (kind, body) in [
            (KIND, ""),
            (
                KIND,
                "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
            ),
            (
                KIND,
                "--X\r\nContent-Disposition: form-data\r\n\r\n1\r\n--X--\r\n",
            ),
            (KIND, many),
            ("multipart/form-data", "--X--\r\n"),
            ("multipart/mixed; boundary=X", "--X--\r\n"),
            ("text/plain", "a=1"),
            ("application/json", "{}"),
            ("application/x-www-form-urlencoded2", "a=1"),
            ("", "a=1"),
        ] {
            assert_eq!(fields(kind, body).await, None, "{kind} {body}");
        }
        for kind in [FIELDS, "application/x-www-form-urlencoded; charset=UTF-8"] {
            assert_eq!(fields(kind, "a=1").await.as_deref(), Some("a=1"));
        }
    }
}
