//! The compiler that can build for wasm, as the set-up script wrote it down.

use std::fs;

use super::Places;
use crate::trouble::{Outcome, Trouble};

#[derive(Debug, PartialEq, Eq)]
pub struct Compiler {
    pub cargo: String,
    pub rustc: String,
    pub flags: Vec<String>,
    pub version: String,
}

impl Compiler {
    pub fn recorded(places: &Places) -> Outcome<Self> {
        fs::read_to_string(places.cache.join("wasm-compiler"))
            .ok()
            .and_then(|text| Self::parse(&text))
            .ok_or_else(|| {
                Trouble::Missing(
                    "no compiler for wasm is known here yet; run scripts/set-up run".into(),
                )
            })
    }

    /// Lines of `name=value`, written by scripts/lib/wasm.sh.
    fn parse(text: &str) -> Option<Self> {
        let value = |name: &str| {
            text.lines()
                .filter_map(|line| line.split_once('='))
                .find_map(|(key, value)| (key == name).then(|| value.to_owned()))
        };
        Some(Self {
            cargo: value("cargo")?,
            rustc: value("rustc")?,
            flags: value("flags")?.split_whitespace().map(Into::into).collect(),
            version: value("version")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_set_up_wrote() {
        let text = "cargo=/usr/bin/cargo\nrustc=/usr/bin/rustc\nflags=--sysroot=/x\nversion=rustc 1.96.0\n";
        let compiler = Compiler::parse(text).unwrap();
        assert_eq!(compiler.rustc, "/usr/bin/rustc");
        assert_eq!(compiler.flags, ["--sysroot=/x"]);
        assert_eq!(compiler.version, "rustc 1.96.0");
    }

    #[test]
    fn no_flags_are_no_flags() {
        let text = "cargo=c\nrustc=r\nflags=\nversion=v\n";
        assert!(Compiler::parse(text).unwrap().flags.is_empty());
        assert_eq!(Compiler::parse("cargo=c\n"), None);
    }
}
