//! An event as its own person reads it: "You signed in."

use identity::{
    audit::Event,
    language::Language,
    session::EndCause,
    view::activity::{ActivityLine, By},
};

use crate::words::{activity as words, thing};

pub fn sentence(language: Language, line: &ActivityLine) -> String {
    let by = match &line.by {
        By::Person(name) => name.clone(),
        By::Program => words::a_program(language).to_owned(),
        By::Oneself | By::Nobody => words::an_admin(language).to_owned(),
    };
    let name = || {
        let quoted = |name: &String| words::quoted(language, name);
        line.name
            .as_ref()
            .map_or_else(|| words::a_step(language).to_owned(), quoted)
    };
    match line.event {
        Event::SessionRevoked => ended(language, line, &by),
        Event::FactorRenamed => match &line.old {
            Some(old) => words::renamed(language, old, name()),
            None => words::renamed_plain(language, name()),
        },
        Event::BackupCodeUsed => match line.number {
            Some(left) => words::code_used(language, left),
            None => words::code_used_plain(language).to_owned(),
        },
        Event::FactorAdminReset => words::reset(language, by),
        Event::UserInvited => words::invited(language, by),
        Event::UserEdited if line.by == By::Oneself => words::edited_self(language).to_owned(),
        Event::UserEdited => words::edited(language, by),
        Event::UserDisabled => words::disabled(language, by),
        Event::UserEnabled => words::enabled(language, by),
        Event::RemovalDecided => words::decided(language, by),
        Event::AccessPassIssued => words::pass_issued(language, by),
        Event::EnrolmentReopened => words::reopened(language, by),
        Event::HardwareTokenAssigned => words::token_assigned(language, by),
        Event::HardwareTokenActivated => words::token_activated(language, by),
        Event::FactorApiRemoved | Event::FactorAdminRemoved => {
            words::api_removed(language, by, name())
        }
        Event::RoleGranted => role(language, line, by, words::role_granted),
        Event::RoleRevoked => role(language, line, by, words::role_revoked),
        Event::PasswordResetRequested if matches!(line.by, By::Person(_)) => {
            words::link_sent(language, by)
        }
        Event::FactorRestored if matches!(line.by, By::Person(_)) => {
            words::restored_by(language, by, name())
        }
        Event::FactorVerified => words::api_verified(language, name()),
        Event::FactorEnrolled => words::enrolled(language, name()),
        Event::FactorSelfRemoved => words::removed(language, name()),
        Event::FactorReplaced => words::replaced(language, name()),
        Event::FactorDisabled => words::blocked(language, name()),
        Event::FactorSuspended => words::suspended(language, name()),
        Event::FactorRestored => words::restored(language, name()),
        Event::RemovalRefused => words::removal_refused(language, name()),
        other => plain(other)(language).to_owned(),
    }
}

fn role(
    language: Language,
    line: &ActivityLine,
    by: String,
    words: fn(Language, String, &'static str) -> String,
) -> String {
    let role = line.role.map_or("?", |role| thing::role(language, role));
    words(language, by, role)
}

/// What needs no names. What nobody is told of never gets here; should it, it is called a change.
fn plain(event: Event) -> fn(Language) -> &'static str {
    match event {
        Event::SignedIn => words::signed_in,
        Event::SignedInMfaRequired => words::must_set_up,
        Event::SignInFailed => words::sign_in_failed,
        Event::SignedOut => words::signed_out,
        Event::PasswordChanged => words::password_changed,
        Event::PasswordResetRequested => words::link_asked,
        Event::ChallengeFailed => words::wrong_code,
        Event::ChallengeSent => words::text_sent,
        Event::ChallengeRefused => words::text_held,
        Event::ChallengeUndelivered => words::text_undelivered,
        Event::CodeReplayed => words::replayed,
        Event::BackupCodesGenerated => words::codes_made,
        Event::RemovalRequested => words::asked,
        Event::AccessPassUsed => words::pass_used,
        Event::EnrolmentPostponed => words::postponed,
        Event::CloneSuspected => words::clone,
        Event::SteppedUp => words::stepped_up,
        Event::DeviceKnown => words::device_known,
        Event::DeviceForgotten => words::device_forgotten,
        Event::NotMe => words::not_me,
        Event::ThrottleEngaged => words::throttled,
        _ => words::changed,
    }
}

/// Why sessions ended: the sentence says it, where anybody knows.
fn ended(language: Language, line: &ActivityLine, by: &str) -> String {
    let count = line.number.unwrap_or(1);
    let why = match line.cause.unwrap_or(EndCause::Other) {
        EndCause::Idle => words::ended_idle(language).to_owned(),
        EndCause::TooOld => words::ended_too_old(language).to_owned(),
        EndCause::TooMany => words::ended_too_many(language).to_owned(),
        EndCause::OwnHand => words::ended_own_hand(language).to_owned(),
        EndCause::PasswordChange | EndCause::PasswordReset => {
            words::ended_password(language).to_owned()
        }
        EndCause::PasswordDisabled => words::ended_password_disabled(language).to_owned(),
        EndCause::FactorChange => words::ended_factor(language).to_owned(),
        EndCause::FactorLost => words::ended_lost(language).to_owned(),
        EndCause::OwnRemoval => words::ended_removal(language).to_owned(),
        EndCause::Reset
        | EndCause::Role
        | EndCause::Disabled
        | EndCause::Revoked
        | EndCause::Organisation
        | EndCause::Api => words::ended_by(language, by),
        EndCause::NotMe => words::ended_not_me(language).to_owned(),
        EndCause::Other => return words::sessions_ended(language, count),
    };
    format!("{} {why}", words::sessions_ended(language, count))
}
