//! A mail as plain text.

use super::message::{Message, Part};

pub fn render(message: &Message) -> String {
    let parts = message.parts.iter().map(|part| match part {
        Part::Text(text) | Part::Link(text) => text.clone(),
        Part::Quote(text) => quoted(text),
        Part::Note(text) => format!("-- \n{text}"),
    });
    parts.collect::<Vec<_>>().join("\n\n") + "\n"
}

fn quoted(text: &str) -> String {
    text.lines()
        .map(|line| format!("> {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}
