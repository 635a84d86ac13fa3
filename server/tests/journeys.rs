//! Journeys of people through the real router, on both engines.

#[path = "journeys/browser.rs"]
mod browser;
#[path = "journeys/engines.rs"]
mod engines;
#[path = "journeys/house.rs"]
mod house;
#[path = "journeys/people.rs"]
mod people;
#[path = "journeys/phone.rs"]
mod phone;

#[path = "journeys/first_run.rs"]
mod first_run;
