//! Starting to set up an authenticator app: the secret is made here, and belongs to this sign-in or session alone.

use identity::{
    factor::FactorKind,
    ids::FactorId,
    place::Place,
    time::{Span, Timestamp},
    turn::Turn,
};

use crate::{
    crypto::otp::Seed,
    desk::{
        Fault, Knock, check,
        enrolling::{self, Enrolling, permit},
        guard::Hold,
    },
    store::{
        Txn,
        factors::{self, Pending},
        pending,
    },
};

/// The time to confirm within a session; within a sign-in it is what that has left.
const TO_CONFIRM: Span = Span::minutes(10);

/// Makes a pending factor and leads to its page. `replaces` counts within a session only: a sign-in that owes an
/// enrolment has nothing to replace.
pub async fn submit(knock: &Knock, replaces: Option<FactorId>) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = enrolling::who(&mut txn, knock, Hold::Lock).await?;
    at.may_set_up(FactorKind::Totp)?;
    let (replaces, expires_at) = match &at {
        Enrolling::Owing(at) => (
            None,
            pending::give_time(
                &mut txn,
                at.sign_in.id,
                knock.desk.config.lifetimes.enrolment(),
            )
            .await?,
        ),
        Enrolling::Adding(at) => {
            permit::permit(&mut txn, at, replaces, now).await?;
            (replaces, now + TO_CONFIRM)
        }
    };
    let id = insert(&mut txn, knock, &at, (replaces, expires_at), now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::EnrolTotp(id)))
}

async fn insert(
    txn: &mut Txn,
    knock: &Knock,
    at: &Enrolling,
    (replaces, expires_at): (Option<FactorId>, Timestamp),
    now: Timestamp,
) -> Result<FactorId, Fault> {
    let account = at.account();
    let (sign_in, session) = at.owner();
    pending::bury_older(txn, account.user.id, (sign_in, session), now).await?;
    let new = Pending {
        organisation: account.organisation.id,
        user: account.user.id,
        kind: FactorKind::Totp,
        name: "",
        sign_in,
        session,
        replaces,
        expires_at,
        ip: &knock.ip(),
        agent: &knock.visitor.agent,
    };
    let id = factors::insert_pending(txn, new, now).await?;
    let sealed = Seed::random(&knock.desk.world).seal(
        &knock.desk.keys,
        &check::bound_to(account, id),
        &knock.desk.world,
    )?;
    factors::seal_secret(txn, id, &sealed).await?;
    Ok(id)
}
