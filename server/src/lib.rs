//! How it happens: every effect of Latchkey, its HTTP surface and its command line.

pub mod cli;
pub mod config;
pub mod crypto;
pub mod demo;
pub mod desk;
pub mod failpoint;
pub mod http;
pub mod jobs;
pub mod log;
pub mod logo;
pub mod mail;
pub mod sms;
pub mod store;
pub mod webhooks;
pub mod world;

/// Pages and rows are made of many small pieces, and the C library's allocator took a third of the time that went into them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
