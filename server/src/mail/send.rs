//! Sends what is due. Several nodes may do so at the same time; each mail goes out at least once.

use identity::time::{Span, Timestamp};

use super::{
    carrier::Carrier,
    outbox::{OutboxError, open},
};
use crate::{
    desk::Foundation,
    store::outbox::{self, Row, Share},
};

/// So many are looked at in one round.
const ROUND: i64 = 20;
/// 256 bits as text; nothing that explains a failure is as long without a break.
const TOKEN: usize = 32;
/// Whoever has no mail server for three days has lost it.
const GIVE_UP: Span = Span::days(3);

/// Tries every mail that is due, and tells how many went out.
pub async fn send_due(house: &Foundation, carrier: &Carrier) -> Result<usize, OutboxError> {
    let now = house.world.now();
    let due = {
        let mut txn = house.db.read().await?;
        let share = Share {
            at_once: ROUND,
            per_minute: house.config.limits.mails_per_minute.into(),
        };
        let due = outbox::due(&mut txn, share, now).await?;
        txn.commit().await?;
        due
    };
    let mut sent = 0;
    for row in due {
        if claim(house, &row, now).await? {
            sent += usize::from(send(house, carrier, &row).await?);
        }
    }
    Ok(sent)
}

/// Takes a mail for this node, by moving its next try away. A node that dies now leaves it to that try.
async fn claim(house: &Foundation, row: &Row, now: Timestamp) -> Result<bool, OutboxError> {
    let mut txn = house.db.begin().await?;
    let mine = outbox::claim(&mut txn, row, now + pause(row.tries)).await?;
    txn.commit().await?;
    Ok(mine)
}

async fn send(house: &Foundation, carrier: &Carrier, row: &Row) -> Result<bool, OutboxError> {
    let outcome = match open(row, &house.keys) {
        Ok(body) => carrier
            .carry(row, &body)
            .await
            .map_err(|error| harmless(&error.to_string())),
        Err(error) => Err(error.to_string()),
    };
    let now = house.world.now();
    let mut txn = house.db.begin().await?;
    match &outcome {
        Ok(()) => outbox::sent(&mut txn, row.id, now).await?,
        Err(why) if now - row.created_at > GIVE_UP => {
            tracing::error!(to = %row.to, subject = %row.subject, why, "mail could not be sent for three days: given up");
            outbox::give_up(&mut txn, row.id, why).await?;
        }
        Err(why) => {
            tracing::warn!(to = %row.to, subject = %row.subject, why, tries = row.tries + 1, "mail could not be sent");
            outbox::failed(&mut txn, row.id, why).await?;
        }
    }
    txn.commit().await?;
    Ok(outcome.is_ok())
}

/// What may be kept and logged of it. Some servers answer with what they were given, and that may be a link: whatever is as
/// long as a token is left out.
fn harmless(why: &str) -> String {
    const MOST: usize = 300;
    let part_of_token = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let said: String = why.chars().take(MOST).collect();
    said.split_inclusive(|c| !part_of_token(c))
        .map(|word| if word.len() > TOKEN { "… " } else { word })
        .collect()
}

/// One minute, doubling to an hour.
fn pause(tries: i64) -> Span {
    let minutes = 1_i64 << tries.clamp(0, 6);
    Span::minutes(minutes.min(60))
}

#[cfg(test)]
mod tests;
