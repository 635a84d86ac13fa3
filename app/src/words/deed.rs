//! What a mail told of, as a sentence without its subject.

use identity::{language::Language, not_me::Deed};

use super::not_me as words;

pub fn deed(language: Language, deed: Deed) -> &'static str {
    match deed {
        Deed::FactorAdded => words::deed_factor_added(language),
        Deed::FactorReplaced => words::deed_factor_replaced(language),
        Deed::FactorRemoved => words::deed_factor_removed(language),
        Deed::FactorRenamed => words::deed_factor_renamed(language),
        Deed::FactorLost => words::deed_factor_lost(language),
        Deed::FactorRestored => words::deed_factor_restored(language),
        Deed::CodesMade => words::deed_codes_made(language),
        Deed::CodeUsed => words::deed_code_used(language),
        Deed::PasswordChanged => words::deed_password_changed(language),
        Deed::CodesGuessed => words::deed_codes_guessed(language),
        Deed::PasskeyCopied => words::deed_passkey_copied(language),
        Deed::NewDevice => words::deed_new_device(language),
        Deed::UnusualSignIn => words::deed_unusual_sign_in(language),
        Deed::AddressAdded => words::deed_address_added(language),
        Deed::AddressRemoved => words::deed_address_removed(language),
        Deed::FirstAddressChanged => words::deed_first_address_changed(language),
        Deed::Reset => words::deed_reset(language),
        Deed::PassIssued => words::deed_pass_issued(language),
        Deed::PassUsed => words::deed_pass_used(language),
    }
}
