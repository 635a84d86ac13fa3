//! A policy as it was typed, made into one that can be saved.

use std::str::FromStr;

use serde::Serialize;

use crate::{
    console::PolicyForm,
    factor::{ENROLLABLE, FactorKind, KindSet},
    ids::PolicyId,
    name::{GroupName, PolicyName},
    policy::{Passwordless, Requirement, Rules, SelfRemoval, impact::MOST_GRACE_DAYS},
    refusal::{Field, Refusal, Refused},
    time::Span,
};

/// Minutes without a request (NIST SP 800-63B-4, section 2.2.3).
const IDLE: std::ops::RangeInclusive<u16> = 5..=60;
/// Minutes in all.
const ABSOLUTE: std::ops::RangeInclusive<u16> = 30..=1440;

/// What is to be saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// None for a new one.
    pub id: Option<PolicyId>,
    pub name: PolicyName,
    pub groups: Vec<GroupName>,
    pub rules: Rules,
    /// As asked for; none where the field was left empty. No part of what the digest names: it is typed after it.
    #[serde(skip)]
    pub grace: Option<Span>,
}

impl Draft {
    pub fn parse(form: &PolicyForm) -> Result<Self, Refused> {
        let idle_minutes = minutes(&form.idle_minutes, &IDLE, Field::Idle)?;
        let absolute_minutes = minutes(&form.absolute_minutes, &ABSOLUTE, Field::Absolute)?;
        if absolute_minutes < idle_minutes {
            return Err(Refusal::LifetimeInvalid.at(Field::Absolute));
        }
        Ok(Self {
            id: form.id,
            name: PolicyName::parse(&form.name).map_err(|why| why.at(Field::Name))?,
            groups: GroupName::parse_list(&form.groups).map_err(|why| why.at(Field::Groups))?,
            rules: Rules {
                requirement: Requirement::from_str(&form.requirement)
                    .map_err(|_| Refusal::Malformed)?,
                allowed: kinds(&form.kinds)?,
                self_removal: if ticked(&form.self_removal)? {
                    SelfRemoval::On
                } else {
                    SelfRemoval::Off
                },
                passwordless: if ticked(&form.passwordless)? {
                    Passwordless::On
                } else {
                    Passwordless::Off
                },
                idle_minutes,
                absolute_minutes,
            },
            grace: grace(&form.grace_days)?,
        })
    }
}

fn ticked(text: &str) -> Result<bool, Refused> {
    match text {
        "on" => Ok(true),
        "" | "off" => Ok(false),
        _ => Err(Refusal::Malformed.into()),
    }
}

fn kinds(text: &str) -> Result<KindSet, Refused> {
    let codes = text
        .split(',')
        .map(str::trim)
        .filter(|code| !code.is_empty());
    let kinds = codes
        .map(FactorKind::from_str)
        .collect::<Result<KindSet, _>>()
        .map_err(|_| Refusal::Malformed)?;
    // A code by text message is never the only kind (ASVS 6.6.1); and whoever owes a kind that cannot be set up could never come in.
    if kinds.and(ENROLLABLE).without(FactorKind::Phone).is_empty() {
        return Err(Refusal::KindsMissing.at(Field::Kinds));
    }
    Ok(kinds)
}

fn minutes(text: &str, allowed: &std::ops::RangeInclusive<u16>, at: Field) -> Result<u16, Refused> {
    let minutes = text
        .trim()
        .parse()
        .ok()
        .filter(|minutes| allowed.contains(minutes));
    minutes.ok_or(Refusal::LifetimeInvalid.at(at))
}

fn grace(text: &str) -> Result<Option<Span>, Refused> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let days = text
        .trim()
        .parse()
        .ok()
        .filter(|days| (0..=MOST_GRACE_DAYS).contains(days));
    days.map(|days| Some(Span::days(days)))
        .ok_or(Refusal::GraceInvalid.at(Field::Grace))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> PolicyForm {
        PolicyForm {
            name: " Sales ".to_owned(),
            groups: "Sales, field".to_owned(),
            requirement: "required".to_owned(),
            kinds: "totp,passkey".to_owned(),
            self_removal: "on".to_owned(),
            idle_minutes: "30".to_owned(),
            absolute_minutes: "720".to_owned(),
            ..PolicyForm::default()
        }
    }

    #[test]
    fn a_good_form_is_a_draft() {
        let draft = Draft::parse(&form()).map(|draft| {
            (
                draft.name.to_string(),
                draft.groups.len(),
                draft.rules,
                draft.grace,
            )
        });
        let rules = Rules {
            self_removal: SelfRemoval::On,
            passwordless: Passwordless::Off,
            ..Rules::default()
        };
        assert_eq!(draft, Ok(("Sales".to_owned(), 2, rules, None)));
    }

    #[test]
    fn each_bad_field_is_named() {
        for (bad, why) in [
            (
                PolicyForm {
                    name: " ".to_owned(),
                    ..form()
                },
                Refusal::NameMissing.at(Field::Name),
            ),
            (
                PolicyForm {
                    kinds: String::new(),
                    ..form()
                },
                Refusal::KindsMissing.at(Field::Kinds),
            ),
            (
                PolicyForm {
                    kinds: "phone".to_owned(),
                    ..form()
                },
                Refusal::KindsMissing.at(Field::Kinds),
            ),
            (
                PolicyForm {
                    kinds: "phone,hardware_token".to_owned(),
                    ..form()
                },
                Refusal::KindsMissing.at(Field::Kinds),
            ),
            (
                PolicyForm {
                    kinds: "carrier_pigeon".to_owned(),
                    ..form()
                },
                Refusal::Malformed.into(),
            ),
            (
                PolicyForm {
                    requirement: String::new(),
                    ..form()
                },
                Refusal::Malformed.into(),
            ),
            (
                PolicyForm {
                    self_removal: "maybe".to_owned(),
                    ..form()
                },
                Refusal::Malformed.into(),
            ),
            (
                PolicyForm {
                    idle_minutes: "4".to_owned(),
                    ..form()
                },
                Refusal::LifetimeInvalid.at(Field::Idle),
            ),
            (
                PolicyForm {
                    idle_minutes: "1e1".to_owned(),
                    ..form()
                },
                Refusal::LifetimeInvalid.at(Field::Idle),
            ),
            (
                PolicyForm {
                    absolute_minutes: "1441".to_owned(),
                    ..form()
                },
                Refusal::LifetimeInvalid.at(Field::Absolute),
            ),
            (
                PolicyForm {
                    idle_minutes: "60".to_owned(),
                    absolute_minutes: "30".to_owned(),
                    ..form()
                },
                Refusal::LifetimeInvalid.at(Field::Absolute),
            ),
            (
                PolicyForm {
                    grace_days: "91".to_owned(),
                    ..form()
                },
                Refusal::GraceInvalid.at(Field::Grace),
            ),
            (
                PolicyForm {
                    grace_days: "-1".to_owned(),
                    ..form()
                },
                Refusal::GraceInvalid.at(Field::Grace),
            ),
        ] {
            assert_eq!(Draft::parse(&bad).err(), Some(why), "{bad:?}");
        }
    }
}
