//! Names that people give: to factors, to themselves, to organisations, policies and groups.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{refusal::Refusal, text};

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Trims and checks what was typed: 1 to 64 characters on one line, none of them unseen.
            pub fn parse(typed: &str) -> Result<Self, Refusal> {
                text::line(typed).map(Self)
            }
        }

        kept!($name);
    )+};
}

macro_rules! kept {
    ($name:ident) => {
        impl $name {
            /// What comes back from the database, where only parsed names went in.
            pub const fn stored(text: String) -> Self {
                Self(text)
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.0
            }
        }
    };
}

names! {
    /// The name of a factor, chosen by its owner.
    FactorName,
    /// What a person is called.
    PersonName,
    /// What an organisation is called.
    OrganisationName,
    /// What a policy is called.
    PolicyName,
    /// What a credential for the REST API is called.
    CredentialName,
    /// What a webhook is called.
    WebhookName,
}

/// The name of a group of users, in lower case: `Sales` and `sales` are one group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GroupName(String);

kept!(GroupName);

impl GroupName {
    /// The most groups in one list.
    pub const MOST: usize = 20;

    /// Trims, checks and lower-cases what was typed. A comma separates groups, so none holds one.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let name = text::line(&typed.to_lowercase()).map_err(|_| Refusal::GroupInvalid)?;
        if name.contains(',') {
            return Err(Refusal::GroupInvalid);
        }
        Ok(Self(name))
    }

    /// Groups separated by commas, each once, in the order typed. Nothing between two commas is no group.
    pub fn parse_list(typed: &str) -> Result<Vec<Self>, Refusal> {
        let mut groups = Vec::new();
        for part in typed.split(',').filter(|part| !part.trim().is_empty()) {
            let group = Self::parse(part)?;
            if !groups.contains(&group) {
                groups.push(group);
            }
            if groups.len() > Self::MOST {
                return Err(Refusal::GroupInvalid);
            }
        }
        Ok(groups)
    }
}

#[cfg(test)]
mod tests;
