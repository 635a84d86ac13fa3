//! What is sent: an event as our own API tells it, signed as the Standard Webhooks text describes.

use identity::{ids::WebhookId, time::Timestamp, view::audit::AuditRow};
use serde::Serialize;

use super::signing_secret::SigningSecret;
use crate::http::api::{AuditEvent, instant};

/// A message, the same however often it is tried but for the time of the try and what is signed with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// `webhook-id`: whoever gets one twice knows it by this.
    pub id: String,
    /// `webhook-timestamp`: seconds.
    pub seconds: i64,
    /// `webhook-signature`.
    pub signatures: String,
    pub body: String,
}

/// `{"type": "user.signed_in", "timestamp": "…", "data": {…}}`
#[derive(Serialize)]
struct Message {
    r#type: &'static str,
    timestamp: String,
    data: AuditEvent,
}

impl Parcel {
    /// `secrets`: the newest first; while an old one counts, both sign.
    pub fn pack(
        webhook: WebhookId,
        event: AuditRow,
        secrets: &[SigningSecret],
        now: Timestamp,
    ) -> Result<Self, serde_json::Error> {
        let (id, seconds) = (format!("msg_{webhook}_{}", event.sequence), now.seconds());
        let message = Message {
            r#type: event.event.code(),
            timestamp: instant(event.at),
            data: AuditEvent::from(event),
        };
        let body = serde_json::to_string(&message)?;
        let signatures: Vec<_> = secrets
            .iter()
            .map(|secret| secret.sign(&id, seconds, &body))
            .collect();
        Ok(Self {
            id,
            seconds,
            signatures: signatures.join(" "),
            body,
        })
    }
}
