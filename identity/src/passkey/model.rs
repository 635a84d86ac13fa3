//! Which make of authenticator a passkey says that it is in: a good first name, and never a reason to trust it.

/// `<AAGUID> <name>`, one a line; models.md says where they come from.
const MODELS: &str = include_str!("models.txt");

/// The name of a make, by its AAGUID.
pub fn name(aaguid: [u8; 16]) -> Option<&'static str> {
    MODELS.lines().find_map(|line| {
        let (id, name) = line.split_once(' ')?;
        (parse(id)? == aaguid).then_some(name)
    })
}

/// Thirty-two hexadecimal digits, with hyphens anywhere.
fn parse(text: &str) -> Option<[u8; 16]> {
    let digits: String = text.chars().filter(|c| *c != '-').collect();
    (digits.len() == 32)
        .then(|| u128::from_str_radix(&digits, 16).ok())?
        .map(u128::to_be_bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::name::FactorName;

    #[test]
    fn every_line_is_a_model_of_its_own_with_a_fit_name() {
        let mut seen = HashSet::new();
        for line in MODELS.lines() {
            let (id, name) = line.split_once(' ').unwrap();
            assert!(seen.insert(parse(id).unwrap()), "{line}");
            assert_eq!(FactorName::parse(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn a_known_model_has_a_name_and_an_unknown_one_none() {
        let phone = parse("fbfc3007-154e-4ecc-8c0b-6e020557d7bd").unwrap();
        assert_eq!(name(phone), Some("Apple Passwords"));
        assert_eq!(name([0; 16]), None);
    }
}
