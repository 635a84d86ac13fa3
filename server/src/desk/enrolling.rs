//! Who sets up a factor: somebody whose sign-in owes one, or somebody who is signed in and adds one.

use identity::{
    factor::{FactorKind, FactorState},
    ids::{SessionId, SignInId},
    place::Place,
    policy::{Next, next_step::kinds},
    refusal::Refusal,
    time::Timestamp,
    turn::Turn,
};

use super::{
    Fault, Knock,
    check::Account,
    guard::{self, Hold, InSignIn, SignedIn},
};
use crate::store::{Txn, ceremonies::Holder, factors::FactorRow, phone_codes::Asker};

pub mod finish;
pub mod name;
pub mod permit;
pub mod settled;

/// Permission to set up a factor. Within a sign-in, [`Enrolling::may_set_up`] says whether it is owed.
#[derive(Debug)]
pub enum Enrolling {
    Owing(Box<InSignIn>),
    Adding(Box<SignedIn>),
}

/// Finds out. A sign-in that owes an enrolment comes first: it is what this browser is busy with. One that waits for
/// something else does not stand in the way of a session.
pub async fn who(txn: &mut Txn, knock: &Knock, hold: Hold) -> Result<Enrolling, Fault> {
    if knock.visitor.sign_in.is_none() {
        return adding(txn, knock, hold).await;
    }
    let owing = guard::in_sign_in(txn, knock, hold).await;
    let owes = matches!(&owing, Ok(at) if matches!(at.next, Next::Enrol { .. }));
    let away = matches!(&owing, Err(Fault::Away(_)) | Ok(_));
    if !owes && away && knock.visitor.session.is_some() {
        match adding(txn, knock, hold).await {
            Err(Fault::Away(_)) => {}
            found => return found,
        }
    }
    owing.map(|at| Enrolling::Owing(Box::new(at)))
}

async fn adding(txn: &mut Txn, knock: &Knock, hold: Hold) -> Result<Enrolling, Fault> {
    let at = guard::owing_or_not(txn, knock, hold).await?;
    Ok(Enrolling::Adding(Box::new(at)))
}

impl Enrolling {
    pub fn account(&self) -> Account<'_> {
        match self {
            Self::Owing(at) => Account {
                organisation: &at.organisation,
                user: &at.user,
            },
            Self::Adding(at) => Account {
                organisation: &at.organisation,
                user: &at.user,
            },
        }
    }

    /// Whose a pending factor is.
    pub fn owner(&self) -> (Option<SignInId>, Option<SessionId>) {
        match self {
            Self::Owing(at) => (Some(at.sign_in.id), None),
            Self::Adding(at) => (None, Some(at.session.id)),
        }
    }

    /// For whom a code is sent.
    pub const fn asker(&self) -> Asker<'static> {
        match self {
            Self::Owing(at) => Asker::SignIn(at.sign_in.id),
            Self::Adding(at) => Asker::Session(at.session.id),
        }
    }

    /// Whose a ceremony is.
    pub fn holder(&self) -> Holder {
        match self {
            Self::Owing(at) => Holder::SignIn(at.sign_in.id),
            Self::Adding(at) => Holder::Session(at.session.id),
        }
    }

    /// Whether a factor of this kind may be set up here and now: owed and allowed within a sign-in, allowed within a
    /// session. [`identity::policy::next_step`] has decided the first, under the lock if there is one: with an active
    /// factor and no proof it owes that proof, never an enrolment.
    pub fn may_set_up(&self, kind: FactorKind) -> Result<(), Fault> {
        let allowed = match self {
            Self::Owing(at) => match &at.next {
                Next::Enrol { kinds, .. } => kinds.contains(kind),
                _ => return Err(at.elsewhere()),
            },
            Self::Adding(at) => kinds(&at.policy.rules, &at.user.standing).contains(kind),
        };
        if allowed {
            Ok(())
        } else {
            Err(Turn::refused(Place::Enrol, Refusal::KindNotAllowed).into())
        }
    }

    /// Whether this pending factor was set up here and can still be confirmed.
    pub fn holds(&self, row: &FactorRow, now: Timestamp) -> bool {
        self.began(row) && row.expires_at.is_some_and(|end| now < end)
    }

    /// Whether this pending factor was set up here.
    pub fn began(&self, row: &FactorRow) -> bool {
        row.factor.state == FactorState::Pending && (row.sign_in, row.session) == self.owner()
    }
}
