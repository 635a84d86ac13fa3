//! What the console's pages are made of, besides the components of every page.

pub mod cards;
pub mod choice;
pub mod customers;
pub mod event_line;
pub mod fact;
pub mod frame;
pub mod import;
pub mod input;
pub mod justify;
pub mod one_factor;
pub mod person;
pub mod picking;
pub mod prove_first;
pub mod runbook;
pub mod select;
pub mod tick;

pub use cards::cards;
pub use choice::Choice;
pub use customers::KeepCustomers;
pub use event_line::EventLine;
pub use fact::Fact;
pub use frame::{ConsolePage, Tab};
pub use import::{import_form, import_report};
pub use input::Input;
pub use one_factor::{OneFactor, one_factor};
pub use person::person;
pub use picking::{Picking, pick_box};
pub use prove_first::ProveFirst;
pub use select::Select;
pub use tick::Tick;
