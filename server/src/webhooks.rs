//! Webhooks: an audit event becomes a row in the outbox of every endpoint that wants it, in the transaction of the event; a job signs
//! and sends it (docs/webhooks.md).

pub mod courier;
pub mod deliver;
pub mod parcel;
pub mod signing_secret;
pub mod target;
pub mod told;
pub mod under_way;
