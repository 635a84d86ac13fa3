//! The one decision about what comes next in a sign-in. Nothing else decides it.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::{
    access_pass::ResetPass,
    enrolment::{EnrolCause, Grant, GrantCause},
    factor::{Factor, FactorKind, FactorState, KindSet},
    ids::FactorId,
    policy::{Requirement, Rules},
    proof::{Proof, ProofKind},
    time::Timestamp,
    user::{MustEnrol, PasswordStanding, Standing, UserStatus},
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
    /// Whether the organisation asks for an access pass after a reset.
    pub reset_pass: ResetPass,
}

/// What is owed next. The password was proved already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Next {
    /// Not an account that can sign in.
    Refuse,
    /// Prove one of these (active ones), or a backup code if `codes` is above zero.
    Prove {
        factors: Vec<FactorId>,
        codes: u32,
    },
    /// An access pass, before enrolment: the organisation asks for one after a reset.
    AccessPass,
    NewPassword,
    /// Enrol one of these kinds. With `postpone_until`, it may wait.
    Enrol {
        cause: EnrolCause,
        kinds: KindSet,
        postpone_until: Option<Timestamp>,
    },
    /// The time to enrol has passed: only an admin opens it again.
    WindowPassed,
    /// Factors exist, none can be used, and no code is left: only an admin helps.
    NoWayIn,
    /// Everything asked for has been proved.
    Session,
}

/// Decides what comes next. The order is security: password, then a factor, a backup code or an access pass,
/// then a new password, then enrolment, then the session.
pub fn next_step(rules: &Rules, facts: Facts<'_>, now: Timestamp) -> Next {
    if facts.standing.status != UserStatus::Active {
        return Next::Refuse;
    }
    let owed = Owed::by(rules, facts.standing, now);
    let step = match facts.proof.map(|proof| proof.kind) {
        // A password is no second step, whatever a caller takes it for.
        None | Some(ProofKind::Password) => unproved(rules, facts, owed, now),
        Some(kind) => proved(rules, facts, kind, owed, now),
    };
    // Whoever can prove something proves it first, and whoever is kept out sets no password.
    let goes_on = matches!(step, Next::Enrol { .. } | Next::Session);
    if goes_on && facts.standing.password == PasswordStanding::MustChange {
        Next::NewPassword
    } else {
        step
    }
}

/// Whether a factor is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owed {
    No,
    /// From this instant on.
    Later(Timestamp),
    Now,
}

impl Owed {
    /// Roles always owe a factor and have no grace; a reset outranks an optional policy and a running grace.
    fn by(rules: &Rules, standing: &Standing, now: Timestamp) -> Self {
        let at_once = standing.role.is_some() || standing.must_enrol == MustEnrol::Yes;
        match (rules.requirement, standing.grace_until) {
            _ if at_once => Self::Now,
            (Requirement::Optional, _) => Self::No,
            (Requirement::Required, Some(until)) if now < until => Self::Later(until),
            (Requirement::Required, _) => Self::Now,
        }
    }

    const fn postpone_until(self) -> Option<Timestamp> {
        match self {
            Self::Later(until) => Some(until),
            Self::No | Self::Now => None,
        }
    }
}

/// After the password alone.
fn unproved(rules: &Rules, facts: Facts<'_>, owed: Owed, now: Timestamp) -> Next {
    let factors = provable(facts.factors, kinds(rules, facts.standing));
    if !factors.is_empty() || facts.codes_left > 0 {
        return Next::Prove {
            factors,
            codes: facts.codes_left,
        };
    }
    let open = facts.grant.is_some_and(|grant| grant.is_open(now));
    // A factor that was reported lost, or guessed at until it was disabled, still guards the account, or fifty wrong codes would
    // buy what one right code does. Only a grant, which says that somebody looked, opens it to the password alone.
    let guarded = !open
        && holds(
            facts.factors,
            &[FactorState::Suspended, FactorState::Disabled],
        );
    let cause = EnrolCause::Granted(
        facts
            .grant
            .map_or(GrantCause::NeverEnrolled, |grant| grant.cause),
    );
    // The window of a reset opens to whoever has the password: where that is not enough, somebody must have looked.
    let pass_wanted = facts
        .grant
        .is_some_and(|grant| open && facts.reset_pass.asks(grant.cause));
    match owed {
        _ if guarded => kept_out(facts),
        Owed::No => Next::Session,
        Owed::Now if !open => kept_out(facts),
        Owed::Later(_) | Owed::Now if pass_wanted => Next::AccessPass,
        Owed::Later(_) | Owed::Now => enrol(rules, facts, cause, owed.postpone_until()),
    }
}

/// After a second step.
fn proved(rules: &Rules, facts: Facts<'_>, by: ProofKind, owed: Owed, now: Timestamp) -> Next {
    let kinds = kinds(rules, facts.standing);
    let mut active = facts
        .factors
        .iter()
        .filter(|factor| factor.is_active())
        .peekable();
    let cause = if active.peek().is_some() {
        EnrolCause::PolicyAsksAnother
    } else {
        EnrolCause::NoFactorLeft
    };
    if facts.standing.must_enrol == MustEnrol::Yes {
        let granted = facts
            .grant
            .filter(|grant| grant.is_open(now))
            .map(|grant| EnrolCause::Granted(grant.cause));
        return enrol(rules, facts, granted.unwrap_or(cause), None);
    }
    // An access pass leads straight into enrolment: it was given because the factors are out of reach.
    if by == ProofKind::AccessPass {
        return enrol(rules, facts, EnrolCause::NoFactorLeft, None);
    }
    if owed == Owed::No || active.any(|factor| kinds.contains(factor.kind)) {
        return Next::Session;
    }
    enrol(rules, facts, cause, owed.postpone_until())
}

fn enrol(
    rules: &Rules,
    facts: Facts<'_>,
    cause: EnrolCause,
    postpone_until: Option<Timestamp>,
) -> Next {
    Next::Enrol {
        cause,
        kinds: kinds(rules, facts.standing),
        postpone_until,
    }
}

/// Only an admin helps: the window of a grant has passed, or what exists cannot be used.
fn kept_out(facts: Facts<'_>) -> Next {
    let unusable = [
        FactorState::Suspended,
        FactorState::Disabled,
        FactorState::Deactivated,
    ];
    if facts.grant.is_none() && holds(facts.factors, &unusable) {
        Next::NoWayIn
    } else {
        Next::WindowPassed
    }
}

/// What counts for this user.
pub const fn kinds(rules: &Rules, standing: &Standing) -> KindSet {
    rules.kinds_for(standing.role)
}

/// Active factors, the one used last first; what a policy no longer allows is among them. A phone where text messages are not
/// allowed, as for every role, is asked only if there is nothing else to ask: it then leads to enrolment, and to no session.
fn provable(factors: &[Factor], kinds: KindSet) -> Vec<FactorId> {
    let mut active: Vec<&Factor> = factors.iter().filter(|factor| factor.is_active()).collect();
    let counts =
        |factor: &&Factor| factor.kind != FactorKind::Phone || kinds.contains(FactorKind::Phone);
    if active.iter().any(counts) {
        active.retain(counts);
    }
    active.sort_by_key(|factor| {
        (
            Reverse(factor.last_used_at),
            factor.kind,
            Reverse(factor.added_at),
            Reverse(factor.id),
        )
    });
    active.into_iter().map(|factor| factor.id).collect()
}

fn holds(factors: &[Factor], states: &[FactorState]) -> bool {
    factors.iter().any(|factor| states.contains(&factor.state))
}
