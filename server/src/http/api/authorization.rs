//! The `Authorization` header in all the spellings that published clients send.

use axum::http::{HeaderMap, header::AUTHORIZATION};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use identity::secret::Secret;

use crate::desk::api::token::Client;

/// Why the header names nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    Missing,
    Malformed,
}

/// An access token: `Bearer x`, `bearer x`, `bearer:x`, `bearer: x`.
pub fn bearer(headers: &HeaderMap) -> Result<Secret, Unread> {
    let header = single(headers)?;
    let token = after(header, "bearer").ok_or(Unread::Malformed)?;
    let token = token.strip_prefix(':').unwrap_or(token).trim();
    if token.is_empty() || token.contains(char::is_whitespace) {
        return Err(Unread::Malformed);
    }
    Ok(Secret::new(token))
}

/// A program: `client_id:x, client_secret:y`, with or without the space, or `Basic`.
pub fn client(headers: &HeaderMap) -> Result<Client, Unread> {
    let header = single(headers)?;
    let client = match after(header, "basic") {
        Some(encoded) => basic(encoded.trim()),
        None => spelt_out(header),
    };
    client
        .filter(|client| !client.id.is_empty() && !client.secret.is_empty())
        .ok_or(Unread::Malformed)
}

/// One header, once.
fn single(headers: &HeaderMap) -> Result<&str, Unread> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let first = values.next().ok_or(Unread::Missing)?;
    match (first.to_str(), values.next()) {
        (Ok(""), None) => Err(Unread::Missing),
        (Ok(header), None) => Ok(header.trim()),
        _ => Err(Unread::Malformed),
    }
}

/// What follows a scheme, whichever way it is capitalised. A scheme ends where a space or a colon begins.
fn after<'a>(header: &'a str, scheme: &str) -> Option<&'a str> {
    let (name, rest) = header.split_at_checked(scheme.len())?;
    (name.eq_ignore_ascii_case(scheme) && rest.starts_with([' ', ':'])).then_some(rest)
}

/// RFC 7617, section 2.
fn basic(encoded: &str) -> Option<Client> {
    let decoded = Secret::from(String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?);
    let (id, secret) = decoded.reveal().split_once(':')?;
    // No control characters (RFC 7617, section 2): no database has to be asked about one.
    if id.chars().any(char::is_control) {
        return None;
    }
    Some(Client {
        id: id.to_owned(),
        secret: Secret::new(secret),
    })
}

fn spelt_out(header: &str) -> Option<Client> {
    let (id, secret) = header.split_once(',')?;
    let value = |part: &str, name| Some(part.trim().strip_prefix(name)?.trim().to_owned());
    Some(Client {
        id: value(id, "client_id:")?,
        secret: Secret::from(value(secret, "client_secret:")?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[&str]) -> HeaderMap {
        lines
            .iter()
            .map(|line| (AUTHORIZATION, line.parse().unwrap()))
            .collect()
    }

    #[test]
    fn every_spelling_of_a_bearer_is_read() {
        for line in [
            "bearer:t0-k_n",
            "bearer: t0-k_n",
            "bearer t0-k_n",
            "Bearer t0-k_n",
            "BEARER  t0-k_n ",
        ] {
            let token = bearer(&headers(&[line])).unwrap();
            assert_eq!(token.reveal(), "t0-k_n", "{line}");
        }
        assert_eq!(bearer(&headers(&[])), Err(Unread::Missing));
        assert_eq!(bearer(&headers(&[""])), Err(Unread::Missing));
        for lines in [
            &["bearer"][..],
            &["bearer:"],
            &["Bearer "],
            &["Bearer a b"],
            &["bearert0"],
            &["Basic dDA6"],
            &["t0-k_n"],
            &["Bearer a", "Bearer b"],
            &["ü"],
        ] {
            assert_eq!(bearer(&headers(lines)), Err(Unread::Malformed), "{lines:?}");
        }
    }

    #[test]
    fn every_spelling_of_a_client_is_read() {
        for line in [
            "client_id:abc, client_secret:s:e-c",
            "client_id:abc,client_secret:s:e-c",
            "client_id: abc, client_secret: s:e-c",
            "Basic YWJjOnM6ZS1j",
            "basic YWJjOnM6ZS1j",
        ] {
            let client = client(&headers(&[line])).unwrap();
            assert_eq!(
                (client.id.as_str(), client.secret.reveal()),
                ("abc", "s:e-c")
            );
        }
        for line in [
            "Basic",
            "Basic !",
            "Basic YWJj",
            "Basic Ojo=",
            "client_id:abc",
            "client_id:, client_secret:x",
            "client_secret:x, client_id:abc",
            "Bearer abc",
        ] {
            let refused = client(&headers(&[line])).unwrap_err();
            assert_eq!(refused, Unread::Malformed, "{line}");
        }
    }
}
