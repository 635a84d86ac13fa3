//! The outbox: a letter is a row of the transaction that it tells of, so neither is there without the other.

use identity::{ids::OrganisationId, secret::Secret, time::Timestamp};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    crypto::{keyring::Keyring, seal::SealError},
    desk::Foundation,
    store::{
        self, Txn,
        outbox::{self, NewRow, Row},
    },
};

/// A letter to one person, in words that others have found.
#[derive(Clone, Debug)]
pub struct Letter {
    pub organisation: Option<OrganisationId>,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub sealing: Sealing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealing {
    /// Nothing in it helps a reader of the database.
    Plain,
    /// It carries a link or a code: encrypted until it is sent.
    Sealed,
}

#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Seal(#[from] SealError),
}

#[derive(Deserialize, Serialize)]
pub(super) struct Body {
    pub text: Secret,
    pub html: Secret,
}

/// The work of [`enqueue`] for somebody whom nobody writes to: a row that counts as sent, and says nothing.
pub async fn enqueue_nothing(
    txn: &mut Txn,
    house: &Foundation,
    letter: Letter,
    now: Timestamp,
) -> Result<(), OutboxError> {
    let row = NewRow {
        to: String::new(),
        subject: String::new(),
        body: String::new(),
        sent_at: Some(now),
        ..written(house, letter)?
    };
    outbox::insert(txn, row, now).await?;
    Ok(())
}

/// Puts a letter into the outbox. Its Message-ID stays the same however often it is tried.
pub async fn enqueue(
    txn: &mut Txn,
    house: &Foundation,
    letter: Letter,
    now: Timestamp,
) -> Result<(), OutboxError> {
    outbox::insert(txn, written(house, letter)?, now).await?;
    Ok(())
}

fn written(house: &Foundation, letter: Letter) -> Result<NewRow, SealError> {
    let id = data_encoding::HEXLOWER.encode(&house.world.bytes::<16>());
    let message_id = format!("<{id}@{}>", house.config.public_url.host());
    let body = Body {
        text: Secret::from(letter.text),
        html: Secret::from(letter.html),
    };
    let json = Zeroizing::new(serde_json::to_string(&body).map_err(|_| SealError::Malformed)?);
    let sealed = letter.sealing == Sealing::Sealed;
    let body = if sealed {
        house
            .keys
            .seal_mail()
            .seal(json.as_bytes(), &place(&message_id), &house.world)?
    } else {
        json.to_string()
    };
    Ok(NewRow {
        message_id,
        organisation: letter.organisation,
        to: letter.to,
        subject: letter.subject,
        body,
        sealed,
        sent_at: None,
    })
}

pub(super) fn open(row: &Row, keys: &Keyring) -> Result<Body, SealError> {
    let body = if row.sealed {
        keys.seal_mail().open(&row.body, &place(&row.message_id))?
    } else {
        Secret::new(row.body.as_str())
    };
    serde_json::from_str(body.reveal()).map_err(|_| SealError::Malformed)
}

fn place(message_id: &str) -> String {
    format!("outbox|{message_id}|v1")
}
