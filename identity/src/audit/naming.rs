//! Which details of an event say who its subject is: they go when the subject is deleted.

/// A factor is often called after its owner, and a note says what its writer liked.
const NAMING: [&str; 10] = [
    "name",
    "name_before",
    "address",
    "old",
    "new",
    "email",
    "recipient",
    "number",
    "factors",
    "note",
];

/// Whether a detail under this key may say who somebody is; of one within another (`factors.0.name`), whether the outer one may.
pub fn says_who(key: &str) -> bool {
    let outer = key.split('.').next().unwrap_or(key);
    NAMING.contains(&outer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nested_says_what_its_outermost_key_says() {
        assert!(says_who("factors") && says_who("factors.12.kind") && says_who("recipient"));
        assert!(!says_who("cause") && !says_who("rules.name") && !says_who(""));
    }
}
