//! The outbox: a message is a row of the transaction that makes its code, so neither is there without the other.

use identity::{phone::PhoneNumber, secret::Secret, time::Timestamp};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    crypto::{keyring::Keyring, seal::SealError},
    desk::Foundation,
    mail::outbox::OutboxError,
    store::{
        Txn,
        phone_messages::{self, Message, NewMessage},
    },
};

/// What is sent, and where.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Body {
    pub to: Secret,
    pub text: Secret,
}

/// Puts a message into the outbox. What its receiver knows it by stays the same however often it is tried.
pub async fn enqueue(
    txn: &mut Txn,
    house: &Foundation,
    (code, expires_at): (i64, Timestamp),
    (to, text): (&PhoneNumber, Secret),
    now: Timestamp,
) -> Result<(), OutboxError> {
    let id = data_encoding::HEXLOWER.encode(&house.world.bytes::<16>());
    let message_id = format!("sms_{id}");
    let to = Secret::new(to.reveal());
    let json = serde_json::to_string(&Body { to, text }).map_err(|_| SealError::Malformed)?;
    let json = Zeroizing::new(json);
    let keys = house.keys.seal_mail();
    let body = keys.seal(json.as_bytes(), &place(&message_id), &house.world)?;
    let new = NewMessage {
        code,
        message_id: &message_id,
        body: &body,
        expires_at,
    };
    phone_messages::insert(txn, new, now).await?;
    Ok(())
}

pub(super) fn open(message: &Message, keys: &Keyring) -> Result<Body, SealError> {
    let json = keys
        .seal_mail()
        .open(&message.body, &place(&message.message_id))?;
    serde_json::from_str(json.reveal()).map_err(|_| SealError::Malformed)
}

fn place(message_id: &str) -> String {
    format!("phone_messages|{message_id}|v1")
}
