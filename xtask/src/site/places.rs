//! Where things are: the workspace, the cache folder and cargo's target folder.

use std::env;
use std::path::{Path, PathBuf};

use crate::trouble::{Outcome, Trouble};

#[derive(Debug)]
pub struct Places {
    pub workspace: PathBuf,
    pub cache: PathBuf,
    pub target: PathBuf,
}

impl Places {
    /// Cargo tells a program that it runs where its package is; the rest follows the same rule as scripts/lib/say.sh.
    pub fn find() -> Outcome<Self> {
        let package = from_env("CARGO_MANIFEST_DIR")
            .ok_or_else(|| Trouble::Missing("start it as `cargo xtask site`".into()))?;
        let workspace = package
            .parent()
            .map(Path::to_owned)
            .ok_or_else(|| Trouble::Missing("xtask has no workspace around it".into()))?;
        let cache = from_env("XDG_CACHE_HOME")
            .or_else(|| from_env("HOME").map(|home| home.join(".cache")))
            .ok_or_else(|| Trouble::Missing("neither HOME nor XDG_CACHE_HOME is set".into()))?
            .join("latchkey");
        let target = from_env("CARGO_TARGET_DIR").unwrap_or_else(|| cache.join("target"));
        Ok(Self {
            workspace,
            cache,
            target,
        })
    }

    /// What the server embeds.
    pub fn site(&self) -> PathBuf {
        self.workspace.join("target/site")
    }

    /// The digest of what the site was last built from; outside the site, or the server would embed it.
    pub fn stamp(&self) -> PathBuf {
        self.workspace.join("target/site.inputs")
    }

    pub fn lock(&self) -> PathBuf {
        self.workspace.join("target/site.lock")
    }

    /// The wasm half has a target folder of its own: another compiler builds it, with other features.
    pub fn wasm_target(&self) -> PathBuf {
        self.target.join("wasm")
    }

    pub fn wasm_opt(&self) -> PathBuf {
        self.cache
            .join("binaryen/node_modules/binaryen/bin/wasm-opt")
    }

    pub fn style(&self) -> PathBuf {
        self.workspace.join("style/main.css")
    }

    pub fn scripts(&self) -> PathBuf {
        self.workspace.join("app/static")
    }
}

fn from_env(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}
