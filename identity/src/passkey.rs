//! Passkeys: any `WebAuthn` credential. What its counter tells, where its key is kept, and what a ceremony is for.

use crate::{coded::coded, time::Span};

pub mod model;

/// How long the options of a ceremony are good: the time that browsers give people (`WebAuthn` Level 3, section 15.1).
pub const CEREMONY_LIVES: Span = Span::minutes(5);
/// The longest id of a credential (`WebAuthn` Level 3, section 7.1, step 25).
pub const MOST_ID_BYTES: usize = 1023;
/// What authenticators know a user by: random, nothing of the user (`WebAuthn` Level 3, section 14.6.1).
pub const HANDLE_BYTES: usize = 64;

coded! {
    /// What a ceremony was begun for. Its answer is good for nothing else.
    Purpose {
        Enrol = "enrol",
        /// The second step of a sign-in.
        Verify = "verify",
        /// A fresh proof within a session.
        Prove = "prove",
        /// Signing in with nothing but the passkey.
        SignIn = "sign_in",
    }
}

coded! {
    /// Where the key is, as its authenticator says with every signature.
    Kept {
        /// Backed up: it comes along to a new device.
        Synced = "synced",
        OneDevice = "one_device",
    }
}

/// What a signature counter tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CounterVerdict {
    Plausible,
    /// It did not go forward, so a copy of the key may exist (`WebAuthn` Level 3, section 6.1.1).
    CloneSuspected,
}

/// Compares the counter of a signature with the one before. Zero means that the authenticator counts nothing.
pub const fn counter(stored: u32, told: u32) -> CounterVerdict {
    if stored > 0 && told > 0 && told <= stored {
        CounterVerdict::CloneSuspected
    } else {
        CounterVerdict::Plausible
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_goes_forward_or_stays_at_nothing() {
        use CounterVerdict::{CloneSuspected, Plausible};
        for (stored, told, verdict) in [
            (0, 0, Plausible),
            (0, 1, Plausible),
            (10, 11, Plausible),
            (10, u32::MAX, Plausible),
            (10, 10, CloneSuspected),
            (10, 9, CloneSuspected),
            (u32::MAX, 1, CloneSuspected),
            // An authenticator that has stopped counting, as one does that begins to sync.
            (10, 0, Plausible),
        ] {
            assert_eq!(counter(stored, told), verdict, "{stored} then {told}");
        }
    }
}
