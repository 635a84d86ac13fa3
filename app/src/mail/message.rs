//! What a mail says, part by part, before it becomes text or HTML.

use identity::{
    access_pass::ResetPass,
    browser::Browser,
    language::Language,
    mail::{Circumstances, Occasion, Remover},
    secret::Secret,
    time::Timestamp,
};

use super::to_admins;
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
        Occasion::RequestDeclined { .. } => words::request_declined_subject,
        Occasion::GuardsChanged { .. } => words::guards_subject,
        Occasion::AdminsTold { name, .. } => return words::admins_told_subject(language, name),
        Occasion::PasswordLink { .. } => words::password_link_subject,
        Occasion::PasswordDemanded { .. } => words::demanded_subject,
        Occasion::ConfirmAddress { .. } => words::confirm_subject,
        Occasion::AddressTaken => words::taken_subject,
        Occasion::AddressAdded { .. } => words::address_added_subject,
        Occasion::AddressRemoved { .. } => words::address_removed_subject,
        Occasion::FirstAddressChanged { .. } => words::first_changed_subject,
        Occasion::AddressChangedByAdmin { .. } => words::changed_by_admin_subject,
        Occasion::AccountDeleted { .. } => words::deleted_subject,
        Occasion::TokenAssigned { .. } => words::token_assigned_subject,
        Occasion::CodesGuessed { .. } => words::guessed_subject,
        Occasion::RightAfterWrong { .. } => words::right_after_wrong_subject,
        Occasion::BackAgain { .. } => words::back_again_subject,
        Occasion::Denied => words::denied_subject,
        Occasion::FactorAdded { .. } => words::added_subject,
        Occasion::FactorRemoved { .. } | Occasion::TakenAway { .. } => words::removed_subject,
        Occasion::FactorReplaced { .. } => words::replaced_subject,
        Occasion::FactorRenamed { .. } => words::renamed_subject,
        Occasion::FactorDisabled { .. } => words::disabled_subject,
        Occasion::FactorLost { .. } => words::lost_subject,
        Occasion::FactorRestored { .. } => words::restored_subject,
        Occasion::PasskeyCopied { .. } => words::copied_subject,
        Occasion::BackupCodesMade => words::codes_made_subject,
        Occasion::BackupCodesDisabled => words::codes_disabled_subject,
        Occasion::BackupCodeUsed { .. } => words::code_used_subject,
        Occasion::NewDevice => words::new_device_subject,
        Occasion::PasswordChanged => words::password_changed_subject,
        Occasion::AccessPassIssued { .. } => words::pass_issued_subject,
        Occasion::AccessPassUsed => words::pass_used_subject,
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
            let until = words::invited_until(language, exact(at, *until));
            return linked(words::invited_text(language, organisation), link, until);
        }
        Occasion::PasswordLink { link, until } => {
            let text = words::password_link_text(language, organisation);
            let until = words::password_link_until(language, exact(at, *until));
            let not_you = Part::Text(words::password_link_not_you(language).to_owned());
            return [linked(text, link, until), vec![not_you]].concat();
        }
        Occasion::PasswordDemanded { link, until } => {
            let until = words::demanded_until(language, exact(at, *until));
            return linked(words::demanded_text(language, organisation), link, until);
        }
        Occasion::ConfirmAddress { link, until } => {
            let text = words::confirm_text(language, &at.name, organisation);
            let until = words::confirm_until(language, exact(at, *until));
            return linked(text, link, until);
        }
        Occasion::AdminAsked {
            name,
            email,
            note,
            waits_since,
            link,
        } => return to_admins::asked(at, (name, email), note, *waits_since, link),
        Occasion::AdminsTold {
            name,
            email,
            deed,
            link,
        } => return to_admins::told(at, (name, email), *deed, link),
        Occasion::GuardsChanged {
            admin,
            step_up,
            reset_pass,
            link,
        } => return to_admins::guards(at, admin, (*step_up, *reset_pass), link),
        Occasion::RequestDeclined { admin, answer } => {
            let text = words::request_declined_text(language, admin, organisation);
            return vec![Part::Text(text), Part::Quote(answer.clone())];
        }
        Occasion::AddressTaken => words::taken_text(language, organisation),
        Occasion::AddressAdded { address } => {
            words::address_added_text(language, address, organisation)
        }
        Occasion::AddressRemoved { address } => {
            words::address_removed_text(language, address, organisation)
        }
        Occasion::FirstAddressChanged { old, new } => {
            words::first_changed_text(language, organisation, new, old)
        }
        Occasion::AddressChangedByAdmin { admin, old, new } => moved(at, admin, (old, new)),
        Occasion::TokenAssigned { name, admin } => {
            words::token_assigned_text(language, admin, name, organisation)
        }
        Occasion::AccountDeleted { admin } => words::deleted_text(language, admin, organisation),
        Occasion::FactorAdded { name, .. } => words::added_text(language, name, organisation),
        Occasion::FactorRemoved { name } => words::removed_text(language, name, organisation),
        Occasion::TakenAway { name, by, hours } => taken_away(at, name, by, *hours),
        Occasion::FactorReplaced { old, new, .. } => {
            words::replaced_text(language, organisation, new, old)
        }
        Occasion::FactorRenamed { old, new } => {
            words::renamed_text(language, organisation, old, new)
        }
        Occasion::FactorDisabled { name } => words::disabled_text(language, name, organisation),
        Occasion::FactorLost { name } => words::lost_text(language, name, organisation),
        Occasion::FactorRestored { name, .. } => words::restored_text(language, name, organisation),
        Occasion::PasskeyCopied { name } => words::copied_text(language, name, organisation),
        Occasion::BackupCodesMade => words::codes_made_text(language, organisation),
        Occasion::BackupCodesDisabled => words::codes_disabled_text(language, organisation),
        Occasion::BackupCodeUsed { left } => words::code_used_text(language, *left, organisation),
        Occasion::NewDevice => {
            let browser = thing::browser(language, Browser::of(&at.agent));
            words::new_device_text(language, organisation, browser)
        }
        Occasion::CodesGuessed { failures } => {
            words::guessed_text(language, *failures, organisation)
        }
        Occasion::RightAfterWrong { failures } => {
            words::right_after_wrong_text(language, *failures, organisation)
        }
        Occasion::BackAgain { days } => words::back_again_text(language, *days, organisation),
        Occasion::PasswordChanged => words::password_changed_text(language, organisation),
        Occasion::AccessPassIssued { admin, until } => {
            words::pass_issued_text(language, admin, organisation, exact(at, *until))
        }
        Occasion::AccessPassUsed => words::pass_used_text(language, organisation),
        Occasion::PasswordDisabled => words::password_disabled_text(language, organisation),
        Occasion::Denied => words::denied_text(language, organisation),
        Occasion::ResetByAdmin { admin, hours, pass } => return reset(at, admin, *hours, *pass),
    };
    vec![Part::Text(text)]
}

/// Everything was reset, and whether the password alone opens the enrolment.
fn reset(at: &Circumstances, admin: &str, hours: u32, pass: ResetPass) -> Vec<Part> {
    let text = words::reset_text(at.language, hours, admin, &at.organisation);
    let pass = (pass == ResetPass::On).then(|| words::reset_wants_pass(at.language).to_owned());
    std::iter::once(text).chain(pass).map(Part::Text).collect()
}

/// By an admin, from the old address to the new one.
fn moved(at: &Circumstances, admin: &str, (old, new): (&str, &str)) -> String {
    words::changed_by_admin_text(at.language, admin, &at.organisation, new, old)
}

fn taken_away(at: &Circumstances, name: &str, by: &Remover, hours: Option<u32>) -> String {
    let (language, organisation) = (at.language, &at.organisation);
    match (by, hours) {
        (Remover::Program(program), None) => {
            words::program_removed_text(language, name, organisation, program)
        }
        (Remover::Program(program), Some(hours)) => {
            words::program_removed_last_text(language, hours, name, organisation, program)
        }
        (Remover::Admin(admin), None) => {
            words::admin_removed_text(language, name, organisation, admin)
        }
        (Remover::Admin(admin), Some(hours)) => {
            words::admin_removed_last_text(language, hours, name, organisation, admin)
        }
    }
}

/// A link with what it is for, and until when it works.
fn linked(text: String, link: &Secret, until: String) -> Vec<Part> {
    vec![
        Part::Text(text),
        Part::Link(link.reveal().to_owned()),
        Part::Text(until),
    ]
}

pub fn exact(at: &Circumstances, when: Timestamp) -> String {
    when::exact(at.language, when)
}

/// When and from where, and what to do if it was somebody else.
fn ending(occasion: &Occasion, at: &Circumstances) -> Vec<Part> {
    let language = at.language;
    let moment = exact(at, at.at);
    let seen = Part::Note(match at.ip.as_str() {
        "" => words::when(language, moment),
        ip => words::when_from(language, moment, ip, program(at)),
    });
    match occasion {
        Occasion::Invited { .. } => Vec::new(),
        Occasion::PasswordLink { .. }
        | Occasion::PasswordDemanded { .. }
        | Occasion::ConfirmAddress { .. }
        | Occasion::AddressTaken
        | Occasion::AdminsTold { .. }
        | Occasion::RequestDeclined { .. }
        | Occasion::GuardsChanged { .. }
        | Occasion::AdminAsked { .. } => vec![seen],
        _ => {
            let mut parts = not_me(at);
            parts.push(Part::Text(words::your_account(language).to_owned()));
            parts.push(Part::Link(format!("{}/account", at.public_url)));
            parts.push(seen);
            parts
        }
    }
}

/// The browser in words; of what is none, what it says of itself.
fn program(at: &Circumstances) -> String {
    let browser = Browser::of(&at.agent);
    if browser.program.is_none() && browser.system.is_none() {
        at.agent.clone()
    } else {
        thing::browser(at.language, browser)
    }
}

/// The link to deny it where there is one, else whom to tell.
fn not_me(at: &Circumstances) -> Vec<Part> {
    let language = at.language;
    let contact = at.contact.as_str();
    match &at.not_me {
        Some(link) => {
            let link = Part::Link(link.reveal().to_owned());
            let too =
                (!contact.is_empty()).then(|| Part::Text(words::not_me_contact(language, contact)));
            [Part::Text(words::not_me(language).to_owned()), link]
                .into_iter()
                .chain(too)
                .collect()
        }
        None if contact.is_empty() => vec![Part::Text(words::not_you_anyone(language).to_owned())],
        None => vec![Part::Text(words::not_you(language, contact))],
    }
}
