//! One sentence for each refusal, saying what to do next.

use identity::{
    language::Language,
    refusal::{FileFault, Refusal},
    session::EndCause,
    time::Timestamp,
};

use super::{refusals as words, when};

/// The sentence. `now` is when the page is made: waiting times are told from there.
pub fn sentence(language: Language, why: &Refusal, now: Timestamp) -> String {
    match why {
        Refusal::AccentTooLight(instead) => words::accent_too_light(language, instead.to_string()),
        Refusal::TryAgainAt(at) => words::try_again_at(language, when::wait(language, *at, now)),
        Refusal::TextAgainAt(at) => words::text_again_at(language, when::wait(language, *at, now)),
        Refusal::TextsPausedUntil(at) => {
            words::texts_paused_until(language, when::wait(language, *at, now))
        }
        Refusal::PasswordTooShort(least) => words::password_too_short(language, least),
        Refusal::File(why) => file(language, *why),
        Refusal::SessionEnded(cause) => ended(*cause)(language).to_owned(),
        other => plain(other)(language).to_owned(),
    }
}

type Plain = fn(Language) -> &'static str;

#[expect(clippy::too_many_lines, reason = "a table, one row a refusal")]
fn plain(why: &Refusal) -> Plain {
    match why {
        Refusal::NobodyPicked => words::nobody_picked,
        Refusal::TooManyPicked => words::too_many_picked,
        Refusal::NotOurForm => words::not_our_form,
        Refusal::NotRecognised => words::not_recognised,
        Refusal::TooManyFromHere => words::too_many_from_here,
        Refusal::AskedTooOften => words::asked_too_often,
        Refusal::LinkGone => words::link_gone,
        Refusal::Busy => words::busy,
        Refusal::CodeNotAccepted => words::code_not_accepted,
        Refusal::CodeUsedBefore => words::code_used_before,
        Refusal::BackupCodeNotAccepted => words::backup_code_not_accepted,
        Refusal::BackupCodeUsed => words::backup_code_used,
        Refusal::PassNotAccepted => words::pass_not_accepted,
        Refusal::PasskeyNotAccepted => words::passkey_not_accepted,
        Refusal::PasskeyUnknown => words::passkey_unknown,
        Refusal::PasskeyCopied => words::passkey_copied,
        Refusal::PasskeyTaken => words::passkey_taken,
        Refusal::StartAgain => words::start_again,
        Refusal::Expired => words::expired,
        Refusal::SignedOut => words::signed_out,
        Refusal::EnrolCodeWrong => words::enrol_code_wrong,
        Refusal::EnrolStartAgain => words::enrol_start_again,
        Refusal::TooManyFactors => words::too_many_factors,
        Refusal::KindNotAllowed => words::kind_not_allowed,
        Refusal::RemovalNotAllowed => words::removal_not_allowed,
        Refusal::NotAllowed => words::not_allowed,
        Refusal::NotFound => words::not_found,
        Refusal::ChangedMeanwhile => words::changed_meanwhile,
        Refusal::ProveFirst => words::prove_first,
        Refusal::EmailInvalid => words::email_invalid,
        Refusal::EmailTaken => words::email_taken,
        Refusal::AddressYours => words::address_yours,
        Refusal::TooManyAddresses => words::too_many_addresses,
        Refusal::NameMissing => words::name_missing,
        Refusal::NameTooLong => words::name_too_long,
        Refusal::NameHasControls => words::name_has_controls,
        Refusal::SlugInvalid => words::slug_invalid,
        Refusal::SlugTaken => words::slug_taken,
        Refusal::OrganisationUnknown => words::organisation_unknown,
        Refusal::PasswordWrong => words::password_wrong,
        Refusal::PasswordTooLong => words::password_too_long,
        Refusal::PasswordCommon => words::password_common,
        Refusal::PasswordGuessable => words::password_guessable,
        Refusal::PasswordSame => words::password_same,
        Refusal::PasswordsDiffer => words::passwords_differ,
        Refusal::NotTicked => words::not_ticked,
        Refusal::AnswerMissing => words::answer_missing,
        Refusal::RequestDecided => words::request_decided,
        Refusal::ReasonMissing => words::reason_missing,
        Refusal::ReasonKindMissing => words::reason_kind_missing,
        Refusal::VerificationMissing => words::verification_missing,
        Refusal::NoteTooLong => words::note_too_long,
        Refusal::GroupInvalid => words::group_invalid,
        Refusal::PolicyNameTaken => words::policy_name_taken,
        Refusal::KindsMissing => words::kinds_missing,
        Refusal::GraceInvalid => words::grace_invalid,
        Refusal::LifetimeInvalid => words::lifetime_invalid,
        Refusal::PassLifeInvalid => words::pass_life_invalid,
        Refusal::WindowInvalid => words::window_invalid,
        Refusal::AccentInvalid => words::accent_invalid,
        Refusal::LogoUnreadable => words::logo_unreadable,
        Refusal::LogoTooLarge => words::logo_too_large,
        Refusal::ChoiceMissing => words::choice_missing,
        Refusal::OwnPasskeyFirst => words::own_passkey_first,
        Refusal::OneCustomer => words::one_customer,
        Refusal::SlugDiffers => words::slug_differs,
        Refusal::OwnOrganisation => words::own_organisation,
        Refusal::NoOperator => words::no_operator,
        Refusal::CustomersBeyond => words::customers_beyond,
        Refusal::WebhookUrlInvalid => words::webhook_url_invalid,
        Refusal::WebhookUrlPlain => words::webhook_url_plain,
        Refusal::WebhookUrlInside => words::webhook_url_inside,
        Refusal::EventsMissing => words::events_missing,
        Refusal::TooManyWebhooks => words::too_many_webhooks,
        Refusal::WebhookOff => words::webhook_off,
        Refusal::TokenCodeWrong => words::token_code_wrong,
        Refusal::TokenCodesWrong => words::token_codes_wrong,
        Refusal::TokenTaken => words::token_taken,
        Refusal::TokenFree => words::token_free,
        Refusal::TokenNotAllowed => words::token_not_allowed,
        Refusal::OwnerFull => words::owner_full,
        Refusal::UserUnknown => words::user_unknown,
        Refusal::NumberInvalid => words::number_invalid,
        Refusal::NumberWithoutCountry => words::number_without_country,
        Refusal::NumberElsewhere => words::number_elsewhere,
        Refusal::TextCodeWrong => words::text_code_wrong,
        Refusal::TextCodeUsed => words::text_code_used,
        Refusal::TextCodeDead => words::text_code_dead,
        Refusal::EnrolTextAgain => words::enrol_text_again,
        Refusal::LastAdmin => words::last_admin,
        Refusal::BulkResetRuns => words::bulk_reset_runs,
        Refusal::OneselfRefused => words::oneself_refused,
        Refusal::AlreadySetUp => words::already_set_up,
        Refusal::SetUpLinkInvalid => words::set_up_link_invalid,
        Refusal::CodesNotSaved => words::codes_not_saved,
        Refusal::CodesOwed => words::codes_owed,
        // The others say more, and are written above.
        Refusal::Malformed
        | Refusal::TryAgainAt(_)
        | Refusal::TextAgainAt(_)
        | Refusal::TextsPausedUntil(_)
        | Refusal::AccentTooLight(_)
        | Refusal::PasswordTooShort(_)
        | Refusal::File(_)
        | Refusal::SessionEnded(_) => words::malformed,
    }
}

/// A file as a whole.
fn file(language: Language, why: FileFault) -> String {
    match why {
        FileFault::Missing => words::file_missing(language).to_owned(),
        FileFault::Twice => words::file_twice(language).to_owned(),
        FileFault::Unreadable => words::file_unreadable(language).to_owned(),
        FileFault::Empty => words::file_empty(language).to_owned(),
        FileFault::TokenColumns => words::token_columns(language).to_owned(),
        FileFault::UserColumns => words::user_columns(language).to_owned(),
        FileFault::Quotes(line) => words::file_quotes(language, line),
        FileFault::TooLong(most) => words::file_too_long(language, most),
        FileFault::Rows => words::rows_refused(language).to_owned(),
    }
}

/// Why somebody is signed out who did not sign out.
fn ended(cause: EndCause) -> Plain {
    match cause {
        EndCause::Idle => words::ended_idle,
        EndCause::TooOld => words::ended_too_old,
        EndCause::TooMany => words::ended_too_many,
        EndCause::OwnHand => words::ended_own_hand,
        EndCause::PasswordChange => words::ended_password_change,
        EndCause::PasswordReset => words::ended_password_reset,
        EndCause::PasswordDisabled => words::ended_password_disabled,
        EndCause::FactorChange => words::ended_factor_change,
        EndCause::FactorLost => words::ended_factor_lost,
        EndCause::OwnRemoval => words::ended_own_removal,
        EndCause::Reset => words::ended_reset,
        EndCause::Role => words::ended_role,
        EndCause::Disabled => words::ended_disabled,
        EndCause::Revoked => words::ended_revoked,
        EndCause::Api => words::ended_api,
        EndCause::Organisation => words::ended_organisation,
        EndCause::NotMe => words::ended_not_me,
        EndCause::Other => words::ended_other,
    }
}
