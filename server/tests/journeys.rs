//! Journeys of people through the real router, on both engines.

#[path = "journeys/anna.rs"]
mod anna;
#[path = "journeys/at_once.rs"]
mod at_once;
#[path = "journeys/authenticator.rs"]
mod authenticator;
#[path = "journeys/browser.rs"]
mod browser;
#[path = "journeys/bulk.rs"]
mod bulk;
#[path = "journeys/captured_log.rs"]
mod captured_log;
#[path = "journeys/cast.rs"]
mod cast;
#[path = "journeys/device.rs"]
mod device;
#[path = "journeys/doors.rs"]
mod doors;
#[path = "journeys/endpoint.rs"]
mod endpoint;
#[path = "journeys/engines.rs"]
mod engines;
#[path = "journeys/everything.rs"]
mod everything;
#[path = "journeys/handset.rs"]
mod handset;
#[path = "journeys/house.rs"]
mod house;
#[path = "journeys/other_settings.rs"]
mod other_settings;
#[path = "journeys/people.rs"]
mod people;
#[path = "journeys/phone.rs"]
mod phone;
#[path = "journeys/records.rs"]
mod records;

#[path = "journeys/access_pass.rs"]
mod access_pass;
#[path = "journeys/activity.rs"]
mod activity;
#[path = "journeys/admins.rs"]
mod admins;
#[path = "journeys/after_reset.rs"]
mod after_reset;
#[path = "journeys/audit_export.rs"]
mod audit_export;
#[path = "journeys/backup_codes.rs"]
mod backup_codes;
#[path = "journeys/bad_input.rs"]
mod bad_input;
#[path = "journeys/brand.rs"]
mod brand;
#[path = "journeys/cookies.rs"]
mod cookies;
#[path = "journeys/customer_end.rs"]
mod customer_end;
#[path = "journeys/customers.rs"]
mod customers;
#[path = "journeys/database_away.rs"]
mod database_away;
#[path = "journeys/enrolment.rs"]
mod enrolment;
#[path = "journeys/factor_limits.rs"]
mod factor_limits;
#[path = "journeys/first_run.rs"]
mod first_run;
#[path = "journeys/foreign_posts.rs"]
mod foreign_posts;
#[path = "journeys/forgotten.rs"]
mod forgotten;
#[path = "journeys/hardware_tokens.rs"]
mod hardware_tokens;
#[path = "journeys/headers.rs"]
mod headers;
#[path = "journeys/injection.rs"]
mod injection;
#[path = "journeys/known_devices.rs"]
mod known_devices;
#[path = "journeys/last_code.rs"]
mod last_code;
#[path = "journeys/leading_away.rs"]
mod leading_away;
#[path = "journeys/letters.rs"]
mod letters;
#[path = "journeys/lost.rs"]
mod lost;
#[path = "journeys/mail_faults.rs"]
mod mail_faults;
#[path = "journeys/mails.rs"]
mod mails;
#[path = "journeys/malformed.rs"]
mod malformed;
#[path = "journeys/not_me.rs"]
mod not_me;
#[path = "journeys/operations.rs"]
mod operations;
#[path = "journeys/own_sessions.rs"]
mod own_sessions;
#[path = "journeys/passkeys.rs"]
mod passkeys;
#[path = "journeys/passwords.rs"]
mod passwords;
#[path = "journeys/profile.rs"]
mod profile;
#[path = "journeys/rehash.rs"]
mod rehash;
#[path = "journeys/removal.rs"]
mod removal;
#[path = "journeys/requests.rs"]
mod requests;
#[path = "journeys/same_work.rs"]
mod same_work;
#[path = "journeys/scripts.rs"]
mod scripts;
#[path = "journeys/second_step.rs"]
mod second_step;
#[path = "journeys/sessions.rs"]
mod sessions;
#[path = "journeys/settings.rs"]
mod settings;
#[path = "journeys/several_logs.rs"]
mod several_logs;
#[path = "journeys/shared_cache.rs"]
mod shared_cache;
#[path = "journeys/states.rs"]
mod states;
#[path = "journeys/strength.rs"]
mod strength;
#[path = "journeys/tenants.rs"]
mod tenants;
#[path = "journeys/text_limits.rs"]
mod text_limits;
#[path = "journeys/text_messages.rs"]
mod text_messages;
#[path = "journeys/throttling.rs"]
mod throttling;
#[path = "journeys/token_files.rs"]
mod token_files;
#[path = "journeys/too_late.rs"]
mod too_late;
#[path = "journeys/typed_text.rs"]
mod typed_text;
#[path = "journeys/unlogged.rs"]
mod unlogged;
#[path = "journeys/user_admin.rs"]
mod user_admin;
#[path = "journeys/user_files.rs"]
mod user_files;
#[path = "journeys/webhook_limits.rs"]
mod webhook_limits;
#[path = "journeys/webhooks.rs"]
mod webhooks;
