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
pub mod mail;
pub mod store;
pub mod world;
