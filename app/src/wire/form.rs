//! How a posted form becomes the arguments of a server function: every field that came is one of its own (case I-05).

use std::{borrow::Cow, fmt};

use axum::body::Bytes;
use identity::secret::Secret;
use leptos::server_fn::{ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{Serialize, de::DeserializeOwned};

/// `input = Form` of every server function. Leptos' own would drop a field that a form does not have.
pub type Form = Post<Fields>;

/// `application/x-www-form-urlencoded`.
#[derive(Clone, Copy, Debug)]
pub struct Fields;

/// Something in it is missing, is no such thing, or has no business there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the form cannot be read")
    }
}

impl ContentType for Fields {
    const CONTENT_TYPE: &'static str = "application/x-www-form-urlencoded";
}

impl FormatType for Fields {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for Fields {
    type Error = serde_qs::Error;

    fn encode(form: &T) -> Result<Bytes, Self::Error> {
        serde_qs::to_string(form).map(Bytes::from)
    }
}

impl<T: Serialize + DeserializeOwned> Decodes<T> for Fields {
    type Error = Unreadable;

    fn decode(body: Bytes) -> Result<T, Self::Error> {
        let came = std::str::from_utf8(&body).map_err(|_| Unreadable)?;
        let form: T = serde_qs::from_str(&bracketed(came)).map_err(|_| Unreadable)?;
        // What a form has is what it writes. `deny_unknown_fields` would not go with `flatten`.
        let own = Secret::from(serde_qs::to_string(&form).map_err(|_| Unreadable)?);
        let has = |name: &str| names(own.reveal()).any(|own| own == name);
        if names(came).all(has) {
            Ok(form)
        } else {
            Err(Unreadable)
        }
    }
}

/// Browsers write the brackets of a name as `%5B` and `%5D`; what they are read as is brackets.
fn bracketed(form: &str) -> Cow<'_, str> {
    if !form.contains('%') {
        return Cow::Borrowed(form);
    }
    let fields = form.split('&').map(|field| {
        let (name, value) = field.split_once('=').unwrap_or((field, ""));
        let name = name
            .replace("%5B", "[")
            .replace("%5D", "]")
            .replace("%5b", "[")
            .replace("%5d", "]");
        format!("{name}={value}")
    });
    Cow::Owned(fields.collect::<Vec<_>>().join("&"))
}

/// The name of each field; of a list, what stands before its first bracket.
fn names(form: &str) -> impl Iterator<Item = &str> {
    form.split('&')
        .filter(|field| !field.is_empty())
        .map(|field| field.split(['=', '[', '%']).next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Rename {
        factor: identity::ids::FactorId,
        #[serde(default)]
        name: String,
    }

    #[derive(Debug, Serialize, Deserialize)]
    struct Save {
        #[serde(flatten)]
        typed: Rename,
    }

    fn read<T: Serialize + DeserializeOwned>(body: &'static str) -> Result<T, Unreadable> {
        Fields::decode(Bytes::from_static(body.as_bytes()))
    }

    #[test]
    fn a_form_is_read_with_what_it_has() {
        let form: Rename = read("factor=7&name=M%C3%BCller+%26+Co").unwrap();
        assert_eq!((form.factor.0, form.name.as_str()), (7, "Müller & Co"));
        assert_eq!(read::<Rename>("factor=7").unwrap().name, "");
        assert_eq!(read::<Save>("factor=7&name=x").unwrap().typed.name, "x");
        assert_eq!(
            Fields::encode(&form).unwrap(),
            "factor=7&name=M%C3%BCller+%26+Co"
        );
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Pick {
        #[serde(default)]
        pick: BTreeMap<String, String>,
        #[serde(default)]
        then: String,
    }

    #[test]
    fn a_ticked_box_is_a_field_of_a_list_however_its_brackets_are_written() {
        let ticked =
            [("12", "on"), ("7", "on")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        for body in [
            "pick[7]=on&pick[12]=on&then=%2Fadmin%5B",
            "pick%5B7%5D=on&pick%5b12%5d=on&then=%2Fadmin%5B",
        ] {
            let form: Pick = read(body).unwrap();
            assert_eq!(form.pick, BTreeMap::from(ticked.clone()), "{body}");
            assert_eq!(form.then, "/admin[", "{body}");
        }
        assert!(read::<Pick>("then=").unwrap().pick.is_empty());
        for body in ["pick[7]=on&pack[8]=on", "pick[7]=on&pack%5B8%5D=on"] {
            assert_eq!(read::<Pick>(body).unwrap_err(), Unreadable, "{body}");
        }
    }

    #[test]
    fn a_field_that_it_does_not_have_is_refused() {
        for body in [
            "factor=7&role=org_admin",
            "factor=7&name=x&name2=",
            "factor=7&factor_id=8",
            "factor=7&%6eame=x",
        ] {
            assert_eq!(read::<Rename>(body).unwrap_err(), Unreadable, "{body}");
            assert_eq!(read::<Save>(body).unwrap_err(), Unreadable, "{body}");
        }
    }

    #[test]
    fn an_id_is_digits_and_must_be_there() {
        for body in ["factor=%2B7", "factor=-7", "factor=07", "factor=", "name=x"] {
            assert_eq!(read::<Rename>(body).unwrap_err(), Unreadable, "{body}");
        }
    }
}
