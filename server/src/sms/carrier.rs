//! What takes a message away: a sender that is posted to, or a folder while none is set.

use std::{io, path::PathBuf};

use identity::time::Timestamp;
use serde::Serialize;
use tokio_rustls::rustls;
use zeroize::Zeroizing;

use super::outbox::Body;
use crate::{
    config::{Config, Sms},
    http::api::instant,
    mail::carrier::write,
    store::phone_messages::Message,
    webhooks::{
        courier::Courier,
        parcel::Parcel,
        signing_secret::{NoSecret, SigningSecret},
    },
};

#[derive(Debug)]
pub struct Carrier(Way);

#[derive(Debug)]
enum Way {
    Sender(Box<Sender>),
    Folder(PathBuf),
}

#[derive(Debug)]
struct Sender {
    courier: Courier,
    url: String,
    secret: SigningSecret,
}

/// Why there is no carrier.
#[derive(Debug, thiserror::Error)]
pub enum CarrierError {
    #[error("TLS: {0}")]
    Tls(#[from] rustls::Error),
    #[error("sms.secret: {0}")]
    Secret(#[from] NoSecret),
}

/// What a sender is told: `{"type": "sms", "timestamp": "…", "data": {…}}`, as webhooks are.
#[derive(Serialize)]
struct Told<'a> {
    r#type: &'static str,
    timestamp: String,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    to: &'a str,
    text: &'a str,
    /// The text is of no use from then on.
    expires_at: String,
}

impl Carrier {
    pub fn new(config: &Config) -> Result<Self, CarrierError> {
        let sms = &config.sms;
        if sms.url.is_empty() {
            return Ok(Self(Way::Folder(config.outbox_dir())));
        }
        Ok(Self(Way::Sender(Box::new(Sender {
            courier: Courier::new(&Sms::reach())?,
            url: sms.url.clone(),
            secret: SigningSecret::parse(&sms.secret)?,
        }))))
    }

    /// What went wrong, in words that hold neither the number nor the text nor what the sender answered.
    pub(super) async fn carry(
        &self,
        message: &Message,
        body: &Body,
        now: Timestamp,
    ) -> Result<(), String> {
        match &self.0 {
            Way::Sender(sender) => sender.carry(message, body, now).await,
            Way::Folder(folder) => {
                let file = folder.join(format!("{}-{}.sms", message.created_at.0, message.id));
                let text = format!("To: {}\n\n{}\n", body.to.reveal(), body.text.reveal());
                let (written, text) = (file.clone(), Zeroizing::new(text));
                let work = move || write(&written, text.as_bytes());
                let done = tokio::task::spawn_blocking(work).await;
                done.map_err(io::Error::other)
                    .flatten()
                    .map_err(|error| format!("the folder for messages: {error}"))?;
                tracing::info!(message = %message.message_id, file = %file.display(), "a text message was written to a file");
                Ok(())
            }
        }
    }
}

impl Sender {
    async fn carry(&self, message: &Message, body: &Body, now: Timestamp) -> Result<(), String> {
        let told = Told {
            r#type: "sms",
            timestamp: instant(message.created_at),
            data: Data {
                to: body.to.reveal(),
                text: body.text.reveal(),
                expires_at: instant(message.expires_at),
            },
        };
        let body = serde_json::to_string(&told).map_err(|_| "it cannot be written".to_owned())?;
        let (id, seconds) = (message.message_id.clone(), now.seconds());
        let parcel = Parcel {
            signatures: self.secret.sign(&id, seconds, &body),
            id,
            seconds,
            body,
        };
        let answer = self.courier.carry(&self.url, &parcel).await;
        if answer.is_taken() {
            tracing::info!(message = %message.message_id, "a text message was handed to the sender");
            return Ok(());
        }
        let status = answer.status.map(|status| format!(" ({status})"));
        Err(format!(
            "the sender: {}{}",
            answer.outcome,
            status.unwrap_or_default()
        ))
    }
}

#[cfg(test)]
mod tests {
    use identity::{secret::Secret, time::Span};
    use tokio::net::TcpListener;

    use super::*;

    /// The clock moves as soon as nothing else does: fifteen seconds of patience are over at once.
    #[tokio::test(start_paused = true)]
    async fn a_sender_that_says_nothing_is_left_in_time() {
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sms = Sms {
            url: format!("http://{}/", silent.local_addr().unwrap()),
            secret: SigningSecret::random(&crate::world::World::real()),
            ..Sms::default()
        };
        let carrier = Carrier::new(&Config {
            sms,
            ..Config::default()
        })
        .unwrap();
        let now = Timestamp(1_780_000_000_000);
        let message = Message {
            id: 1,
            message_id: "sms_1".to_owned(),
            body: String::new(),
            created_at: now,
            expires_at: now + Span::minutes(5),
            next_try_at: now,
            tries: 0,
        };
        let body = Body {
            to: Secret::new("+491701234512"),
            text: Secret::new("123456 is your code"),
        };
        let why = carrier.carry(&message, &body, now).await.unwrap_err();
        assert!(why.starts_with("the sender: "), "{why}");
        assert!(!why.contains("1234") && !format!("{body:?}").contains("1234"));
    }
}
