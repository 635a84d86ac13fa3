//! The current password of somebody who is signed in: throttled under the same count as a sign-in.

use identity::{
    audit::Event, email, mail::Occasion, password::verify_form, refusal::Refusal, secret::Secret,
    session::EndCause, throttle::PASSWORD_DEAD_AT, time::Timestamp,
};

use super::{
    Fault, Knock,
    guard::{self, Hold, SignedIn},
    letters, password_check,
    record::{Happened, record},
    throttle::{self, Try, Way},
};
use crate::{
    crypto::limiter::Lane,
    store::{Txn, sessions, users},
};

/// A try that is counted already, and the hash that it is about.
#[derive(Debug)]
pub struct Tried {
    way: Way,
    failures: u32,
    next_at: Timestamp,
    sealed: Option<String>,
}

/// First: counts the try, or says how long to wait. Commit it before [`check`].
pub async fn reserve(
    txn: &mut Txn,
    knock: &Knock,
    at: &SignedIn,
) -> Result<Result<Tried, Refusal>, Fault> {
    let (now, lookup) = (knock.now(), email::lookup_key(&at.user.email));
    let way = throttle::way(txn, knock, (at.organisation.id, &lookup), now).await?;
    Ok(match way.reserve(txn, now).await? {
        Try::Wait(until) => Err(Refusal::TryAgainAt(until)),
        Try::Counted { failures, next_at } => {
            let usable = at
                .user
                .password
                .clone()
                .filter(|_| at.user.password_disabled_at.is_none());
            Ok(Tried {
                way,
                failures,
                next_at,
                sealed: usable,
            })
        }
    })
}

/// Second: one hash, while no transaction is open. A wrong one is recorded at once.
pub async fn check(
    knock: &Knock,
    at: &SignedIn,
    tried: &Tried,
    typed: &Secret,
) -> Result<Option<Refusal>, Fault> {
    let slot = knock.desk.hasher.slot(Lane::Proved).await?;
    let (password, user, phc) = (verify_form(typed), Some(&at.user), tried.sealed.as_deref());
    let checked = password_check::check(&knock.desk, &slot, password, user, phc).await?;
    drop(slot);
    if checked.is_right() {
        Ok(None)
    } else {
        wrong(knock, at, tried).await.map(Some)
    }
}

/// Third, under the lock: whether it still is the password that was checked. Then the count starts anew.
pub async fn still_holds(
    txn: &mut Txn,
    at: &SignedIn,
    tried: &Tried,
    now: Timestamp,
) -> Result<bool, Fault> {
    let same = tried.sealed.is_some()
        && at.user.password == tried.sealed
        && at.user.password_disabled_at.is_none();
    if same {
        tried.way.forgive(txn, now).await?;
    }
    Ok(same)
}

async fn wrong(knock: &Knock, at: &SignedIn, tried: &Tried) -> Result<Refusal, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::owing_or_not(&mut txn, knock, Hold::Lock)
        .await
        .unwrap_or_else(|_| at.clone());
    let failed = Happened::by(Event::ChallengeFailed, &at.user).with("kind", "password");
    let mut events = vec![failed.with("failures", tried.failures)];
    if tried.failures >= PASSWORD_DEAD_AT
        && users::disable_password(&mut txn, at.user.id, now).await?
    {
        letters::tell(
            &mut txn,
            knock,
            (&at.organisation, &at.user),
            &Occasion::PasswordDisabled,
            now,
        )
        .await?;
        // Whoever sits in this session does not know the password: it ends (docs/security/throttling.md).
        sessions::end(
            &mut txn,
            at.user.id,
            at.session.id,
            EndCause::PasswordDisabled.code(),
        )
        .await?;
        events.push(
            Happened::by_system(Event::ThrottleEngaged)
                .about(&at.user)
                .with("what", "password_disabled"),
        );
        events.push(
            Happened::by_system(Event::SessionRevoked)
                .about(&at.user)
                .with("cause", EndCause::PasswordDisabled.code()),
        );
    }
    record(&mut txn, knock, at.organisation.id, events, now).await?;
    txn.commit().await?;
    Ok(if tried.next_at > now {
        Refusal::TryAgainAt(tried.next_at)
    } else {
        Refusal::PasswordWrong
    })
}
