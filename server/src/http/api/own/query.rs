//! The query of a list in our own part: from after what on, how many, and which.

use std::{collections::BTreeMap, str::FromStr};

use crate::{
    desk::api::Refused,
    http::api::query::{fields, wrong},
};

pub struct Asked(BTreeMap<String, String>);

impl Asked {
    pub fn read(raw: Option<&str>) -> Result<Self, Refused> {
        fields(raw).map(Self)
    }

    /// One of a closed list, or any, where nobody says.
    pub fn one_of<T: FromStr>(&self, name: &str) -> Result<Option<T>, Refused> {
        let text = self.0.get(name).map(|text| text.parse());
        text.transpose().map_err(|_| wrong(name))
    }

    /// The cursor of the answer before; zero for the beginning.
    pub fn after(&self) -> Result<i64, Refused> {
        let after = self.one_of("after")?.unwrap_or(0);
        if after < 0 {
            return Err(wrong("after"));
        }
        Ok(after)
    }

    pub fn limit(&self, usual: u32, most: u32) -> Result<u32, Refused> {
        let limit = self.one_of("limit")?.unwrap_or(usual);
        if !(1..=most).contains(&limit) {
            return Err(wrong("limit"));
        }
        Ok(limit)
    }
}
