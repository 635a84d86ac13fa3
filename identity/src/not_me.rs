//! "This wasn't me": what can be denied after a mail, and what is done about it. Nothing here ever opens enrolment.

use crate::{
    coded::coded,
    ids::FactorId,
    time::{Span, Timestamp},
};

/// How long the link of a mail works.
pub const LIVES: Span = Span::days(7);
/// How long somebody was away, when their coming back is worth a mail (ASVS 6.3.5).
const LONG_ABSENCE: Span = Span::days(90);

coded! {
    /// What a mail told of. The codes are stored with its link.
    Deed {
        FactorAdded = "factor_added",
        FactorReplaced = "factor_replaced",
        FactorRemoved = "factor_removed",
        FactorRenamed = "factor_renamed",
        FactorLost = "factor_lost",
        FactorRestored = "factor_restored",
        CodesMade = "codes_made",
        CodeUsed = "code_used",
        PasswordChanged = "password_changed",
        /// Wrong codes, which only somebody can enter who has the password.
        CodesGuessed = "codes_guessed",
        /// The counter of a passkey went backwards.
        PasskeyCopied = "passkey_copied",
        /// A sign-in that is unusual: after many failures, or after a long time.
        UnusualSignIn = "unusual_sign_in",
        NewDevice = "new_device",
        AddressAdded = "address_added",
        AddressRemoved = "address_removed",
        FirstAddressChanged = "first_address_changed",
        Reset = "reset",
        PassIssued = "pass_issued",
        PassUsed = "pass_used",
    }
}

/// What somebody can deny: the deed, and the thing that it was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deniable<'a> {
    pub deed: Deed,
    pub factor: Option<FactorId>,
    pub address: Option<&'a str>,
}

coded! {
    /// What is done beyond what always is: every session and sign-in ends, no browser is known any more, and the admins
    /// are told.
    Step {
        /// The factor that was added proves nothing any more.
        SuspendFactor = "suspend_factor",
        /// Backup codes that were made with the deed or after it: whoever did it has seen them.
        RevokeCodes = "revoke_codes",
        /// The address that came goes, and the one that got the mail is the first one again if it was before.
        TakeAddressBack = "take_address_back",
        /// The address that went comes back.
        RestoreAddress = "restore_address",
        /// Nobody enrols with the password alone until an admin opens it again.
        WithdrawGrant = "withdraw_grant",
        /// The access pass that was given out is worth nothing any more.
        RevokePass = "revoke_pass",
        /// The password no longer signs in; a link to set a new one goes to the address that got the mail.
        DemandPassword = "demand_password",
    }
}

/// The table of reference cases: what follows a denial, in order.
pub const fn remedy(deed: Deed) -> &'static [Step] {
    match deed {
        Deed::FactorAdded | Deed::FactorReplaced => &[Step::SuspendFactor, Step::RevokeCodes],
        Deed::FactorRestored => &[Step::SuspendFactor, Step::DemandPassword],
        Deed::CodesMade => &[Step::RevokeCodes, Step::DemandPassword],
        Deed::FactorRemoved
        | Deed::FactorRenamed
        | Deed::FactorLost
        | Deed::CodeUsed
        | Deed::PasswordChanged
        | Deed::CodesGuessed
        | Deed::PasskeyCopied
        | Deed::UnusualSignIn
        | Deed::NewDevice
        // Worth nothing without the password, so whoever used it has that.
        | Deed::PassUsed => &[Step::DemandPassword],
        Deed::PassIssued => &[Step::RevokePass, Step::DemandPassword],
        Deed::AddressAdded | Deed::FirstAddressChanged => {
            &[Step::TakeAddressBack, Step::DemandPassword]
        }
        Deed::AddressRemoved => &[Step::RestoreAddress, Step::DemandPassword],
        // Whoever had the reset made may have had a pass made as well.
        Deed::Reset => &[Step::WithdrawGrant, Step::RevokePass],
    }
}

/// Whether somebody comes back after so long that they should hear of it.
pub fn is_long_absence(last_sign_in: Timestamp, now: Timestamp) -> bool {
    now - last_sign_in >= LONG_ABSENCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_deed_has_its_remedy() {
        use Step::*;
        let table: [(Deed, &[Step]); 19] = [
            (Deed::FactorAdded, &[SuspendFactor, RevokeCodes]),
            (Deed::FactorReplaced, &[SuspendFactor, RevokeCodes]),
            (Deed::FactorRemoved, &[DemandPassword]),
            (Deed::FactorRenamed, &[DemandPassword]),
            (Deed::FactorLost, &[DemandPassword]),
            (Deed::FactorRestored, &[SuspendFactor, DemandPassword]),
            (Deed::CodesMade, &[RevokeCodes, DemandPassword]),
            (Deed::CodeUsed, &[DemandPassword]),
            (Deed::PasswordChanged, &[DemandPassword]),
            (Deed::CodesGuessed, &[DemandPassword]),
            (Deed::PasskeyCopied, &[DemandPassword]),
            (Deed::UnusualSignIn, &[DemandPassword]),
            (Deed::NewDevice, &[DemandPassword]),
            (Deed::AddressAdded, &[TakeAddressBack, DemandPassword]),
            (Deed::AddressRemoved, &[RestoreAddress, DemandPassword]),
            (
                Deed::FirstAddressChanged,
                &[TakeAddressBack, DemandPassword],
            ),
            (Deed::Reset, &[WithdrawGrant, RevokePass]),
            (Deed::PassIssued, &[RevokePass, DemandPassword]),
            (Deed::PassUsed, &[DemandPassword]),
        ];
        assert_eq!(table.map(|(deed, _)| deed), *Deed::ALL);
        for (deed, steps) in table {
            assert_eq!(remedy(deed), steps, "{deed}");
        }
    }

    #[test]
    fn whoever_may_have_the_password_loses_it_or_the_way_in() {
        // A denial never leaves things as they were, and none of its steps gives anybody a way to enrol.
        for deed in Deed::ALL {
            let steps = remedy(*deed);
            let shuts = [
                Step::SuspendFactor,
                Step::WithdrawGrant,
                Step::DemandPassword,
            ];
            assert!(shuts.iter().any(|step| steps.contains(step)), "{deed}");
        }
    }

    #[test]
    fn ninety_days_are_a_long_time() {
        let now = Timestamp(Span::days(400).0);
        assert!(!is_long_absence(now - Span::days(90) + Span(1), now));
        assert!(is_long_absence(now - Span::days(90), now));
    }
}
