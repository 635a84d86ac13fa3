//! `/sign-in/access-pass`: the pass of an admin in place of a factor, once, straight into enrolment. The try is counted, then
//! hashed, then the pass is spent under the lock.

use identity::{
    access_pass::AccessPass,
    audit::Event,
    mail::Occasion,
    place::Place,
    proof::{Proof, ProofKind},
    refusal::{Field, Refusal, Refused},
    secret::Secret,
    throttle::FREE,
    time::Timestamp,
    turn::Turn,
    view::access_pass::{EnterPassView, PassWanted},
};

use super::{
    Fault, Knock,
    check::Account,
    guard::{self, Hold, InSignIn},
    letters,
    record::Happened,
    throttle::{self, Try},
    told, verify,
};
use crate::{
    crypto::limiter::{HashError, Lane},
    store::{Txn, access_passes},
};

pub mod give;

const PLACE: Place = Place::VerifyAccessPass;
/// Where there is no pass, the same work is done for nothing: only an admin knows whether there is one.
const NO_SALT: [u8; 16] = [0; 16];

/// A try that is counted already, whatever comes after.
struct Counted {
    failures: u32,
    salt: Vec<u8>,
}

pub async fn page(knock: &Knock) -> Result<EnterPassView, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let (at, why) = waiting(&mut txn, knock, Hold::Read).await?;
    Ok(EnterPassView {
        organisation: guard::organisation_view(&at.organisation),
        why,
    })
}

/// A sign-in that a pass leads on.
async fn waiting(
    txn: &mut Txn,
    knock: &Knock,
    hold: Hold,
) -> Result<(InSignIn, PassWanted), Fault> {
    let at = guard::in_sign_in(txn, knock, hold).await?;
    match PassWanted::at(&at.next) {
        Some(why) => Ok((at, why)),
        None => Err(at.elsewhere()),
    }
}

fn refused(why: Refusal) -> (Place, Refused) {
    (PLACE, why.at(Field::Code))
}

pub async fn submit(knock: &Knock, typed: Secret) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let (at, _) = waiting(&mut txn, knock, Hold::Lock).await?;
    let Some(pass) = AccessPass::parse(typed.reveal()) else {
        return verify::wrong(
            txn,
            knock,
            at,
            refused(Refusal::PassNotAccepted),
            Vec::new(),
        )
        .await;
    };
    let key = throttle::pass_key(&knock.desk, at.user.id);
    let failures = match throttle::reserve(&mut txn, &key, now).await? {
        Try::Counted { failures, .. } => failures,
        Try::Wait(until) => {
            return verify::wrong(
                txn,
                knock,
                at,
                refused(Refusal::TryAgainAt(until)),
                Vec::new(),
            )
            .await;
        }
    };
    let salt = access_passes::salt(&mut txn, at.user.id, now).await?;
    txn.commit().await?;
    let counted = Counted {
        failures,
        salt: salt.unwrap_or_else(|| NO_SALT.to_vec()),
    };
    let hash = match hash(knock, &counted, &pass).await {
        Ok(hash) => hash,
        Err(busy) => {
            let mut txn = knock.desk.db.begin().await?;
            throttle::give_back(&mut txn, &key, failures, now).await?;
            txn.commit().await?;
            return Err(busy.into());
        }
    };
    spend(knock, &counted, &hash).await
}

async fn hash(knock: &Knock, counted: &Counted, pass: &AccessPass) -> Result<[u8; 32], HashError> {
    let slot = knock.desk.hasher.slot(Lane::Proved).await?;
    slot.hash_code(pass.secret(), &counted.salt).await
}

/// Decides again under the lock: of several tries with one pass, one finds it there.
async fn spend(knock: &Knock, counted: &Counted, hash: &[u8; 32]) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let (at, _) = waiting(&mut txn, knock, Hold::Lock).await?;
    if !access_passes::spend(&mut txn, at.user.id, hash, now).await? {
        let events = failed(&mut txn, knock, &at, counted.failures, now).await?;
        return verify::wrong(txn, knock, at, refused(Refusal::PassNotAccepted), events).await;
    }
    let account = account(&at);
    let key = throttle::pass_key(&knock.desk, at.user.id);
    throttle::forgive(&mut txn, &key).await?;
    // The try itself was counted as well.
    let before = counted.failures.saturating_sub(1);
    told::right_after(&mut txn, knock, account, before, now).await?;
    let whose = (account.organisation, account.user);
    letters::tell(&mut txn, knock, whose, &Occasion::AccessPassUsed, now).await?;
    let used = Happened::by(Event::AccessPassUsed, &at.user);
    let proof = Proof {
        kind: ProofKind::AccessPass,
        at: now,
    };
    verify::proved(txn, knock, at, (proof, None), vec![used]).await
}

/// Wrong, used, too old, replaced: nobody is told which.
async fn failed(
    txn: &mut Txn,
    knock: &Knock,
    at: &InSignIn,
    failures: u32,
    now: Timestamp,
) -> Result<Vec<Happened>, Fault> {
    told::wrong_again(txn, knock, account(at), failures, now).await?;
    let failed = Happened::by(Event::ChallengeFailed, &at.user)
        .because("wrong")
        .with("kind", "access_pass")
        .with("failures", failures);
    let engaged = (failures == FREE).then(|| {
        Happened::by_system(Event::ThrottleEngaged)
            .about(&at.user)
            .with("what", "access_pass")
    });
    Ok([failed].into_iter().chain(engaged).collect())
}

fn account(at: &InSignIn) -> Account<'_> {
    Account {
        organisation: &at.organisation,
        user: &at.user,
    }
}
