//! What admins read: somebody asks for help, said "this wasn't me", or changed what guards a reset.

use identity::{
    access_pass::ResetPass, mail::Circumstances, not_me::Deed, organisation::StepUpRequirement,
    time::Timestamp,
};

use super::message::{Part, exact};
use crate::words::{deed::deed, mail as words};

pub fn asked(
    at: &Circumstances,
    (name, email): (&str, &str),
    note: &str,
    waits_since: Option<Timestamp>,
    link: &str,
) -> Vec<Part> {
    let language = at.language;
    let waits = waits_since.map(|since| words::asked_waits(language, exact(at, since)));
    let mut parts: Vec<Part> = waits.map(Part::Text).into_iter().collect();
    let text = words::asked_text(language, name, email, &at.organisation);
    parts.push(Part::Text(text));
    parts.extend((!note.is_empty()).then(|| Part::Quote(note.to_owned())));
    parts.extend([
        Part::Text(words::asked_care(language).to_owned()),
        Part::Text(words::asked_link(language).to_owned()),
        Part::Link(link.to_owned()),
    ]);
    parts
}

pub fn told(at: &Circumstances, (name, email): (&str, &str), what: Deed, link: &str) -> Vec<Part> {
    let what = deed(at.language, what);
    let text = words::admins_told_text(at.language, name, email, &at.organisation, what);
    vec![Part::Text(text), Part::Link(link.to_owned())]
}

pub fn guards(
    at: &Circumstances,
    admin: &str,
    (step_up, reset_pass): (StepUpRequirement, ResetPass),
    link: &str,
) -> Vec<Part> {
    let language = at.language;
    let proof = match step_up {
        StepUpRequirement::Off => words::guards_off(language),
        StepUpRequirement::AnyFactor => words::guards_any(language),
        StepUpRequirement::PhishingResistant => words::guards_passkey(language),
    };
    let pass = match reset_pass {
        ResetPass::Off => words::guards_no_pass(language),
        ResetPass::On => words::guards_pass(language),
    };
    vec![
        Part::Text(words::guards_text(language, admin, &at.organisation)),
        Part::Text(proof.to_owned()),
        Part::Text(pass.to_owned()),
        Part::Link(link.to_owned()),
    ]
}
