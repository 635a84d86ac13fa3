//! manifest.json: which hashed path stands for the style sheet, the start script, the module, the wasm and each script.

use std::collections::BTreeMap;

use super::hashed::Hashed;

#[derive(Debug, PartialEq, Eq)]
pub struct Manifest(BTreeMap<String, String>);

impl Manifest {
    pub fn of(files: &[Hashed]) -> Self {
        Self(
            files
                .iter()
                .map(|file| (file.key().to_owned(), file.path()))
                .collect(),
        )
    }

    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Self)
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    /// Sorted by key, one a line: the same files give the same text.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(&self.0).unwrap_or_default() + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_sorted_and_reads_back() {
        let files = [
            Hashed::new("wasm", "latchkey_bg", "wasm", vec![0]),
            Hashed::new("style", "main", "css", vec![1]),
        ];
        let manifest = Manifest::of(&files);
        let text = manifest.text();
        assert!(text.find("style") < text.find("wasm"));
        assert_eq!(Manifest::parse(&text), Some(manifest));
    }

    #[test]
    fn nonsense_is_no_manifest() {
        assert_eq!(Manifest::parse("{"), None);
    }
}
