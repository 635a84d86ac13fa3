//! Which customers a request is about: an operator chooses among their own, and the choice stands in the address.

use serde::{Deserialize, Serialize};

use crate::coded::coded;

/// The parameter of the address that names them.
pub const PARAMETER: &str = "customers";
/// Between two short names, which hold letters, digits and hyphens only.
const JOINT: char = '.';
/// Nobody looks at more at once; the rest of a longer address is not read.
const MOST: usize = 500;
/// No short name is longer than a label of a host name.
const LONGEST: usize = 63;

/// The short names in an address, as they came; none for all customers. What they are worth, the grants say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen(Vec<String>);

impl Chosen {
    /// Reads the query of an address: `customers=acme.globex`, and `customers.acme=on&customers.globex=on` as the boxes of a form
    /// send it, since no parameter may come twice. Every other parameter is somebody else's.
    pub fn of_query(query: &str) -> Self {
        let mut names: Vec<String> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .filter_map(|(name, value)| match name.strip_prefix(PARAMETER)? {
                "" => Some(value),
                boxed => boxed.strip_prefix(JOINT),
            })
            .flat_map(|names| names.split(JOINT))
            .filter(|name| !name.is_empty())
            .map(|name| name.chars().take(LONGEST + 1).collect())
            .take(MOST)
            .collect();
        names.sort();
        names.dedup();
        Self(names)
    }

    /// The parameter of the box for one customer.
    pub fn box_for(slug: &str) -> String {
        format!("{PARAMETER}{JOINT}{slug}")
    }

    pub fn of<'a>(slugs: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names: Vec<String> = slugs.into_iter().map(ToOwned::to_owned).collect();
        names.sort();
        names.dedup();
        Self(names)
    }

    /// Nothing was chosen: all customers are meant.
    pub const fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    pub fn names(&self, slug: &str) -> bool {
        self.0.iter().any(|name| name == slug)
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The value of the parameter; empty for all.
    pub fn value(&self) -> String {
        self.0.join(&JOINT.to_string())
    }

    /// The same address with the choice in it, unless it holds one already. Only the console has customers; an address without a
    /// path is that of the page at hand.
    pub fn kept_in(&self, address: String) -> String {
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        // The customers themselves are all listed, also one that cannot be chosen any more.
        let console = path.starts_with("/admin/") && !path.starts_with("/admin/customers");
        let stays = console || path.starts_with("/do/") || path.is_empty();
        if self.is_all() || !stays || !Self::of_query(query).is_all() {
            return address;
        }
        let joint = if query.is_empty() { '?' } else { '&' };
        format!("{address}{joint}{PARAMETER}={}", self.value())
    }
}

coded! {
    /// What an operator does to a customer.
    Deed {
        Suspend = "suspend",
        Resume = "resume",
        Delete = "delete",
        /// Gives it to another operator, too.
        Assign = "assign",
        Withdraw = "withdraw",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_read_as_a_link_and_as_a_form_writes_it() {
        for (query, value) in [
            ("", ""),
            ("customers=", ""),
            ("state=active", ""),
            ("xcustomers=acme", ""),
            ("customers=acme", "acme"),
            ("state=x&customers=b.a.b", "a.b"),
            ("customers.b=on&customers.a=on&search=", "a.b"),
            ("customersx=acme", ""),
            ("customers=..a..", "a"),
        ] {
            assert_eq!(Chosen::of_query(query).value(), value, "{query}");
        }
        let long = format!("customers={}", "x".repeat(10_000));
        assert_eq!(Chosen::of_query(&long).value().len(), 64);
        let many = format!(
            "customers={}",
            (0..9_999).map(|n| n.to_string() + ".").collect::<String>()
        );
        assert_eq!(Chosen::of_query(&many).iter().count(), 500);
    }

    #[test]
    fn the_choice_is_kept_in_the_console_and_nowhere_else() {
        let chosen = Chosen::of(["globex", "acme"]);
        for (address, kept) in [
            ("/admin/users", "/admin/users?customers=acme.globex"),
            (
                "/admin/users?search=a",
                "/admin/users?search=a&customers=acme.globex",
            ),
            ("/admin/users?customers=acme", "/admin/users?customers=acme"),
            ("/do/reset-user", "/do/reset-user?customers=acme.globex"),
            ("/account", "/account"),
            ("/admin/customers/7", "/admin/customers/7"),
            ("/administer", "/administer"),
            ("?by=code", "?by=code&customers=acme.globex"),
        ] {
            assert_eq!(chosen.kept_in(address.to_owned()), kept);
        }
        assert_eq!(
            Chosen::default().kept_in("/admin/users".to_owned()),
            "/admin/users"
        );
    }
}
