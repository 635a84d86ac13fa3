//! Every page, rendered as the server renders it, against a desk that knows nothing but examples. With `LATCHKEY_GALLERY`
//! set to a folder, each is written there as a file to look at.
#![cfg(feature = "ssr")]

mod browser;
mod desk;
mod examples;
mod front;
mod rules;
