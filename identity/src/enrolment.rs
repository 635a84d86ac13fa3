//! Enrolment after a password alone: the durable grant that opens it, and its window.

use serde::{Deserialize, Serialize};

use crate::{coded::coded, time::Timestamp};

coded! {
    /// Why a user may enrol with nothing but a password. Nothing else opens that door.
    GrantCause {
        NeverEnrolled = "never_enrolled",
        Reset = "reset",
        ApiRemoval = "api_removal",
        OwnRemoval = "own_removal",
    }
}

/// A grant and the end of its window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub cause: GrantCause,
    pub until: Timestamp,
}

impl Grant {
    pub fn is_open(&self, now: Timestamp) -> bool {
        now < self.until
    }
}

/// Why enrolment is asked for: the sentence on top of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EnrolCause {
    /// A grant stands open.
    Granted(GrantCause),
    /// A factor or a code was proved, and the policy asks for another kind.
    PolicyAsksAnother,
    /// A backup code or an access pass stood in, and there is no active factor left.
    NoFactorLeft,
}
