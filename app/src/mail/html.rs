//! A mail as HTML: paragraphs, one address, nothing loaded from anywhere. Everything that came from people is escaped.

use identity::language::Language;

use super::message::{Message, Part};
use crate::escaped::escaped;

/// Mail programs know no style sheets, so the little style there is stands at the elements.
const BODY: &str = "margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:#1f2328;background:#ffffff";
const QUOTE: &str =
    "margin:16px 0;padding:8px 16px;border-left:3px solid #c9ccd1;white-space:pre-line";
const NOTE: &str = "margin:24px 0 0;font-size:13px;color:#59606a";

pub fn render(message: &Message, language: Language) -> String {
    let parts: String = message.parts.iter().map(part).collect();
    format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
         <body style=\"{BODY}\"><div style=\"max-width:34em\">{parts}</div></body></html>",
        language.tag(),
        escaped(&message.subject)
    )
}

fn part(part: &Part) -> String {
    match part {
        Part::Text(text) => format!("<p>{}</p>", escaped(text)),
        Part::Link(address) => format!("<p><a href=\"{0}\">{0}</a></p>", escaped(address)),
        Part::Quote(text) => format!(
            "<blockquote style=\"{QUOTE}\">{}</blockquote>",
            escaped(text)
        ),
        Part::Note(text) => format!("<p style=\"{NOTE}\">{}</p>", escaped(text)),
    }
}
