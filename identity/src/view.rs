//! What each page shows: values that travel from the desk to the page and hold nothing that the reader may not see.

pub mod access_pass;
pub mod account;
pub mod activity;
pub mod audit;
pub mod bulk_reset;
pub mod credentials;
pub mod customers;
pub mod enrolment;
pub mod forgot;
pub mod front;
pub mod help;
pub mod not_me;
pub mod operation;
pub mod passkey;
pub mod policies;
pub mod profile;
pub mod prove;
pub mod requests;
pub mod reset;
pub mod sessions;
pub mod settings;
pub mod take_factor;
pub mod users;
pub mod webhooks;
