//! The site: wasm and its module, the style sheet and the static scripts, under names that say their content.

mod compiler;
mod hashed;
mod inputs;
mod manifest;
mod output;
mod places;
mod scripts;
mod style;
mod wasm;

pub use places::Places;

use std::fs::{self, File};
use std::time::Instant;

use crate::trouble::{Outcome, Trouble};
use compiler::Compiler;
use hashed::Hashed;
use manifest::Manifest;
use output::Output;

/// Release is small; dev is made quickly, for a page that is reloaded every minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Release,
    Dev,
}

pub fn build(places: &Places, mode: Mode) -> Outcome<()> {
    let _one_at_a_time = lock(places)?;
    let compiler = Compiler::recorded(places)?;
    let inputs = inputs::digest(places, mode, &compiler)?;
    if inputs::unchanged(places, &inputs) {
        return Ok(());
    }
    let started = Instant::now();
    let files = collect(places, mode, &compiler)?;
    let manifest = Manifest::of(&files);
    Output::new(places, mode).write(&files, &manifest)?;
    inputs::remember(places, &inputs)?;
    report(&files, started, mode);
    Ok(())
}

/// Every file with its hashed name; the order matters only where one file names another.
fn collect(places: &Places, mode: Mode, compiler: &Compiler) -> Outcome<Vec<Hashed>> {
    let bound = wasm::build(places, mode, compiler)?;
    let wasm = Hashed::new("wasm", "latchkey_bg", "wasm", bound.wasm);
    let module = Hashed::new("module", "latchkey", "js", bound.module);
    let names = [
        ("/pkg/latchkey.js", module.path()),
        ("/pkg/latchkey_bg.wasm", wasm.path()),
    ];
    let mut files = scripts::collect(places, &names)?;
    files.push(style::bundle(places)?);
    files.push(module);
    files.push(wasm);
    Ok(files)
}

/// Two builds at once in one work tree would write over each other.
fn lock(places: &Places) -> Outcome<File> {
    let path = places.lock();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Trouble::file("making", folder))?;
    }
    let file = File::create(&path).map_err(Trouble::file("opening", &path))?;
    file.lock().map_err(Trouble::file("locking", &path))?;
    Ok(file)
}

fn report(files: &[Hashed], started: Instant, mode: Mode) {
    for file in files {
        eprintln!(
            "  {:<44} {:>7} bytes, brotli {:>6}",
            file.path(),
            file.content().len(),
            hashed::brotli(file.content(), mode).len()
        );
    }
    let not_shrunk = match mode {
        Mode::Release => "",
        Mode::Dev => ", without wasm-opt",
    };
    eprintln!(
        "Latchkey: built the site in {:.1} s{not_shrunk}",
        started.elapsed().as_secs_f32()
    );
}
