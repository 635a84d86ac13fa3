//! Checking a backup code: reserve the try, hash outside any transaction, then spend the code under the lock.

use identity::{
    audit::Event,
    backup_code::BackupCode,
    ids::BackupCodeSetId,
    mail::Occasion,
    refusal::{Field, Refusal, Refused},
    throttle::{FACTOR_DEAD_AT, FREE, allowed_at},
    time::Timestamp,
};

use super::{
    Fault, Knock,
    check::{Account, Checked, CodeOutcome},
    letters,
    record::Happened,
    told,
};
use crate::{
    crypto::limiter::Lane,
    store::{
        Txn,
        codes::{self, CodeSet, Spent},
    },
};

/// A try that is counted already, whatever comes after.
#[derive(Clone, Debug)]
pub struct Reserved {
    set: BackupCodeSetId,
    salt: Vec<u8>,
    failures: u32,
    before: (u32, Timestamp),
}

/// Whether there may be a try now.
#[derive(Clone, Debug)]
pub enum Reservation {
    Given(Reserved),
    Wait(Timestamp),
    /// No live set, or one that was guessed at too often.
    NoCodes,
}

/// What the person reads at the field; none when the code was right.
pub fn refused(outcome: CodeOutcome) -> Option<Refused> {
    let why = match outcome {
        CodeOutcome::Accepted => return None,
        CodeOutcome::Replayed => Refusal::BackupCodeUsed,
        CodeOutcome::Wrong | CodeOutcome::Dead | CodeOutcome::Disabled => {
            Refusal::BackupCodeNotAccepted
        }
        CodeOutcome::Wait(until) => Refusal::TryAgainAt(until),
    };
    Some(why.at(Field::Code))
}

/// First: counts a try on the live set, under the user's lock. Commit it before [`hash`].
pub async fn reserve(
    txn: &mut Txn,
    set: Option<&CodeSet>,
    now: Timestamp,
) -> Result<Reservation, Fault> {
    let Some(set) = set.filter(|set| set.failures < FACTOR_DEAD_AT) else {
        return Ok(Reservation::NoCodes);
    };
    if now < set.allowed_at {
        return Ok(Reservation::Wait(set.allowed_at));
    }
    let failures = set.failures + 1;
    if !codes::reserve(txn, set.id, (failures, allowed_at(failures, now)), now).await? {
        return Ok(Reservation::NoCodes);
    }
    let before = (set.failures, set.allowed_at);
    Ok(Reservation::Given(Reserved {
        set: set.id,
        salt: set.salt.clone(),
        failures,
        before,
    }))
}

/// Second: the work, while no transaction is open. When the queue is full the try is given back: it was none.
pub async fn hash(
    knock: &Knock,
    reserved: &Reserved,
    code: &BackupCode,
) -> Result<[u8; 32], Fault> {
    let hashed = match knock.desk.hasher.slot(Lane::Proved).await {
        Ok(slot) => slot.hash_code(code.secret(), &reserved.salt).await,
        Err(busy) => Err(busy),
    };
    match hashed {
        Ok(hash) => Ok(hash),
        Err(busy) => {
            let mut txn = knock.desk.db.begin().await?;
            codes::give_back(&mut txn, reserved.set, reserved.failures, reserved.before).await?;
            txn.commit().await?;
            Err(busy.into())
        }
    }
}

/// Third: spends the code, under the user's lock, in the transaction that grants what it buys. The caller commits
/// whatever comes out, and records the events last.
pub async fn spend(
    txn: &mut Txn,
    knock: &Knock,
    account: Account<'_>,
    (reserved, hash): (&Reserved, &[u8; 32]),
    now: Timestamp,
) -> Result<Checked, Fault> {
    // Made anew meanwhile, or revoked by a reset: then this is a code of a dead set (case B-04).
    let live = codes::live(txn, account.user.id)
        .await?
        .filter(|set| set.id == reserved.set);
    let Some(set) = live else {
        return Ok(CodeOutcome::Wrong.into());
    };
    let failed = |why: &str| {
        let event = Happened::by(Event::ChallengeFailed, account.user).because(why);
        event
            .with("kind", "backup_code")
            .with("failures", reserved.failures)
    };
    match codes::spend(txn, set.id, hash, now).await? {
        Spent::Now => {
            codes::forgive(txn, set.id).await?;
            told::right_after(txn, knock, account, reserved.before.0, now).await?;
            let left = set.left.saturating_sub(1);
            letters::tell(
                txn,
                knock,
                (account.organisation, account.user),
                &Occasion::BackupCodeUsed { left },
                now,
            )
            .await?;
            let used = Happened::by(Event::BackupCodeUsed, account.user).with("left", left);
            Ok(Checked {
                outcome: CodeOutcome::Accepted,
                events: vec![used],
            })
        }
        Spent::Before => Ok(Checked {
            outcome: CodeOutcome::Replayed,
            events: vec![failed("used_before")],
        }),
        Spent::Never => {
            let mut checked = Checked {
                outcome: CodeOutcome::Wrong,
                events: vec![failed("wrong")],
            };
            told::wrong_again(txn, knock, account, reserved.failures, now).await?;
            if reserved.failures == FREE {
                checked.events.push(
                    Happened::by_system(Event::ThrottleEngaged)
                        .about(account.user)
                        .with("what", "backup_codes"),
                );
            }
            if reserved.failures >= FACTOR_DEAD_AT
                && codes::revoke(txn, account.user.id, now).await?
            {
                let occasion = Occasion::BackupCodesDisabled;
                letters::tell(
                    txn,
                    knock,
                    (account.organisation, account.user),
                    &occasion,
                    now,
                )
                .await?;
                let dead = Happened::by_system(Event::FactorDisabled)
                    .about(account.user)
                    .with("kind", "backup_code");
                checked.events.push(dead.because("too_many_failures"));
                checked.outcome = CodeOutcome::Disabled;
            }
            Ok(checked)
        }
    }
}
