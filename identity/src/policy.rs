//! Authentication policies: what an organisation demands of a subset of its users.

use serde::{Deserialize, Serialize};

use crate::{
    coded::coded,
    factor::{FactorKind, KindSet},
    ids::PolicyId,
    name::GroupName,
    role::Role,
    time::Span,
};

pub mod draft;
pub mod impact;
pub mod next_step;

pub use next_step::{Facts, Next, next_step};

coded! {
    /// Whether a second factor is owed.
    Requirement {
        Required = "required",
        Optional = "optional",
    }
}

coded! {
    /// "Allow users to remove their own two-step verification". Off unless an admin says otherwise.
    SelfRemoval {
        Off = "off",
        On = "on",
    }
}

coded! {
    /// Whether a passkey alone, with user verification, signs in.
    Passwordless {
        Off = "off",
        On = "on",
    }
}

/// What is demanded of the users that a policy applies to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    pub requirement: Requirement,
    pub allowed: KindSet,
    pub self_removal: SelfRemoval,
    pub passwordless: Passwordless,
    /// Minutes without a request until a session ends: 5 to 60 (NIST SP 800-63B-4, section 2.2.3).
    pub idle_minutes: u16,
    /// Minutes until a session ends whatever happens: 30 to 1440.
    pub absolute_minutes: u16,
}

impl Rules {
    pub const fn idle(&self) -> Span {
        Span::minutes(self.idle_minutes as i64)
    }

    /// The kinds that count for somebody with this role: what is allowed, and for roles no SMS (ASVS 6.6.1).
    pub const fn kinds_for(&self, role: Option<Role>) -> KindSet {
        match role {
            Some(_) => self.allowed.without(FactorKind::Phone),
            None => self.allowed,
        }
    }

    /// Whether a passkey alone signs in somebody with this role.
    pub const fn passwordless_for(&self, role: Option<Role>) -> Passwordless {
        match self.passwordless {
            Passwordless::On if self.kinds_for(role).contains(FactorKind::Passkey) => {
                Passwordless::On
            }
            _ => Passwordless::Off,
        }
    }

    pub const fn absolute(&self) -> Span {
        Span::minutes(self.absolute_minutes as i64)
    }
}

impl Default for Rules {
    /// The policy after set-up.
    fn default() -> Self {
        Self {
            requirement: Requirement::Required,
            allowed: KindSet::NONE
                .with(FactorKind::Passkey)
                .with(FactorKind::Totp),
            self_removal: SelfRemoval::Off,
            passwordless: Passwordless::On,
            idle_minutes: 30,
            absolute_minutes: 720,
        }
    }
}

/// A policy in its place in the organisation's order: the first whose groups a user is in applies, the default last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    pub id: PolicyId,
    pub name: String,
    pub scope: Scope,
    pub rules: Rules,
}

/// Whom a policy is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// Everybody whom no other policy matched. There is exactly one, and it stands last.
    Default,
    Groups(Vec<GroupName>),
}

/// The policy that applies to a user with these groups: the first match in order, else the default.
pub fn applying<'a>(ordered: &'a [Policy], groups: &[GroupName]) -> Option<&'a Policy> {
    ordered
        .iter()
        .find(|policy| matches!(&policy.scope, Scope::Groups(wanted) if wanted.iter().any(|group| groups.contains(group))))
        .or_else(|| ordered.iter().find(|policy| policy.scope == Scope::Default))
}

#[cfg(test)]
mod tests;
