//! Races: what is let go at the same instant must leave what some order of it would have left; on both engines, and on
//! two nodes of one database.

#[path = "journeys/browser.rs"]
#[expect(dead_code, reason = "a race looks at few pages")]
mod browser;
#[path = "journeys/doors.rs"]
#[expect(dead_code, reason = "a race looks at few pages")]
mod doors;
#[path = "journeys/endpoint.rs"]
#[expect(dead_code, reason = "in a race it is always in a good mood")]
mod endpoint;
#[path = "journeys/house.rs"]
mod house;
#[path = "journeys/letters.rs"]
#[expect(dead_code, reason = "few letters are read here")]
mod letters;
#[path = "journeys/people.rs"]
mod people;
#[path = "journeys/phone.rs"]
mod phone;
#[path = "journeys/records.rs"]
#[expect(dead_code, reason = "a race asks the database little")]
mod records;

#[path = "api/document.rs"]
mod document;
#[path = "api/program.rs"]
#[expect(dead_code, reason = "a race of programs needs few of their ways")]
mod program;

#[path = "races/stage.rs"]
mod stage;
#[path = "races/starter.rs"]
mod starter;

#[path = "races/access_pass.rs"]
mod access_pass;
#[path = "races/bulk.rs"]
mod bulk;
#[path = "races/codes.rs"]
mod codes;
#[path = "races/factors.rs"]
mod factors;
#[path = "races/first_run.rs"]
mod first_run;
#[path = "races/passwords.rs"]
mod passwords;
#[path = "races/programs.rs"]
mod programs;
#[path = "races/resets.rs"]
mod resets;
#[path = "races/webhooks.rs"]
mod webhooks;
