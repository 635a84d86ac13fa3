//! Every page, rendered as the server renders it, against a desk that knows nothing but examples. With `LATCHKEY_GALLERY`
//! set to a folder, each is written there as a file to look at.
#![cfg(feature = "ssr")]

#[cfg(test)]
mod account;
#[cfg(test)]
mod activity;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod console;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod enrolment;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod front;
#[cfg(test)]
mod mail_desk;
#[cfg(test)]
mod mailed;
#[cfg(test)]
mod plain_text;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod sessions;
