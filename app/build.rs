//! Makes one typed function of each message in locales/; a language that says more or less than English fails the build.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value;

/// The language that the others are compared with, and whose order of variables the functions take.
const FIRST: &str = "en";

/// A message: one text, or one for each plural form of `{count}`.
enum Message {
    Plain(String),
    Plural { one: String, other: String },
}

type Area = BTreeMap<String, Message>;
/// Language, then area.
type Locales = BTreeMap<String, BTreeMap<String, Area>>;

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("Latchkey: {sentence}");
            ExitCode::FAILURE
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script through the environment where to write"
)]
fn build() -> Result<(), String> {
    println!("cargo::rerun-if-changed=locales");
    let locales = read(Path::new("locales"))?;
    let first = locales
        .get(FIRST)
        .ok_or_else(|| format!("locales/{FIRST} is missing"))?;
    for (language, areas) in &locales {
        compare(language, areas, first)?;
    }
    let mut code = String::new();
    for (area, messages) in first {
        write_area(&mut code, area, messages, &locales)?;
    }
    let out = std::env::var_os("OUT_DIR")
        .map(PathBuf::from)
        .ok_or("cargo gave no OUT_DIR")?;
    fs::write(out.join("words.rs"), code)
        .map_err(|error| format!("words.rs could not be written: {error}"))
}

fn read(folder: &Path) -> Result<Locales, String> {
    let mut locales = Locales::new();
    for language in entries(folder)? {
        let areas = locales.entry(name(&language)).or_default();
        for file in entries(&language)? {
            areas.insert(name(&file), area(&file)?);
        }
    }
    Ok(locales)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let trouble = |error| format!("{} cannot be read: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(trouble)?;
    entries
        .map(|entry| entry.map(|entry| entry.path()).map_err(trouble))
        .collect()
}

fn name(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn area(file: &Path) -> Result<Area, String> {
    let trouble = |why: String| format!("{}: {why}", file.display());
    let text = fs::read_to_string(file).map_err(|error| trouble(error.to_string()))?;
    let values: BTreeMap<String, Value> =
        serde_json::from_str(&text).map_err(|error| trouble(error.to_string()))?;
    values
        .into_iter()
        .map(|(key, value)| {
            Ok((
                key.clone(),
                message(value).ok_or_else(|| {
                    trouble(format!(
                        "`{key}` must be a text, or an object of one and other"
                    ))
                })?,
            ))
        })
        .collect()
}

fn message(value: Value) -> Option<Message> {
    match value {
        Value::String(text) => Some(Message::Plain(text)),
        Value::Object(mut forms) if forms.len() == 2 => {
            let mut form = |name| {
                forms
                    .remove(name)
                    .and_then(|text| text.as_str().map(str::to_owned))
            };
            Some(Message::Plural {
                one: form("one")?,
                other: form("other")?,
            })
        }
        _ => None,
    }
}

fn compare(
    language: &str,
    areas: &BTreeMap<String, Area>,
    first: &BTreeMap<String, Area>,
) -> Result<(), String> {
    same_keys(&format!("locales/{language}"), areas, first)?;
    for (area, messages) in first {
        let others = areas.get(area).ok_or("unreachable")?;
        let file = format!("locales/{language}/{area}.json");
        same_keys(&file, others, messages)?;
        for (key, message) in messages {
            let other = others.get(key).ok_or("unreachable")?;
            if matches!(message, Message::Plain(_)) != matches!(other, Message::Plain(_)) {
                return Err(format!(
                    "{file}: `{key}` has plural forms in one language and none in the other"
                ));
            }
            let (here, there) = (variables(other), variables(message));
            if BTreeSet::from_iter(&here) != BTreeSet::from_iter(&there) {
                return Err(format!(
                    "{file}: `{key}` has the variables {here:?}, but English has {there:?}"
                ));
            }
        }
    }
    Ok(())
}

fn same_keys<T>(
    place: &str,
    these: &BTreeMap<String, T>,
    first: &BTreeMap<String, T>,
) -> Result<(), String> {
    if let Some(key) = first.keys().find(|key| !these.contains_key(*key)) {
        return Err(format!("{place}: `{key}` is missing, English has it"));
    }
    match these.keys().find(|key| !first.contains_key(*key)) {
        Some(key) => Err(format!(
            "{place}: `{key}` is too much, English does not have it"
        )),
        None => Ok(()),
    }
}

/// The variables in order of their first appearance; `count` always comes first.
fn variables(message: &Message) -> Vec<String> {
    let (mut found, text) = match message {
        Message::Plain(text) => (Vec::new(), text.clone()),
        Message::Plural { one, other } => (vec!["count".to_owned()], format!("{other}{one}")),
    };
    for part in text.split('{').skip(1) {
        let variable = part.split('}').next().unwrap_or_default().to_owned();
        if !found.contains(&variable) {
            found.push(variable);
        }
    }
    found
}

fn write_area(
    code: &mut String,
    area: &str,
    messages: &Area,
    locales: &Locales,
) -> Result<(), String> {
    let trouble = |error: std::fmt::Error| error.to_string();
    writeln!(code, "/// Messages of `locales/<language>/{area}.json`.\npub mod {area} {{\n    use identity::language::Language;\n").map_err(trouble)?;
    for (key, message) in messages {
        let variables = variables(message);
        let mut arguments = String::new();
        for variable in &variables {
            write!(arguments, ", {variable}: {}", kind(variable, message)).map_err(trouble)?;
        }
        let returned = if variables.is_empty() {
            "&'static str"
        } else {
            "String"
        };
        writeln!(code, "    pub fn {key}(language: Language{arguments}) -> {returned} {{\n        match language {{").map_err(trouble)?;
        for (language, areas) in locales {
            let Some(message) = areas.get(area).and_then(|messages| messages.get(key)) else {
                continue;
            };
            writeln!(
                code,
                "            Language::{} => {},",
                capital(language),
                expression(message, variables.is_empty())
            )
            .map_err(trouble)?;
        }
        writeln!(code, "        }}\n    }}\n").map_err(trouble)?;
    }
    writeln!(code, "}}\n").map_err(trouble)
}

fn kind(variable: &str, message: &Message) -> &'static str {
    if variable == "count" && matches!(message, Message::Plural { .. }) {
        "u32"
    } else {
        "impl std::fmt::Display"
    }
}

fn expression(message: &Message, plain: bool) -> String {
    match message {
        Message::Plain(text) if plain => format!("{text:?}"),
        Message::Plain(text) => filled(text),
        Message::Plural { one, other } => format!(
            "if count == 1 {{ {} }} else {{ {} }}",
            filled(one),
            filled(other)
        ),
    }
}

fn filled(text: &str) -> String {
    if text.contains('{') {
        format!("format!({text:?})")
    } else {
        format!("{text:?}.to_owned()")
    }
}

fn capital(language: &str) -> String {
    let mut letters = language.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
        .unwrap_or_default()
}
