//! What an operator types about a customer.

use serde::{Deserialize, Serialize};

use crate::customers::Deed;

/// A customer that is to be made; `name` and `email` are of the admin who is invited to it, both empty for none.
#[derive(Clone, Debug)]
pub struct CustomerForm {
    pub organisation_name: String,
    pub slug: String,
    pub name: String,
    pub email: String,
}

impl CustomerForm {
    #[must_use]
    pub fn typed(&self) -> [(&'static str, &str); 4] {
        [
            ("organisation_name", &self.organisation_name),
            ("slug", &self.slug),
            ("name", &self.name),
            ("email", &self.email),
        ]
    }
}

/// What is to become of a customer; of the texts only those of the deed are filled in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CustomerDeedForm {
    /// [`crate::customers::Deed`].
    pub deed: String,
    /// Why it is suspended or deleted.
    pub note: String,
    /// Its short name, typed to confirm that it goes for good.
    pub slug: String,
    /// The address of an operator who is to look after it.
    pub email: String,
    /// The one who no longer does.
    pub user: String,
}

impl CustomerDeedForm {
    /// Field by field, as it is kept for the form when it was refused. What is no choice of the person is in its form anyway.
    #[must_use]
    pub fn typed(&self) -> [(&'static str, &str); 4] {
        let chosen = matches!(
            self.deed.parse(),
            Ok(Deed::Suspend | Deed::Resume | Deed::Delete)
        );
        [
            ("deed", if chosen { &self.deed } else { "" }),
            ("note", &self.note),
            ("slug", &self.slug),
            ("email", &self.email),
        ]
    }
}
