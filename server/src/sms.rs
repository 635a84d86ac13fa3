//! Text messages: written into their outbox with the code that they carry, sent by a job.

pub mod carrier;
pub mod outbox;
pub mod send;
