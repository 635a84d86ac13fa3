//! Every word that a person reads: one function of each message in app/locales, made by app/build.rs.

use identity::language::Language;
use identity::visitor::Visitor;
use leptos::reactive::owner::with_context;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

pub mod deed;
pub mod notice;
pub mod refusal;
pub mod thing;
pub mod when;

/// The language of the person for whom a page is being written.
pub fn language() -> Language {
    with_context(|visitor: &Visitor| visitor.language).unwrap_or_default()
}
