//! A user's page beside its summary: authentication methods, sessions, activity.

use crate::{
    factor::Factor,
    ids::UserId,
    view::{
        account::{CodesStanding, Me},
        audit::{AuditRow, Before},
        sessions::SessionLine,
        users::MayOnUser,
    },
};

/// Who it is, on every tab.
#[derive(Clone, Debug)]
pub struct UserHead {
    pub me: Me,
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub may: MayOnUser,
}

/// `/admin/users/<id>/methods`.
#[derive(Clone, Debug)]
pub struct UserMethodsView {
    pub head: UserHead,
    pub factors: Vec<Factor>,
    pub codes: CodesStanding,
}

/// `/admin/users/<id>/sessions`.
#[derive(Clone, Debug)]
pub struct UserSessionsView {
    pub head: UserHead,
    /// The one seen last first.
    pub sessions: Vec<SessionLine>,
}

/// Whose activity, and after which event the page begins.
pub type ActivityOf = (UserId, Option<Before>);

/// `/admin/users/<id>/activity`: what they did and what was done to them, newest first.
#[derive(Clone, Debug)]
pub struct UserActivityView {
    pub head: UserHead,
    /// Which page of it this is; none for the first.
    pub before: Option<Before>,
    pub rows: Vec<AuditRow>,
    pub next: Option<Before>,
}
