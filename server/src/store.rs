//! The database: two engines behind one text of SQL.
//!
//! A unit of work is a [`Txn`]: taken from [`Db`], handed to the queries, committed once.
//! What is not committed has not happened.

pub mod access_passes;
pub mod addresses;
pub mod api_calls;
pub mod api_ceremonies;
pub mod api_credentials;
pub mod api_settings;
pub mod api_tokens;
pub mod api_users;
pub mod arg;
pub mod audit;
pub mod audit_chain;
pub mod audit_erase;
pub mod audit_link;
pub mod audit_merged;
pub mod audit_own;
pub mod audit_read;
pub mod brand;
pub mod bulk_people;
pub mod bulk_resets;
pub mod ceremonies;
pub mod codes;
pub mod customers;
pub mod customers_end;
pub mod db;
pub mod error;
pub mod factors;
pub mod filter;
pub mod graces;
pub mod groups;
pub mod hardware_tokens;
pub mod holders;
pub mod homes;
pub mod invitations;
pub mod key_canary;
pub mod known_devices;
mod lender;
pub mod listed;
pub mod mail_links;
pub mod methods;
pub mod migrate;
mod open;
pub mod organisations;
pub mod outbox;
pub mod passkeys;
pub mod past_sessions;
pub mod pending;
pub mod phone_codes;
pub mod phone_messages;
pub mod phones;
pub mod policies;
pub mod policies_write;
pub mod postgres;
pub mod purge;
pub mod requests;
pub mod resets;
pub mod row;
pub mod samples;
pub mod search;
pub mod session_list;
pub mod sessions;
pub mod set_up;
pub mod settings;
pub mod sign_ins;
pub mod sqlite;
pub mod step_ups;
pub mod throttles;
pub mod txn;
pub mod unit;
pub mod user_words;
pub mod users;
pub mod users_write;
pub mod webhook_deliveries;
pub mod webhooks;

#[cfg(any(test, feature = "failpoints"))]
pub mod trial;

#[cfg(test)]
mod tests;

pub use arg::{Arg, args};
pub use db::Db;
pub use error::{Error, Trouble};
pub use row::{Column, FromRow, Row};
pub use txn::Txn;
pub use unit::unit;

pub type Result<T, E = Error> = std::result::Result<T, E>;
