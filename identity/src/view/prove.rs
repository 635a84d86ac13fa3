//! "Show it's you": the page that stands in front of another until a fresh proof was given.

use crate::{
    factor::Factor,
    step_up::StepUp,
    view::{account::Me, phone::Texted},
};

/// A page, or the proof that is due before it.
#[derive(Clone, Debug)]
pub enum Due<T> {
    Proof(ProveView),
    Ready(T),
}

/// By what a person can prove who they are.
#[derive(Clone, Debug)]
pub struct ProveView {
    /// Boxed, since a page is a proof or something else.
    pub me: Box<Me>,
    pub action: StepUp,
    /// Active factors, the one used last first.
    pub factors: Vec<Factor>,
    /// How the sending to each phone among them stands.
    pub texted: Vec<Texted>,
    /// Backup codes count for the own account only.
    pub codes_left: u32,
    /// Only for those who have neither factor nor code, and to report a loss.
    pub by_password: ByPassword,
}

/// Whether the password is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByPassword {
    Yes,
    No,
}
