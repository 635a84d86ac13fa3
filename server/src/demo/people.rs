//! The people of the sample world: every state that a user can be in, at least once.

use identity::{policy::Requirement, role::Role};

/// A customer.
#[derive(Clone, Copy, Debug)]
pub struct House {
    pub slug: &'static str,
    pub name: &'static str,
    pub help_line: &'static str,
    pub contact: &'static str,
    pub policies: &'static [Plan],
    pub people: &'static [Person],
}

/// A policy besides the default one. Each of these lets people remove their own factors.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub name: &'static str,
    pub groups: &'static [&'static str],
    pub requirement: Requirement,
}

#[derive(Clone, Copy, Debug)]
pub struct Person {
    pub name: &'static str,
    pub groups: &'static [&'static str],
    pub role: Option<Role>,
    pub story: Story,
}

/// What happened to somebody so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Story {
    /// Has a link, and has not come yet.
    Invited,
    /// Has a password, and sets up a second step at the next sign-in.
    NeverEnrolled,
    WindowPassed,
    /// Has no second step and owes none.
    NothingOwed,
    InGrace,
    Totp,
    TwoApps,
    /// One app, and two backup codes left.
    FewCodes,
    /// Reported the phone lost; the backup codes are left.
    Suspended,
    Reset,
    /// Was reset too long ago.
    ResetPassed,
    Disabled,
}

impl Story {
    /// For whoever reads the list that is printed.
    pub const fn told(self) -> &'static str {
        match self {
            Self::Invited => "invited, link in the outbox",
            Self::NeverEnrolled => "never enrolled",
            Self::WindowPassed => "never enrolled, window passed",
            Self::NothingOwed => "no factor, none owed",
            Self::InGrace => "in grace",
            Self::Totp => "authenticator app",
            Self::TwoApps => "two authenticator apps",
            Self::FewCodes => "authenticator app, two backup codes left",
            Self::Suspended => "app reported lost, backup codes left",
            Self::Reset => "reset by an admin, must enrol",
            Self::ResetPassed => "reset long ago, window passed",
            Self::Disabled => "disabled",
        }
    }
}

const fn user(name: &'static str, groups: &'static [&'static str], story: Story) -> Person {
    Person {
        name,
        groups,
        role: None,
        story,
    }
}

const fn staff(name: &'static str, role: Role, story: Story) -> Person {
    Person {
        name,
        groups: &["office"],
        role: Some(role),
        story,
    }
}

pub const HOUSES: [House; 2] = [
    House {
        slug: "harbour",
        name: "Harbour Bakery",
        help_line: "Call the office: extension 12, from 6 to 16 o'clock.",
        contact: "Office, ground floor, extension 12",
        policies: &[
            Plan {
                name: "Office",
                groups: &["office", "accounts"],
                requirement: Requirement::Required,
            },
            Plan {
                name: "Shop floor",
                groups: &["shop"],
                requirement: Requirement::Optional,
            },
        ],
        people: &[
            staff("Berta Lindqvist", Role::OrgAdmin, Story::TwoApps),
            staff("Tomás Oliveira", Role::OrgAdmin, Story::Totp),
            staff("Hassan Demir", Role::HelpDesk, Story::Totp),
            staff("Olivia Marsh", Role::Operator, Story::TwoApps),
            user("Anna Kowalska", &["office"], Story::Totp),
            user("Bao Nguyen", &["bakers"], Story::NeverEnrolled),
            user("Carla Rossi", &["bakers"], Story::WindowPassed),
            user("David Okafor", &["shop"], Story::NothingOwed),
            user("Elif Yılmaz", &["shop"], Story::Totp),
            user("Finn O'Connor", &["bakers"], Story::InGrace),
            user("Grete Hansen", &["accounts"], Story::TwoApps),
            user("Henrik Sørensen", &["bakers"], Story::Suspended),
            user("Ines Almeida", &["shop"], Story::NothingOwed),
            user("Jörg Weißmann", &["bakers"], Story::Reset),
            user("Katarzyna Zielińska", &["office", "shop"], Story::FewCodes),
            user("Liam Murphy", &["drivers"], Story::ResetPassed),
            user("Mira Patel", &["drivers"], Story::Totp),
            user("Noah Schneider", &["drivers"], Story::Disabled),
            user("Olga Ivanova", &["bakers"], Story::Totp),
            user("Pedro Gómez", &["bakers"], Story::Invited),
            user("Quentin Moreau", &["shop"], Story::Invited),
            user("Rania Haddad", &[], Story::Totp),
            user("Sven Bergström", &[], Story::InGrace),
            user("Tuva Nilsen", &["accounts"], Story::Totp),
        ],
    },
    House {
        slug: "northlight",
        name: "Northlight Clinic",
        help_line: "The help desk is beside the main entrance; bring your badge.",
        contact: "Help desk, telephone 300",
        policies: &[Plan {
            name: "Doctors",
            groups: &["doctors"],
            requirement: Requirement::Required,
        }],
        people: &[
            staff("Ursula Brandt", Role::OrgAdmin, Story::TwoApps),
            staff("Victor Eze", Role::HelpDesk, Story::Totp),
            user("Wanda Nowak", &["doctors"], Story::Totp),
            user("Xavier Dupont", &["doctors"], Story::TwoApps),
            user("Yuki Tanaka", &["doctors"], Story::FewCodes),
            user("Zoë Vermeulen", &["nurses"], Story::NeverEnrolled),
            user("Anna Kowalska", &["nurses"], Story::Totp),
            user("Benedikt Huber", &["nurses"], Story::Reset),
            user("Chiara Conti", &["nurses"], Story::Suspended),
            user("Dmitri Volkov", &["nurses"], Story::InGrace),
            user("Emma Lefèvre", &["reception"], Story::Totp),
            user("Farid Rahimi", &["reception"], Story::WindowPassed),
            user("Greta Olsson", &["reception"], Story::Disabled),
            user("Hugo Fernández", &["reception"], Story::Invited),
            user("Isla Campbell", &[], Story::Totp),
            user("Jonas Meyer", &[], Story::ResetPassed),
        ],
    },
];

/// `anna.kowalska@harbour.example`: ASCII, whatever the name is written with.
pub fn email(house: &House, name: &str) -> String {
    let plain = |c: char| match c {
        ' ' => ".".to_owned(),
        '\'' => String::new(),
        'á' | 'à' => "a".to_owned(),
        'è' | 'é' | 'ë' => "e".to_owned(),
        'ı' => "i".to_owned(),
        'ń' => "n".to_owned(),
        'ó' => "o".to_owned(),
        'ö' | 'ø' => "oe".to_owned(),
        'ß' => "ss".to_owned(),
        c => c.to_lowercase().collect(),
    };
    let local: String = name.to_lowercase().chars().map(plain).collect();
    format!("{local}@{}.example", house.slug)
}

#[cfg(test)]
mod tests {
    use identity::email::EmailAddress;

    use super::*;

    #[test]
    fn forty_people_each_with_an_address() {
        let mut seen = Vec::new();
        for house in &HOUSES {
            for person in house.people {
                let email = email(house, person.name);
                assert!(
                    email.is_ascii() && EmailAddress::parse(&email).is_ok(),
                    "{email}"
                );
                assert!(!seen.contains(&email), "{email} twice");
                seen.push(email);
            }
        }
        assert_eq!(seen.len(), 40);
    }
}
