//! A file of users: `email` and, as far as they are to be set, `name`, `groups` and `language`, in any order. It is imported whole or not
//! at all: who is here already is changed, and who is not is invited.

use crate::{
    csv::{
        report::RowProblem,
        sheet::{self, Cells, Header, Sheet},
    },
    email::EmailAddress,
    language::Language,
    name::{GroupName, PersonName},
    refusal::FileFault,
};

/// The most users of one file: each has rows of their own in many tables, and other writers wait meanwhile.
pub const MOST_USERS: u32 = 1000;

/// Somebody as their row says. What is empty, or has no column, stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRow {
    pub line: u32,
    /// Who it is: an address is never changed by a file.
    pub email: EmailAddress,
    pub name: Option<PersonName>,
    /// All of them, in place of those that there are.
    pub groups: Option<Vec<GroupName>>,
    pub language: Option<Language>,
    /// Of which customer, in a list of several.
    pub customer: Option<String>,
}

struct Columns {
    email: usize,
    name: Option<usize>,
    groups: Option<usize>,
    language: Option<usize>,
    customer: Option<usize>,
}

impl sheet::Columns for Columns {
    type Row = UserRow;
    type Key = String;
    const MOST: u32 = MOST_USERS;
    const TWICE: RowProblem = RowProblem::UserTwice;

    /// By the names that we, Entra ID, Okta and Keycloak give to them; also as our own list of users has them.
    fn of(header: &Header) -> Result<Self, FileFault> {
        let email = header.find(&[
            "email",
            "emailaddress",
            "emailadresse",
            "mail",
            "address",
            "upn",
            "userprincipalname",
            "login",
        ]);
        Ok(Self {
            email: email.ok_or(FileFault::UserColumns)?,
            name: header.find(&["name", "displayname", "fullname", "user", "benutzer"]),
            groups: header.find(&["groups", "group", "gruppen"]),
            language: header.find(&["language", "preferredlanguage", "locale", "sprache"]),
            customer: header.find(&["customer", "kunde"]),
        })
    }

    fn row(&self, cells: &Cells<'_>) -> Result<UserRow, RowProblem> {
        let name = cells.maybe(self.name).map(PersonName::parse).transpose();
        let language = cells.maybe(self.language).map(str::parse).transpose();
        let groups = cells.maybe(self.groups).map(groups).transpose();
        Ok(UserRow {
            line: cells.line(),
            email: EmailAddress::parse(cells.at(self.email)).map_err(|_| RowProblem::Email)?,
            name: name.map_err(|_| RowProblem::Name)?,
            groups: groups?,
            language: language.map_err(|_| RowProblem::Language)?,
            customer: cells.maybe(self.customer).map(ToOwned::to_owned),
        })
    }

    fn key(row: &UserRow) -> String {
        row.email.key()
    }
}

/// Between commas or semicolons: where one of them stands between the cells, the other is easier to write.
fn groups(cell: &str) -> Result<Vec<GroupName>, RowProblem> {
    GroupName::parse_list(&cell.replace(';', ",")).map_err(|_| RowProblem::Groups)
}

pub fn parse(file: &str) -> Result<Sheet<UserRow>, FileFault> {
    sheet::parse::<Columns>(file)
}

#[cfg(test)]
mod tests;
