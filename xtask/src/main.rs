//! `cargo xtask site [--dev]`: builds what browsers load into target/site.

mod site;
mod trouble;

use std::process::ExitCode;

use site::{Mode, Places};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mode = match words.as_slice() {
        ["site"] => Mode::Release,
        ["site", "--dev"] => Mode::Dev,
        _ => {
            eprintln!("usage: cargo xtask site [--dev]");
            return ExitCode::from(2);
        }
    };
    match Places::find().and_then(|places| site::build(&places, mode)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("Latchkey: the site was not built: {trouble}");
            ExitCode::FAILURE
        }
    }
}
