//! wasm-bindgen, as a library of the very version that app is locked to: no program to install, no version to mismatch.

use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use crate::trouble::{Outcome, Trouble};

pub fn bind(raw: &Path, folder: &Path) -> Outcome<()> {
    let doing = "binding the wasm to JavaScript";
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(raw)
        .out_name("latchkey")
        .web(true)
        .map_err(Trouble::step(doing))?
        // Our start script gives the hashed path itself.
        .omit_default_module_path(true)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen.generate(folder).map_err(Trouble::step(doing))?;
    if folder.join("snippets").exists() {
        return Err(Trouble::Missing(
            "a crate brings scripts of its own (pkg/snippets), which the site does not serve"
                .into(),
        ));
    }
    Ok(())
}
