//! Sends what is due. Several nodes may do so at the same time; each message is handed over at least once, and never after its code
//! is dead.

use futures::future::join_all;
use identity::{audit::Event, phone::Masked, time::Span};

use super::{carrier::Carrier, outbox::open};
use crate::{
    desk::{
        Desk, bulk_work,
        fault::Fault,
        record::{Happened, record},
    },
    store::{
        phone_messages::{self, Message, Undelivered},
        users,
    },
};

/// So many are looked at in one round, and tried side by side.
const ROUND: i64 = 20;
/// Longer than a courier waits, so that no message is under way twice.
const LEASE: Span = Span::seconds(20);
const LONGEST_PAUSE: i64 = 60;

/// Tries every message that is due, and tells how many were taken.
pub async fn send_due(desk: &Desk, carrier: &Carrier) -> Result<usize, Fault> {
    give_up(desk).await?;
    let due = {
        let mut txn = desk.db.read().await?;
        phone_messages::due(&mut txn, ROUND, desk.world.now()).await?
    };
    let tried = join_all(due.iter().map(|message| send(desk, carrier, message))).await;
    let mut taken = 0;
    for one in tried {
        taken += usize::from(one?.is_some());
    }
    Ok(taken)
}

/// None: another node has it, or nobody took it.
async fn send(desk: &Desk, carrier: &Carrier, message: &Message) -> Result<Option<()>, Fault> {
    let begun = desk.world.now();
    let mut txn = desk.db.begin().await?;
    let mine = phone_messages::claim(&mut txn, message, begun + LEASE).await?;
    txn.commit().await?;
    if !mine {
        return Ok(None);
    }
    let outcome = match open(message, &desk.keys) {
        Ok(body) => carrier.carry(message, &body, begun).await,
        Err(error) => Err(error.to_string()),
    };
    let mut txn = desk.db.begin().await?;
    match &outcome {
        Ok(()) => {
            phone_messages::delete(&mut txn, message.id).await?;
        }
        Err(why) => {
            tracing::warn!(message = %message.message_id, why, tries = message.tries + 1, "a text message could not be sent");
            let next = desk.world.now() + pause(message.tries);
            phone_messages::try_again(&mut txn, message.id, next).await?;
        }
    }
    txn.commit().await?;
    Ok(outcome.ok())
}

/// Five seconds, doubling to a minute: a code does not count for long.
fn pause(tries: i64) -> Span {
    Span::seconds((5_i64 << tries.clamp(0, 4)).min(LONGEST_PAUSE))
}

/// Deletes what is of no use any more, and says so where nobody took it in time.
async fn give_up(desk: &Desk) -> Result<(), Fault> {
    let now = desk.world.now();
    let dead = {
        let mut txn = desk.db.read().await?;
        phone_messages::dead(&mut txn, ROUND, now).await?
    };
    for message in dead {
        bury(desk, &message).await?;
    }
    Ok(())
}

async fn bury(desk: &Desk, message: &Undelivered) -> Result<(), Fault> {
    let now = desk.world.now();
    let mut txn = desk.db.begin().await?;
    if !phone_messages::delete(&mut txn, message.id).await? {
        return Ok(());
    }
    let user = users::find(&mut txn, message.organisation, message.user).await?;
    if let (Some(user), None) = (user, message.used_at) {
        tracing::error!(
            tries = message.tries,
            "a text message could not be sent while its code counted: given up"
        );
        let number = Masked::stored(message.ending.clone());
        let event = Happened::by_system(Event::ChallengeUndelivered)
            .about(&user)
            .factor(message.factor)
            .with("number", number.to_string())
            .with("tries", message.tries);
        let knock = bulk_work::system(desk, now);
        record(&mut txn, &knock, message.organisation, [event], now).await?;
    }
    txn.commit().await?;
    Ok(())
}
