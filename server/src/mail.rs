//! Mail: written into the outbox with what it tells of, sent by a job.

pub mod carrier;
pub mod outbox;
pub mod send;
