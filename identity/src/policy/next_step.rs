//! The one decision about what comes next in a sign-in. Nothing else decides it.

use serde::{Deserialize, Serialize};

use crate::{
    enrolment::{EnrolCause, Grant},
    factor::{Factor, KindSet},
    policy::Rules,
    proof::Proof,
    time::Timestamp,
    user::Standing,
};

/// What the decision looks at besides the policy.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    pub standing: &'a Standing,
    /// All factors that are not tombstones, pending ones included.
    pub factors: &'a [Factor],
    pub codes_left: u32,
    /// The second step, if it was proved in this sign-in.
    pub proof: Option<Proof>,
    pub grant: Option<Grant>,
}

/// What is owed next. The password was proved already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Next {
    /// Not an account that can sign in.
    Refuse,
    /// Prove one of these (active ones), or a backup code if `codes` is above zero.
    Prove { factors: Vec<crate::ids::FactorId>, codes: u32 },
    NewPassword,
    /// Enrol one of these kinds. With `postpone_until`, it may wait.
    Enrol { cause: EnrolCause, kinds: KindSet, postpone_until: Option<Timestamp> },
    /// The time to enrol has passed: only an admin opens it again.
    WindowPassed,
    /// Factors exist, none can be used, and no code is left: only an admin helps.
    NoWayIn,
    /// Everything asked for has been proved.
    Session,
}

/// Decides what comes next.
pub fn next_step(rules: &Rules, facts: Facts<'_>, now: Timestamp) -> Next {
    let _ = (rules, facts, now);
    Next::Refuse
}
