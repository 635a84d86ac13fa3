//! The style sheet: style/main.css with everything that it imports, in one small file.

use std::path::Path;

use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};

use super::Places;
use super::hashed::Hashed;
use crate::trouble::{Outcome, Trouble};

pub fn bundle(places: &Places) -> Outcome<Hashed> {
    let css = bundled(&places.style())?;
    Ok(Hashed::new("style", "main", "css", css.into_bytes()))
}

fn bundled(entry: &Path) -> Outcome<String> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler
        .bundle(entry)
        .map_err(Trouble::step("reading style/main.css and its imports"))?;
    sheet
        .minify(MinifyOptions::default())
        .map_err(Trouble::step("minifying the style sheet"))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            ..PrinterOptions::default()
        })
        .map_err(Trouble::step("printing the style sheet"))?;
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn imports_come_first_and_white_space_goes() {
        let folder = std::env::temp_dir().join(format!("latchkey-style-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("tokens.css"), ":root { --gap: 1rem; }").unwrap();
        fs::write(
            folder.join("main.css"),
            "@import \"tokens.css\";\np { margin: var(--gap); }",
        )
        .unwrap();
        let css = bundled(&folder.join("main.css")).unwrap();
        assert_eq!(css, ":root{--gap:1rem}p{margin:var(--gap)}");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_missing_file_is_named() {
        let trouble = bundled(Path::new("/nowhere/main.css")).unwrap_err();
        assert!(trouble.to_string().contains("main.css"));
    }
}
