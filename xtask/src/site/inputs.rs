//! What the site is built from, as one digest: while it stays the same, there is nothing to do.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::compiler::Compiler;
use super::hashed::hash;
use super::manifest::Manifest;
use super::{Mode, Places};
use crate::trouble::{Outcome, Trouble};

/// The build tool itself belongs to it: a change in here may change what comes out.
const WATCHED: [&str; 6] = [
    "Cargo.lock",
    "Cargo.toml",
    "app",
    "identity",
    "style",
    "xtask",
];

pub fn digest(places: &Places, mode: Mode, compiler: &Compiler) -> Outcome<String> {
    let mut text = format!("{mode:?} {compiler:?}\n");
    for name in WATCHED {
        for path in files_under(&places.workspace.join(name))? {
            let content = fs::read(&path).map_err(Trouble::file("reading", &path))?;
            let name = path.strip_prefix(&places.workspace).unwrap_or(&path);
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{} {}", name.display(), hash(&content));
        }
    }
    Ok(hash(text.as_bytes()))
}

/// The same inputs as last time, and what was built from them is still there.
pub fn unchanged(places: &Places, digest: &str) -> bool {
    let same = fs::read_to_string(places.stamp()).is_ok_and(|last| last == digest);
    let site = places.site();
    same && fs::read_to_string(site.join("manifest.json"))
        .ok()
        .and_then(|text| Manifest::parse(&text))
        .is_some_and(|manifest| {
            manifest
                .paths()
                .all(|path| site.join(path.trim_start_matches('/')).is_file())
        })
}

pub fn remember(places: &Places, digest: &str) -> Outcome<()> {
    let stamp = places.stamp();
    fs::write(&stamp, digest).map_err(Trouble::file("writing", &stamp))
}

/// Every file below, in one order; hidden ones (an editor's) and npm's packages are no input.
fn files_under(path: &Path) -> Outcome<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(Trouble::file("reading", &folder))? {
            let entry = entry.map_err(Trouble::file("reading", &folder))?;
            let name = entry.file_name();
            if name.to_string_lossy().starts_with('.') || name == "node_modules" {
                continue;
            }
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(name: &str) -> Places {
        let root = std::env::temp_dir().join(format!("latchkey-{name}-{}", std::process::id()));
        for folder in ["app/src", "identity", "style", "xtask", "target/site"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        for file in ["Cargo.lock", "Cargo.toml", "app/src/lib.rs"] {
            fs::write(root.join(file), "one").unwrap();
        }
        Places {
            workspace: root.clone(),
            cache: root.clone(),
            target: root,
        }
    }

    fn compiler() -> Compiler {
        Compiler {
            cargo: "c".into(),
            rustc: "r".into(),
            flags: vec![],
            version: "v".into(),
        }
    }

    #[test]
    fn the_digest_follows_content_mode_and_nothing_hidden() {
        let places = places("digest");
        let first = digest(&places, Mode::Release, &compiler()).unwrap();
        fs::write(places.workspace.join("app/.lib.rs.swp"), "x").unwrap();
        assert_eq!(first, digest(&places, Mode::Release, &compiler()).unwrap());
        assert_ne!(first, digest(&places, Mode::Dev, &compiler()).unwrap());
        fs::write(places.workspace.join("app/src/lib.rs"), "two").unwrap();
        assert_ne!(first, digest(&places, Mode::Release, &compiler()).unwrap());
        fs::remove_dir_all(&places.workspace).unwrap();
    }

    #[test]
    fn a_missing_file_means_building_again() {
        let places = places("missing");
        remember(&places, "same").unwrap();
        let manifest = places.site().join("manifest.json");
        fs::write(&manifest, r#"{"style":"/pkg/gone.css"}"#).unwrap();
        assert!(!unchanged(&places, "same"));
        fs::write(&manifest, "{}").unwrap();
        assert!(unchanged(&places, "same"));
        assert!(!unchanged(&places, "other"));
        fs::remove_dir_all(&places.workspace).unwrap();
    }
}
