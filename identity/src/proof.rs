//! Proofs: what a person has shown in a sign-in or a step-up.

use serde::{Deserialize, Serialize};

use crate::{coded::coded, time::Timestamp};

coded! {
    /// By what the second step was proved.
    ProofKind {
        Passkey = "passkey",
        Totp = "totp",
        HardwareToken = "hardware_token",
        Phone = "phone",
        BackupCode = "backup_code",
        AccessPass = "access_pass",
        /// A session of somebody who owes no factor and has none.
        Password = "password",
        /// The factor was enrolled and confirmed in this very sign-in.
        Enrolment = "enrolment",
    }
}

/// A second step that was proved, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    pub kind: ProofKind,
    pub at: Timestamp,
}
