//! The console's use cases over the sample world, called as the pages call them, on both engines.

#[path = "console/scene.rs"]
mod scene;

#[path = "console/audit.rs"]
mod audit;
#[path = "console/audit_keys.rs"]
mod audit_keys;
#[path = "console/glass.rs"]
mod glass;
#[path = "console/policies.rs"]
mod policies;
#[path = "console/races.rs"]
mod races;
#[path = "console/reach.rs"]
mod reach;
#[path = "console/reset.rs"]
mod reset;
#[path = "console/user_list.rs"]
mod user_list;
#[path = "console/users.rs"]
mod users;
