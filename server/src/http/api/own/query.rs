//! The query of a list in our own part: from after what on, how many, and which.

use std::{collections::HashMap, str::FromStr};

use crate::{desk::api::Refused, http::form};

pub struct Asked(HashMap<String, String>);

impl Asked {
    pub fn read(raw: Option<&str>) -> Result<Self, Refused> {
        let fields = form::fields(raw.unwrap_or_default());
        fields
            .map(Self)
            .ok_or_else(|| Refused::Malformed("The query could not be read".to_owned()))
    }

    /// One of a closed list, or any, where nobody says.
    pub fn one_of<T: FromStr>(&self, name: &str) -> Result<Option<T>, Refused> {
        let text = self.0.get(name).map(|text| text.parse());
        text.transpose().map_err(|_| malformed(name))
    }

    /// The cursor of the answer before; zero for the beginning.
    pub fn after(&self) -> Result<i64, Refused> {
        let after = self.one_of("after")?.unwrap_or(0);
        if after < 0 {
            return Err(malformed("after"));
        }
        Ok(after)
    }

    pub fn limit(&self, usual: u32, most: u32) -> Result<u32, Refused> {
        let limit = self.one_of("limit")?.unwrap_or(usual);
        if !(1..=most).contains(&limit) {
            return Err(malformed("limit"));
        }
        Ok(limit)
    }
}

fn malformed(what: &str) -> Refused {
    Refused::Malformed(format!("The parameter {what} is not valid"))
}
