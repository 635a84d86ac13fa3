//! Codes by text message that programs ask for: what is told of one that is held back, and who asked.

use identity::{ids::FactorId, refusal::Refusal, time::Timestamp};

use super::{Caller, Refused, Stop};
use crate::{
    desk::{
        Fault, Knock,
        check::Account,
        phone::{
            Ask, What,
            send::{self, Held, Sending},
        },
        record::{Happened, record},
    },
    store::Txn,
};

/// With whose credential.
pub(super) fn by(caller: &Caller, event: Happened) -> Happened {
    event.with("credential", caller.credential.id.0)
}

/// Goes on where nothing holds a code to this phone back; what does commits here.
pub(super) async fn let_through(
    mut txn: Txn,
    knock: &Knock,
    (caller, account, factor): (&Caller, Account<'_>, FactorId),
    now: Timestamp,
) -> Result<Txn, Stop> {
    let what = (account, factor, What::Program.to_number());
    match send::open(&mut txn, knock, what, now).await? {
        Ok(_) => Ok(txn),
        Err(held) => Err(refused(txn, knock, caller, held, now).await),
    }
}

/// Sends a code; the caller commits. What holds it back commits here.
pub(super) async fn send(
    mut txn: Txn,
    knock: &Knock,
    (caller, ask): (&Caller, &Ask<'_>),
    now: Timestamp,
) -> Result<Txn, Stop> {
    match send::send(&mut txn, knock, ask, now).await? {
        Sending::Sent(sent) => {
            let organisation = caller.organisation.id;
            record(&mut txn, knock, organisation, [by(caller, sent)], now).await?;
            Ok(txn)
        }
        Sending::Held(held) => Err(refused(txn, knock, caller, held, now).await),
    }
}

/// Writes down that one was held back, and says so.
pub(super) async fn refused(
    mut txn: Txn,
    knock: &Knock,
    caller: &Caller,
    held: Held,
    now: Timestamp,
) -> Stop {
    let why = match held.why {
        Refusal::TextAgainAt(until) | Refusal::TextsPausedUntil(until) => {
            Refused::Throttled((until - now).ceil_seconds().max(1))
        }
        _ => Refused::Malformed("number is not valid".to_owned()),
    };
    let organisation = caller.organisation.id;
    let noted = record(&mut txn, knock, organisation, [by(caller, held.event)], now).await;
    let noted = match noted {
        Ok(()) => txn.commit().await.map_err(Fault::from),
        Err(fault) => Err(fault),
    };
    noted.map_or_else(Stop::from, |()| Stop::Refused(why))
}
