//! Writes target/site: only what changed, so that the server is compiled again only when it must be; and drops what is old.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::hashed::{self, Hashed};
use super::manifest::Manifest;
use super::{Mode, Places};
use crate::trouble::{Outcome, Trouble};

pub struct Output {
    site: PathBuf,
    mode: Mode,
}

impl Output {
    pub fn new(places: &Places, mode: Mode) -> Self {
        Self {
            site: places.site(),
            mode,
        }
    }

    pub fn write(&self, files: &[Hashed], manifest: &Manifest) -> Outcome<()> {
        let pkg = self.site.join("pkg");
        fs::create_dir_all(&pkg).map_err(Trouble::file("making", &pkg))?;
        let mut wanted = BTreeSet::new();
        for file in files {
            let content = file.content();
            let forms = [
                (file.name().to_owned(), content.to_vec()),
                (
                    format!("{}.br", file.name()),
                    hashed::brotli(content, self.mode),
                ),
                (format!("{}.gz", file.name()), hashed::gzip(content)),
            ];
            for (name, bytes) in forms {
                write_if_changed(&pkg.join(&name), &bytes)?;
                wanted.insert(name);
            }
        }
        drop_others(&pkg, &wanted)?;
        write_if_changed(&self.site.join("manifest.json"), manifest.text().as_bytes())
    }
}

fn write_if_changed(path: &Path, content: &[u8]) -> Outcome<()> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    fs::write(path, content).map_err(Trouble::file("writing", path))
}

fn drop_others(folder: &Path, wanted: &BTreeSet<String>) -> Outcome<()> {
    for entry in fs::read_dir(folder).map_err(Trouble::file("reading", folder))? {
        let entry = entry.map_err(Trouble::file("reading", folder))?;
        let known = entry
            .file_name()
            .to_str()
            .is_some_and(|name| wanted.contains(name));
        if !known {
            let path = entry.path();
            fs::remove_file(&path).map_err(Trouble::file("removing", &path))?;
        }
    }
    Ok(())
}
