//! What a person should hear of although nothing was changed: failures after the right password, success after many
//! failures, a sign-in after a long time (ASVS 6.3.5).

use identity::{
    mail::Occasion,
    not_me::is_long_absence,
    throttle::{FREE, TOLD_AT},
    time::{Span, Timestamp},
};

use super::{Fault, Knock, check::Account, letters};
use crate::store::Txn;

/// After the nth wrong code in a row: told once, early enough to do something.
pub async fn wrong_again(
    txn: &mut Txn,
    knock: &Knock,
    account: Account<'_>,
    failures: u32,
    now: Timestamp,
) -> Result<(), Fault> {
    if failures != TOLD_AT {
        return Ok(());
    }
    tell(
        txn,
        knock,
        account,
        &Occasion::CodesGuessed { failures },
        now,
    )
    .await
}

/// After a right one, with the wrong ones in a row before it.
pub async fn right_after(
    txn: &mut Txn,
    knock: &Knock,
    account: Account<'_>,
    failures: u32,
    now: Timestamp,
) -> Result<(), Fault> {
    if failures < FREE {
        return Ok(());
    }
    let occasion = Occasion::RightAfterWrong { failures };
    tell(txn, knock, account, &occasion, now).await
}

/// With a new session.
pub async fn back_again(
    txn: &mut Txn,
    knock: &Knock,
    account: Account<'_>,
    now: Timestamp,
) -> Result<(), Fault> {
    let last = account.user.last_sign_in_at;
    let Some(last) = last.filter(|last| is_long_absence(*last, now)) else {
        return Ok(());
    };
    let days = (now - last).0 / Span::days(1).0;
    let days = u32::try_from(days).unwrap_or(u32::MAX);
    tell(txn, knock, account, &Occasion::BackAgain { days }, now).await
}

async fn tell(
    txn: &mut Txn,
    knock: &Knock,
    account: Account<'_>,
    occasion: &Occasion,
    now: Timestamp,
) -> Result<(), Fault> {
    let whose = (account.organisation, account.user);
    letters::tell(txn, knock, whose, occasion, now).await
}
