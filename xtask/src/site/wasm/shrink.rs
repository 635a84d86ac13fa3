//! wasm-opt from npm's binaryen: Debian's own version breaks the exported tables, and no island starts.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::site::Places;
use crate::trouble::{Outcome, Trouble};

/// Everything that today's compilers turn on by default, named: binaryen assumes less.
pub const FLAGS: [&str; 8] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
];

pub fn shrink(places: &Places, wasm: &Path) -> Outcome<()> {
    let program = places.wasm_opt();
    if !program.is_file() {
        return Err(Trouble::Missing(
            "wasm-opt is not here yet; run scripts/set-up run".into(),
        ));
    }
    let small = wasm.with_extension("small");
    let output = Command::new("node")
        .arg(&program)
        .args(FLAGS)
        .arg(wasm)
        .arg("-o")
        .arg(&small)
        .output()
        .map_err(Trouble::step("starting wasm-opt"))?;
    if !output.status.success() {
        return Err(Trouble::Step {
            step: "wasm-opt",
            why: String::from_utf8_lossy(&output.stderr).into_owned(),
        });
    }
    fs::rename(&small, wasm).map_err(Trouble::file("moving", &small))
}
