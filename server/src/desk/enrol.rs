//! `/enrol`: which factor to set up; and *Remind me later* while a grace runs.

use identity::{
    audit::Event,
    factor::{FactorKind, KindSet, MOST_FACTORS},
    policy::{Next, Rules, next_step::kinds},
    proof::{Proof, ProofKind},
    refusal::Refusal,
    step_up::StepUp,
    turn::Turn,
    view::enrolment::EnrolView,
};

use super::{
    Fault, Knock,
    enrolling::{self, Enrolling},
    guard::{self, Hold},
    issue,
    passkey::party,
    record::{Happened, record},
    step_up,
};
use crate::store::{factors, users::User};

pub async fn page(knock: &Knock) -> Result<EnrolView, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.read().await?;
    let at = match enrolling::who(&mut txn, knock, Hold::Read).await? {
        Enrolling::Adding(at) => at,
        Enrolling::Owing(at) => {
            return match at.next {
                Next::Enrol {
                    cause,
                    kinds,
                    postpone_until,
                } => Ok(EnrolView::Owed {
                    organisation: guard::organisation_view(&at.organisation),
                    cause,
                    kinds: here(knock, kinds),
                    postpone_until,
                }),
                // The policy was relaxed in the middle of it: only a post makes a session, and the next sign-in does.
                Next::Session => {
                    Err(guard::start_again(Some(&at.organisation), Refusal::Expired).into())
                }
                _ => Err(at.elsewhere()),
            };
        }
    };
    let kinds = offered(knock, &at.policy.rules, &at.user);
    let full = factors::of_user(&mut txn, at.user.id).await?.len() >= MOST_FACTORS;
    let due = step_up::due(&mut txn, &at, StepUp::AddFactor, now).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(EnrolView::Adding {
        me: at.me(),
        kinds,
        due,
        full,
    })
}

/// The kinds that this user may set up here.
pub fn offered(knock: &Knock, rules: &Rules, user: &User) -> KindSet {
    here(knock, kinds(rules, &user.standing))
}

/// Without passkeys where the address of this installation allows none.
pub fn here(knock: &Knock, kinds: KindSet) -> KindSet {
    if party::is_possible(&knock.desk.config) {
        kinds
    } else {
        kinds.without(FactorKind::Passkey)
    }
}

/// *Remind me later*: the session is issued, and the grace keeps running.
pub async fn postpone(knock: &Knock) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::in_sign_in(&mut txn, knock, Hold::Lock).await?;
    let mut events = Vec::new();
    match at.next {
        Next::Enrol {
            postpone_until: Some(until),
            ..
        } => {
            events.push(Happened::by(Event::EnrolmentPostponed, &at.user).with("until", until.0));
        }
        Next::Session => {}
        _ => return Err(at.elsewhere()),
    }
    let proof = at.sign_in.proof.unwrap_or(Proof {
        kind: ProofKind::Password,
        at: now,
    });
    let (turn, signed_in) =
        issue::issue(&mut txn, knock, &at, (proof, at.sign_in.proved_factor), now).await?;
    events.extend(signed_in);
    record(&mut txn, knock, at.organisation.id, events, now).await?;
    txn.commit().await?;
    Ok(turn)
}
