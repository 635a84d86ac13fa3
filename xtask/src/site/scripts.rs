//! app/static: our own few scripts and pictures, with the names of the built files put in.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::Places;
use super::hashed::Hashed;
use crate::trouble::{Outcome, Trouble};

/// The manifest calls a script by its stem ("start"), anything else by its whole name ("icon.svg").
pub fn collect(places: &Places, names: &[(&str, String)]) -> Outcome<Vec<Hashed>> {
    let folder = places.scripts();
    let mut paths = fs::read_dir(&folder)
        .map_err(Trouble::file("reading", &folder))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(Trouble::file("reading", &folder))?;
    paths.sort();
    paths
        .iter()
        .filter(|path| path.is_file())
        .map(|path| one(path, names))
        .collect()
}

fn one(path: &Path, names: &[(&str, String)]) -> Outcome<Hashed> {
    let content = fs::read(path).map_err(Trouble::file("reading", path))?;
    let (Some(stem), Some(extension)) = (
        path.file_stem().and_then(OsStr::to_str),
        path.extension().and_then(OsStr::to_str),
    ) else {
        return Err(Trouble::Missing(format!(
            "{} needs a name and an extension",
            path.display()
        )));
    };
    if extension != "js" {
        let key = format!("{stem}.{extension}");
        return Ok(Hashed::new(&key, stem, extension, content));
    }
    let text = String::from_utf8(content).map_err(Trouble::step("reading a script as UTF-8"))?;
    let script = slim(&with_names(text, names));
    Ok(Hashed::new(stem, stem, "js", script.into_bytes()))
}

fn with_names(text: String, names: &[(&str, String)]) -> String {
    names.iter().fold(text, |text, (name, path)| {
        text.replace(&format!("\"{name}\""), &format!("\"{path}\""))
    })
}

/// Without whole-line comments, blank lines and indentation; whoever reads the source reads it in the repository.
fn slim(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for line in text.lines().map(str::trim) {
        if !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn puts_the_hashed_name_in_and_comments_out() {
        let names = [("/pkg/a.js", "/pkg/a.1234.js".to_owned())];
        let text = "// Says hello.\nimport \"/pkg/a.js\";\n\n  hello(\"// not a comment\");\n";
        assert_eq!(
            slim(&with_names(text.to_owned(), &names)),
            "import \"/pkg/a.1234.js\";\nhello(\"// not a comment\");\n"
        );
    }
}
