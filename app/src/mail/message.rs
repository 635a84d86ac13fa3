//! What a mail says, part by part, before it becomes text or HTML.

use identity::{
    browser::Browser,
    language::Language,
    mail::{Circumstances, Occasion},
};

use crate::words::{mail as words, thing, when};

/// A part of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Text(String),
    /// An address on a line of its own.
    Link(String),
    /// What somebody else wrote, marked as theirs.
    Quote(String),
    /// Small print.
    Note(String),
}

/// A mail without its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub subject: String,
    pub parts: Vec<Part>,
}

pub fn write(occasion: &Occasion, at: &Circumstances) -> Message {
    let language = at.language;
    let mut parts = vec![Part::Text(words::hello(language, &at.name))];
    parts.extend(what(occasion, at));
    parts.extend(ending(occasion, at));
    parts.push(Part::Note(words::footer(language, &at.organisation)));
    Message {
        subject: subject(occasion, at),
        parts,
    }
}

fn subject(occasion: &Occasion, at: &Circumstances) -> String {
    let language = at.language;
    let plain: fn(Language) -> &'static str = match occasion {
        Occasion::Invited { .. } => return words::invited_subject(language, &at.organisation),
        Occasion::AdminAsked { name, .. } => return words::asked_subject(language, name),
        Occasion::PasswordLink { .. } => words::password_link_subject,
        Occasion::FactorAdded { .. } => words::added_subject,
        Occasion::FactorRemoved { .. } => words::removed_subject,
        Occasion::FactorReplaced { .. } => words::replaced_subject,
        Occasion::FactorRenamed { .. } => words::renamed_subject,
        Occasion::FactorDisabled { .. } => words::disabled_subject,
        Occasion::PasskeyCopied { .. } => words::copied_subject,
        Occasion::BackupCodesMade => words::codes_made_subject,
        Occasion::BackupCodesDisabled => words::codes_disabled_subject,
        Occasion::BackupCodeUsed { .. } => words::code_used_subject,
        Occasion::NewDevice => words::new_device_subject,
        Occasion::PasswordChanged => words::password_changed_subject,
        Occasion::PasswordDisabled => words::password_disabled_subject,
        Occasion::ResetByAdmin { .. } => words::reset_subject,
    };
    plain(language).to_owned()
}

/// What happened.
fn what(occasion: &Occasion, at: &Circumstances) -> Vec<Part> {
    let (language, organisation) = (at.language, &at.organisation);
    let text = match occasion {
        Occasion::Invited { link, until } => {
            return vec![
                Part::Text(words::invited_text(language, organisation)),
                Part::Link(link.reveal().to_owned()),
                Part::Text(words::invited_until(
                    language,
                    when::exact(language, *until),
                )),
            ];
        }
        Occasion::PasswordLink { link, until } => {
            return vec![
                Part::Text(words::password_link_text(language, organisation)),
                Part::Link(link.reveal().to_owned()),
                Part::Text(words::password_link_until(
                    language,
                    when::exact(language, *until),
                )),
                Part::Text(words::password_link_not_you(language).to_owned()),
            ];
        }
        Occasion::AdminAsked {
            name,
            email,
            note,
            link,
        } => {
            return vec![
                Part::Text(words::asked_text(language, name, email, organisation)),
                Part::Quote(note.clone()),
                Part::Text(words::asked_care(language).to_owned()),
                Part::Text(words::asked_link(language).to_owned()),
                Part::Link(link.clone()),
            ];
        }
        Occasion::FactorAdded { name } => words::added_text(language, name, organisation),
        Occasion::FactorRemoved { name } => words::removed_text(language, name, organisation),
        Occasion::FactorReplaced { old, new } => {
            words::replaced_text(language, organisation, new, old)
        }
        Occasion::FactorRenamed { old, new } => {
            words::renamed_text(language, organisation, old, new)
        }
        Occasion::FactorDisabled { name } => words::disabled_text(language, name, organisation),
        Occasion::PasskeyCopied { name } => words::copied_text(language, name, organisation),
        Occasion::BackupCodesMade => words::codes_made_text(language, organisation),
        Occasion::BackupCodesDisabled => words::codes_disabled_text(language, organisation),
        Occasion::BackupCodeUsed { left } => words::code_used_text(language, *left, organisation),
        Occasion::NewDevice => {
            let browser = thing::browser(language, Browser::of(&at.agent));
            words::new_device_text(language, organisation, browser)
        }
        Occasion::PasswordChanged => words::password_changed_text(language, organisation),
        Occasion::PasswordDisabled => words::password_disabled_text(language, organisation),
        Occasion::ResetByAdmin { admin, hours } => {
            words::reset_text(language, *hours, admin, organisation)
        }
    };
    vec![Part::Text(text)]
}

/// When and from where, and what to do if it was somebody else.
fn ending(occasion: &Occasion, at: &Circumstances) -> Vec<Part> {
    let language = at.language;
    if matches!(occasion, Occasion::Invited { .. }) {
        return Vec::new();
    }
    let moment = when::exact(language, at.at);
    let seen = match at.ip.as_str() {
        "" => words::when(language, moment),
        ip => words::when_from(language, moment, ip, &at.agent),
    };
    if matches!(
        occasion,
        Occasion::AdminAsked { .. } | Occasion::PasswordLink { .. }
    ) {
        return vec![Part::Note(seen)];
    }
    let not_you = match at.contact.as_str() {
        "" => words::not_you_anyone(language).to_owned(),
        contact => words::not_you(language, contact),
    };
    let own = [
        Part::Text(words::your_account(language).to_owned()),
        Part::Link(format!("{}/account", at.public_url)),
    ];
    [Part::Text(not_you)]
        .into_iter()
        .chain(own)
        .chain([Part::Note(seen)])
        .collect()
}
