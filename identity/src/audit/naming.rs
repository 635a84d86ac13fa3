//! Which details of an event say who its subject is: they go when the subject is deleted.

const NAMING: [&str; 7] = [
    "name",
    "name_before",
    "address",
    "old",
    "new",
    "email",
    "search",
];

/// Whether a detail under this key may say who somebody is. A factor is often called after its owner.
pub fn says_who(key: &str) -> bool {
    NAMING.contains(&key)
}
