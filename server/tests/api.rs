//! The REST API as programs use it, byte for byte where OneLogin's pages give bytes, on both engines.
#![expect(
    dead_code,
    reason = "these tests use a few of the journeys' verbs, which their own file uses all of"
)]

#[path = "journeys/browser.rs"]
mod browser;
#[path = "journeys/device.rs"]
mod device;
#[path = "journeys/doors.rs"]
mod doors;
#[path = "journeys/endpoint.rs"]
mod endpoint;
#[path = "journeys/engines.rs"]
mod engines;
#[path = "journeys/handset.rs"]
mod handset;
#[path = "journeys/house.rs"]
mod house;
#[path = "journeys/letters.rs"]
mod letters;
#[path = "journeys/other_settings.rs"]
mod other_settings;
#[path = "journeys/people.rs"]
mod people;
#[path = "journeys/phone.rs"]
mod phone;
#[path = "journeys/records.rs"]
mod records;

#[path = "api/program.rs"]
mod program;

#[path = "api/credentials.rs"]
mod credentials;
#[path = "api/devices.rs"]
mod devices;
#[path = "api/document.rs"]
mod document;
#[path = "api/elsewhere.rs"]
mod elsewhere;
#[path = "api/enrolment.rs"]
mod enrolment;
#[path = "api/hardware_tokens.rs"]
mod hardware_tokens;
#[path = "api/limits.rs"]
mod limits;
#[path = "api/mfa_token.rs"]
mod mfa_token;
#[path = "api/own.rs"]
mod own;
#[path = "api/page.rs"]
mod page;
#[path = "api/phones.rs"]
mod phones;
#[path = "api/removal.rs"]
mod removal;
#[path = "api/requests.rs"]
mod requests;
#[path = "api/surface.rs"]
mod surface;
#[path = "api/tokens.rs"]
mod tokens;
#[path = "api/users.rs"]
mod users;
