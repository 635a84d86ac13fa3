//! Faults: clients that hang up, a program that dies in the middle, a database that goes away. Nothing is half done.

#[path = "journeys/browser.rs"]
#[expect(dead_code, reason = "a fault is seen on few pages")]
mod browser;
#[path = "journeys/doors.rs"]
#[expect(dead_code, reason = "a fault is seen on few pages")]
mod doors;
#[path = "journeys/house.rs"]
mod house;
#[path = "journeys/letters.rs"]
#[expect(dead_code, reason = "few letters are read here")]
mod letters;
#[path = "journeys/people.rs"]
mod people;
#[path = "journeys/phone.rs"]
#[expect(dead_code, reason = "nobody guesses here")]
mod phone;
#[path = "journeys/records.rs"]
#[expect(dead_code, reason = "few things are counted here")]
mod records;

#[path = "faults/cable.rs"]
mod cable;
#[path = "faults/process.rs"]
mod process;

#[path = "faults/away.rs"]
mod away;
#[path = "faults/bulk.rs"]
mod bulk;
#[path = "faults/hang_up.rs"]
mod hang_up;
#[path = "faults/killed.rs"]
mod killed;
