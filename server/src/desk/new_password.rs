//! A new password between the proof and the session, when an admin demands one.

use identity::{
    audit::Event,
    mail::Occasion,
    password::NewPassword,
    place::Place,
    policy::Next,
    proof::{Proof, ProofKind},
    refusal::{Field, Refusal},
    secret::Secret,
    turn::Turn,
    user::PasswordStanding,
    view::front::OrganisationView,
};

use super::{
    Fault, Knock,
    check::Account,
    chosen_password,
    guard::{self, Hold, InSignIn},
    letters, other_sessions, password_check,
    record::{Happened, record},
    sign_in,
};
use crate::{
    crypto::{limiter::Lane, password_hash::Phc},
    store::{Txn, sign_ins},
};

pub async fn page(knock: &Knock) -> Result<OrganisationView, Fault> {
    let mut txn = knock.desk.db.read().await?;
    Ok(guard::organisation_view(
        &owing(&mut txn, knock, Hold::Read).await?.organisation,
    ))
}

async fn owing(txn: &mut Txn, knock: &Knock, hold: Hold) -> Result<InSignIn, Fault> {
    let at = guard::in_sign_in(txn, knock, hold).await?;
    if at.next == Next::NewPassword {
        Ok(at)
    } else {
        Err(at.elsewhere())
    }
}

pub async fn submit(knock: &Knock, new: Secret) -> Result<Turn, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let at = owing(&mut txn, knock, Hold::Read).await?;
    drop(txn);
    let account = Account {
        organisation: &at.organisation,
        user: &at.user,
    };
    let refuse = |why: Refusal| {
        Ok(Turn::refused(
            Place::NewPassword,
            why.at(Field::NewPassword),
        ))
    };
    let chosen: NewPassword = match chosen_password::parse(knock, account, &at.policy.rules, &new) {
        Ok(chosen) => chosen,
        Err(why) => return refuse(why),
    };
    let old = at.user.password.as_deref();
    let slot = knock.desk.hasher.slot(Lane::Proved).await?;
    let typed = chosen.as_secret().clone();
    let same = password_check::check(&knock.desk, &slot, typed, Some(&at.user), old).await?;
    drop(slot);
    if same.is_right() {
        return refuse(Refusal::PasswordSame);
    }
    let phc = chosen_password::hash(knock, &chosen).await?;

    let mut txn = knock.desk.db.begin().await?;
    let there = owing(&mut txn, knock, Hold::Lock).await?;
    if there.user.password != at.user.password {
        return refuse(Refusal::ChangedMeanwhile);
    }
    change(txn, knock, there, &phc).await
}

/// Everything that the old password opened ends, but for this sign-in, which goes on.
async fn change(mut txn: Txn, knock: &Knock, mut at: InSignIn, phc: &Phc) -> Result<Turn, Fault> {
    let now = knock.now();
    chosen_password::set(&mut txn, knock, &at.user, phc).await?;
    sign_ins::delete_others(&mut txn, at.user.id, at.sign_in.id).await?;
    let ended = other_sessions::end_all(&mut txn, &at.user, "password_change").await?;
    letters::tell(
        &mut txn,
        knock,
        (&at.organisation, &at.user),
        &Occasion::PasswordChanged,
        now,
    )
    .await?;
    let mut events = vec![Happened::by(Event::PasswordChanged, &at.user).because("demanded")];
    events.extend(ended);
    at.user.standing.password = PasswordStanding::Good;
    at.decide_again(now);
    let proof = at.sign_in.proof.unwrap_or(Proof {
        kind: ProofKind::Password,
        at: now,
    });
    let (turn, event) =
        sign_in::lead_on(&mut txn, knock, &at, (proof, at.sign_in.proved_factor), now).await?;
    events.extend(event);
    record(&mut txn, knock, at.organisation.id, events, now).await?;
    txn.commit().await?;
    Ok(turn)
}
