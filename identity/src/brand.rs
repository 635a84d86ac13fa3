//! How an organisation looks on its pages: its name, one colour, and its logo.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    coded::UnknownCode,
    name::OrganisationName,
    refusal::{Field, Refused},
};

pub mod colour;

pub use colour::{Accent, Shades};

/// What stands on the pages besides the name; nothing for the looks of the product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brand {
    pub accent: Option<Accent>,
    pub logo: Option<Logo>,
}

/// A logo as it is served, which is never as it came. What it is written as is its name too: `<digest>-320x80`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// The SHA-256 of its bytes in hexadecimal digits.
    pub digest: String,
    /// In pixels.
    pub width: u32,
    pub height: u32,
}

impl fmt::Display for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}x{}", self.digest, self.width, self.height)
    }
}

impl FromStr for Logo {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (digest, size) = text.split_once('-').ok_or(UnknownCode)?;
        let (width, height) = size.split_once('x').ok_or(UnknownCode)?;
        let pixels = |digits: &str| digits.parse().map_err(|_| UnknownCode);
        let hexadecimal = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !hexadecimal {
            return Err(UnknownCode);
        }
        Ok(Self {
            digest: digest.to_owned(),
            width: pixels(width)?,
            height: pixels(height)?,
        })
    }
}

/// As it was typed. A file comes in base64 (RFC 4648, section 4).
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BrandForm {
    pub organisation_name: String,
    pub accent: String,
    pub logo: String,
    /// A ticked box.
    pub no_logo: String,
    /// [`crate::view::settings::BrandView::digest`] as it was shown.
    pub digest: String,
}

/// A file is not for a log.
impl fmt::Debug for BrandForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BrandForm")
            .field("organisation_name", &self.organisation_name)
            .field("accent", &self.accent)
            .field("logo", &self.logo.len())
            .field("no_logo", &self.no_logo)
            .finish_non_exhaustive()
    }
}

/// What becomes of the logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoWish<'a> {
    Keep,
    Remove,
    /// A file, in base64.
    Replace(&'a str),
}

impl BrandForm {
    /// Field by field, as it is kept for the form when it was refused; a file cannot be.
    pub fn typed(&self) -> [(&'static str, &str); 2] {
        [
            ("organisation_name", &self.organisation_name),
            ("accent", &self.accent),
        ]
    }

    /// In the order of the page.
    ///
    /// # Errors
    ///
    /// A refusal at the field that is missing, or that nobody could read.
    pub fn parse(&self) -> Result<(OrganisationName, Option<Accent>), Refused> {
        let name = OrganisationName::parse(&self.organisation_name)
            .map_err(|why| why.at(Field::OrganisationName))?;
        let accent = Accent::parse(&self.accent).map_err(|why| why.at(Field::Accent))?;
        Ok((name, accent))
    }

    /// A new file wins over the box that removes the old one.
    pub fn logo_wish(&self) -> LogoWish<'_> {
        match (self.logo.as_str(), self.no_logo.as_str()) {
            ("", "") => LogoWish::Keep,
            ("", _) => LogoWish::Remove,
            (file, _) => LogoWish::Replace(file),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_in_the_order_of_the_page() {
        let mut form = BrandForm {
            organisation_name: " Acme ".into(),
            accent: "1D4E89".into(),
            ..BrandForm::default()
        };
        let (name, accent) = form.parse().unwrap();
        assert_eq!(
            (name.as_str(), accent.unwrap().to_string().as_str()),
            ("Acme", "#1d4e89")
        );
        form.accent = "#ff0".into();
        assert_eq!(form.parse().unwrap_err().at, Some(Field::Accent));
        form.organisation_name = String::new();
        assert_eq!(form.parse().unwrap_err().at, Some(Field::OrganisationName));
    }

    #[test]
    fn a_logo_is_written_in_one_word() {
        let word = format!("{}-320x80", "0a".repeat(32));
        let logo: Logo = word.parse().unwrap();
        assert_eq!((logo.width, logo.height), (320, 80));
        assert_eq!(logo.to_string(), word);
        for bad in [
            "",
            "0a-320x80",
            "0a",
            &word.replace('x', "-"),
            &word.replace("0a", ".."),
        ] {
            assert_eq!(bad.parse::<Logo>(), Err(UnknownCode), "{bad}");
        }
    }

    #[test]
    fn a_new_logo_wins() {
        let form = |logo: &str, no_logo: &str| BrandForm {
            logo: logo.into(),
            no_logo: no_logo.into(),
            ..BrandForm::default()
        };
        assert_eq!(form("", "").logo_wish(), LogoWish::Keep);
        assert_eq!(form("", "on").logo_wish(), LogoWish::Remove);
        assert_eq!(form("QQ==", "on").logo_wish(), LogoWish::Replace("QQ=="));
        assert!(!format!("{:?}", form("secretfile", "")).contains("secretfile"));
    }
}
