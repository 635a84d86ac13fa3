//! A good name for a factor that its owner gave none.

use identity::factor::Factor;

/// What it is called unless its owner says otherwise: its kind or its make, with a number when there are several.
pub fn default_name(kind: &str, all: &[Factor]) -> String {
    let taken = |name: &str| all.iter().any(|factor| factor.name.as_str() == name);
    let numbered = (2..).map(|number| format!("{kind} {number}"));
    std::iter::once(kind.to_owned())
        .chain(numbered)
        .find(|name| !taken(name))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use identity::{
        factor::{FactorKind, FactorState},
        ids::FactorId,
        name::FactorName,
        time::Timestamp,
    };

    use super::*;

    #[test]
    fn a_second_one_gets_a_number() {
        let named = |name: &str| Factor {
            id: FactorId(1),
            kind: FactorKind::Totp,
            state: FactorState::Active,
            name: FactorName::stored(name.to_owned()),
            added_at: Timestamp(0),
            last_used_at: None,
            kept: None,
            number: None,
        };
        assert_eq!(default_name("App", &[]), "App");
        assert_eq!(default_name("App", &[named("Pixel 9")]), "App");
        assert_eq!(
            default_name("App", &[named("App"), named("App 2")]),
            "App 3"
        );
    }
}
