//! Every detail that an event can have, and whether it goes when its subject is deleted: reviewed like code.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use expect_test::expect_file;
use identity::audit::naming::says_who;

/// The keys that stand in the source as they are.
fn keys(dir: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            keys(&path, found);
        } else {
            let source = fs::read_to_string(&path).unwrap();
            let flat: String = source.split_whitespace().collect();
            let after = flat.split(".with(\"").skip(1);
            found.extend(after.filter_map(|rest| Some(rest.split('"').next()?.to_owned())));
        }
    }
}

#[test]
fn every_detail_is_known_to_name_somebody_or_not() {
    let mut found = BTreeSet::new();
    keys(Path::new("src/desk"), &mut found);
    keys(Path::new("src/sms"), &mut found);
    let mut table = String::from(
        "Details of events: those that say who the subject is go when the subject is deleted.\n\n",
    );
    for key in found {
        let whether = if says_who(&key) { "goes" } else { "stays" };
        writeln!(table, "{key:<24} {whether}").unwrap();
    }
    expect_file!["./audit_keys.txt"].assert_eq(&table);
}
