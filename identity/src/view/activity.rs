//! `/account/activity`: one's own security history.

use crate::{
    audit::Event, browser::Whence, role::Role, session::EndCause, time::Timestamp,
    view::account::Me,
};

/// The newest first, page by page.
#[derive(Clone, Debug)]
pub struct ActivityView {
    pub me: Me,
    pub lines: Vec<ActivityLine>,
    /// The key of the next page, if there is one.
    pub next: Option<i64>,
}

/// Who did it. Of an admin the name; neither address nor place, and nothing that they wrote down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    Oneself,
    Person(String),
    Program,
    /// Latchkey itself, or somebody who was not signed in.
    Nobody,
}

/// One event, with what of its detail its person may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityLine {
    pub sequence: i64,
    pub event: Event,
    pub by: By,
    /// The name of the factor that it is about, the new one where there are two.
    pub name: Option<String>,
    pub old: Option<String>,
    /// Why a session ended.
    pub cause: Option<EndCause>,
    /// How many sessions ended, or codes are left.
    pub number: Option<u32>,
    pub role: Option<Role>,
    pub at: Timestamp,
    /// From where, unless it was somebody else's doing.
    pub from: Option<Whence>,
}
