//! Known devices: browsers in which somebody has completed a sign-in. They only relax throttling; they prove nothing (case M-20).

use crate::{proof::ProofKind, time::Span};

/// The most of one user; the one used longest ago goes.
pub const MOST_DEVICES: i64 = 5;
/// How long one is known after its last complete sign-in.
pub const LIFE: Span = Span::days(180);

/// Whether a sign-in that was completed by this makes its browser known: a password alone shows too little of who it was,
/// so it takes a sign-in at AAL2 (docs/security/throttling.md).
pub const fn makes_known(proof: ProofKind) -> bool {
    match proof {
        ProofKind::Passkey
        | ProofKind::Totp
        | ProofKind::HardwareToken
        | ProofKind::Phone
        | ProofKind::BackupCode
        | ProofKind::AccessPass
        | ProofKind::Enrolment => true,
        ProofKind::Password => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_alone_makes_nothing_known() {
        for kind in ProofKind::ALL {
            assert_eq!(makes_known(*kind), *kind != ProofKind::Password, "{kind}");
        }
    }
}
