//! The console's webhooks, and how their deliveries went.

use crate::{
    audit::Event,
    ids::WebhookId,
    time::Timestamp,
    view::{account::Me, prove::ProveView},
    webhook::{Answer, Progress, WebhookState, subscription::Subscription},
};

/// `/admin/webhooks`.
#[derive(Clone, Debug)]
pub struct WebhooksView {
    pub me: Me,
    /// The oldest first.
    pub webhooks: Vec<WebhookRow>,
    /// The proof that a new one asks for.
    pub due: Option<ProveView>,
}

/// One of them, without its secret, which no page shows again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookRow {
    pub id: WebhookId,
    pub name: String,
    pub url: String,
    pub subscription: Subscription,
    pub state: WebhookState,
    /// Since when every try was in vain.
    pub failing_since: Option<Timestamp>,
    /// When something was taken last.
    pub last_taken_at: Option<Timestamp>,
    /// Until when the secret before this one signs as well.
    pub old_secret_until: Option<Timestamp>,
}

/// `/admin/webhooks/<id>`.
#[derive(Clone, Debug)]
pub struct WebhookView {
    pub me: Me,
    pub webhook: WebhookRow,
    /// The newest first.
    pub deliveries: Vec<DeliveryRow>,
    /// The proof that every change asks for, but not a test.
    pub due: Option<ProveView>,
}

/// One event on its way to a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRow {
    /// Of the audit log.
    pub sequence: i64,
    pub event: Event,
    pub progress: Progress,
    pub created_at: Timestamp,
    /// While it waits.
    pub next_try_at: Timestamp,
    /// In their order.
    pub attempts: Vec<AttemptRow>,
}

/// One try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRow {
    pub nth: i64,
    pub at: Timestamp,
    pub answer: Answer,
    pub took_ms: i64,
}
