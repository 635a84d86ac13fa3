//! A posted form before anybody believes it: every field once, readable text, and the token taken out.

use std::collections::{BTreeMap, HashMap, HashSet};

use identity::{secret::Secret, typed::may_be_kept};

/// More fields than the largest form of ours; a body of ten thousand is refused at once (case D-06).
const MOST_FIELDS: usize = 100;
/// The hidden field that holds the token of the form.
pub const TOKEN: &str = "csrf";

/// A form that was read; `rest` is its body without the token.
#[derive(Debug)]
pub struct Form {
    pub token: Option<Secret>,
    pub rest: Vec<u8>,
    /// What may be shown again, should there be nobody any more who may send it.
    pub typed: BTreeMap<String, String>,
}

/// Why a form is not looked at: a field that comes twice, no UTF-8, a NUL, a strange name, far too many fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// Reads the body of a form; no field may also stand in the `query` (case I-06).
pub fn read(body: &[u8], query: Option<&str>) -> Result<Form, Malformed> {
    let body = std::str::from_utf8(body).map_err(|_| Malformed)?;
    let mut names = HashSet::new();
    for (name, _) in pairs(query.unwrap_or_default()) {
        note(&mut names, &decode(name).ok_or(Malformed)?)?;
    }
    let mut form = Form {
        token: None,
        rest: Vec::with_capacity(body.len()),
        typed: BTreeMap::new(),
    };
    for (raw_name, raw_value) in pairs(body) {
        let name = decode(raw_name).ok_or(Malformed)?;
        let value = Secret::from(decode(raw_value).ok_or(Malformed)?);
        note(&mut names, &name)?;
        if name == TOKEN {
            form.token = Some(value);
            continue;
        }
        if may_be_kept(&name) {
            form.typed.insert(name, value.reveal().to_owned());
        }
        if !form.rest.is_empty() {
            form.rest.push(b'&');
        }
        form.rest.extend_from_slice(raw_name.as_bytes());
        form.rest.push(b'=');
        form.rest.extend_from_slice(raw_value.as_bytes());
    }
    Ok(form)
}

/// The fields of a form or a query by name; none if one of them comes twice or cannot be read.
pub fn fields(text: &str) -> Option<HashMap<String, String>> {
    let mut fields = HashMap::new();
    for (name, value) in pairs(text) {
        let (name, value) = (decode(name)?, decode(value)?);
        if fields.len() >= MOST_FIELDS || fields.insert(name, value).is_some() {
            return None;
        }
    }
    Some(fields)
}

/// Whether a query holds each of its keys once.
pub fn is_single(query: &str) -> bool {
    let mut names = HashSet::new();
    pairs(query).all(|(name, value)| {
        decode(value).is_some()
            && decode(name).is_some_and(|name| names.len() < MOST_FIELDS && names.insert(name))
    })
}

fn note(names: &mut HashSet<String>, name: &str) -> Result<(), Malformed> {
    // Brackets of any spelling would let two names mean one field.
    let plain = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-[]".contains(&byte));
    if plain && names.len() < MOST_FIELDS && names.insert(name.to_owned()) {
        Ok(())
    } else {
        Err(Malformed)
    }
}

fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Percent-encoding undone; none for what is not UTF-8 or holds a NUL.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => hex(rest.next()?)? << 4 | hex(rest.next()?)?,
            plain => plain,
        });
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains('\0'))
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest(body: &str) -> Result<String, Malformed> {
        read(body.as_bytes(), None).map(|form| String::from_utf8(form.rest).unwrap())
    }

    #[test]
    fn the_token_is_taken_out_and_the_rest_left_as_it_was() {
        let form = read(b"email=a%40b.c&csrf=t%2Dk&password=p+%25", None).unwrap();
        assert_eq!(form.token.unwrap().reveal(), "t-k");
        assert_eq!(form.rest, b"email=a%40b.c&password=p+%25");
        assert_eq!(rest("csrf=x").unwrap(), "");
        assert!(read(b"", None).unwrap().token.is_none());
    }

    #[test]
    fn a_field_that_comes_twice_is_refused_however_it_is_spelt() {
        for body in ["a=1&a=2", "a=1&%61=2", "csrf=1&csrf=2", "x%5By%5D=1&x[y]=2"] {
            assert_eq!(rest(body), Err(Malformed), "{body}");
        }
        assert!(read(b"role=x", Some("role=y")).is_err());
        assert!(is_single("q=anna&page=2") && !is_single("q=a&q=b") && !is_single("q=%ff"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for body in [
            "a=%ff",
            "a=%00",
            "a=%c0%80",
            "a=%zz",
            "a=%1",
            "%ed%a0%80=1",
            "=x",
            "a b=1",
            "a%0a=1",
        ] {
            assert_eq!(rest(body), Err(Malformed), "{body}");
        }
        assert!(read(&[b'a', b'=', 0xff], None).is_err());
    }

    #[test]
    fn far_too_many_fields_are_refused() {
        let body: Vec<String> = (0..10_000).map(|n| format!("f{n}=")).collect();
        assert_eq!(rest(&body.join("&")), Err(Malformed));
    }
}
