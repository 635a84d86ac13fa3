//! The parts that pages are made of. None of them posts to a server function of its own.

pub mod admins;
pub mod ask_admin;
pub mod button;
pub mod code_field;
pub mod error_summary;
pub mod factor_card;
pub mod field;
pub mod footer;
pub mod form;
pub mod header;
pub mod known_passkeys;
pub mod notice;
pub mod page;
pub mod password_field;
pub mod prove_form;
pub mod still_there;
pub mod text_area;
pub mod text_field;
pub mod tick_box;
pub mod way_out;
pub mod when;

pub use admins::Admins;
pub use ask_admin::AskAdmin;
pub use button::{Button, Look};
pub use code_field::CodeField;
pub use factor_card::FactorCard;
pub use form::Form;
pub use page::Page;
pub use password_field::PasswordField;
pub use prove_form::ProveForm;
pub use still_there::StillThere;
pub use text_area::TextArea;
pub use text_field::TextField;
pub use tick_box::TickBox;
pub use way_out::WayOut;
pub use when::When;
