//! The wasm half of app: compiled small, bound to JavaScript, and shrunk once more.

mod bind;
mod shrink;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::compiler::Compiler;
use super::hashed::hash;
use super::{Mode, Places};
use crate::trouble::{Outcome, Trouble};

#[derive(Debug)]
pub struct Bound {
    pub module: Vec<u8>,
    pub wasm: Vec<u8>,
}

pub fn build(places: &Places, mode: Mode, compiler: &Compiler) -> Outcome<Bound> {
    let raw = compile(places, compiler)?;
    let content = fs::read(&raw).map_err(Trouble::file("reading", &raw))?;
    let folder = places.wasm_target().join("bound");
    let wanted = format!("{mode:?} {} {}", hash(&content), shrink::FLAGS.join(" "));
    // Most changes touch pages or style and leave the wasm as it was: then the last result is used again.
    let stamp = folder.join("made-from");
    if !fs::read_to_string(&stamp).is_ok_and(|made_from| made_from == wanted) {
        let _ = fs::remove_dir_all(&folder);
        bind::bind(&raw, &folder)?;
        if mode == Mode::Release {
            shrink::shrink(places, &folder.join("latchkey_bg.wasm"))?;
        }
        fs::write(&stamp, wanted).map_err(Trouble::file("writing", &stamp))?;
    }
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read(&path).map_err(Trouble::file("reading", &path))
    };
    Ok(Bound {
        module: read("latchkey.js")?,
        wasm: read("latchkey_bg.wasm")?,
    })
}

fn compile(places: &Places, compiler: &Compiler) -> Outcome<PathBuf> {
    let target = places.wasm_target();
    let status = Command::new(&compiler.cargo)
        .current_dir(&places.workspace)
        .args(["build", "--quiet", "--locked", "--package", "app"])
        .args(["--no-default-features", "--features", "hydrate"])
        .args(["--profile", "wasm-release"])
        .args(["--target", "wasm32-unknown-unknown"])
        // wasm-bindgen reads which features the compiler used from a section that `symbols` strips; it drops names itself.
        .args(["--config", "profile.wasm-release.strip=\"debuginfo\""])
        .env("CARGO_TARGET_DIR", &target)
        .env("RUSTC", &compiler.rustc)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(compiler).join("\u{1f}"))
        // rustup's word for which of its toolchains runs means nothing to another compiler.
        .env_remove("RUSTUP_TOOLCHAIN")
        .status()
        .map_err(Trouble::step("starting cargo for wasm"))?;
    if !status.success() {
        return Err(Trouble::Missing(
            "app did not compile for wasm (see above)".into(),
        ));
    }
    Ok(target.join("wasm32-unknown-unknown/wasm-release/app.wasm"))
}

/// Panic messages name source files: without this they would tell every visitor the builder's home folder.
fn flags(compiler: &Compiler) -> Vec<String> {
    let cargo_home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")));
    let mut flags = compiler.flags.clone();
    flags.extend(cargo_home.map(|home| {
        format!(
            "--remap-path-prefix={}=/cargo",
            home.join("registry/src").display()
        )
    }));
    flags
}
