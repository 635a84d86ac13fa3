//! The console's list of users and one user's page.

use crate::{
    factor::Factor,
    ids::{AdminRequestId, PolicyId, UserId},
    operation::Operation,
    policy::Policy,
    role::Role,
    time::Timestamp,
    user::{Standing, UserStatus},
    view::{
        account::{CodesStanding, Me},
        audit::AuditRow,
        bulk_reset::Picked,
        prove::ProveView,
        user_tabs::UserHead,
        users_query::{Position, UsersQuery},
    },
};

crate::coded::coded! {
    /// What the state column says, and the filter asks for.
    UserState {
        Invited = "invited",
        Active = "active",
        MustEnrol = "must_enrol",
        /// The time to enrol has passed.
        WindowPassed = "window_passed",
        InGrace = "in_grace",
        NoFactor = "no_factor",
        Suspended = "suspended",
        Disabled = "disabled",
    }
}

/// `/admin/users`.
#[derive(Clone, Debug)]
pub struct UsersView {
    pub me: Me,
    pub query: UsersQuery,
    pub rows: Vec<UserRow>,
    /// The key of the next page, if there is one.
    pub next: Option<Position>,
    /// How many match, counted up to 1,000.
    pub total: u32,
    pub may_invite: bool,
    pub may_export: bool,
    /// What a policy can be chosen from, the default without a name; empty where the list is about several customers.
    pub policies: Vec<(PolicyId, Option<String>)>,
    pub picked: Picked,
}

/// One line: who, standing, which factors, codes left, last sign-in, policy.
#[derive(Clone, Debug)]
pub struct UserRow {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Option<Role>,
    pub state: UserState,
    /// Kinds of the active factors with their number.
    pub factors: Vec<(crate::factor::FactorKind, u32)>,
    pub codes_left: u32,
    pub last_sign_in_at: Option<Timestamp>,
    /// None for the default one, which each language names by itself.
    pub policy: Option<String>,
    /// Of which organisation, where the page is about several.
    pub customer: Option<String>,
}

/// `/admin/users/<id>`.
#[derive(Clone, Debug)]
pub struct UserView {
    pub me: Me,
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub status: UserStatus,
    pub state: UserState,
    pub standing: Standing,
    /// Until when an access pass is good that was not used yet.
    pub pass_until: Option<Timestamp>,
    /// End of the window in which enrolment is open, if a grant stands.
    pub enrol_until: Option<Timestamp>,
    /// Whether an access pass is asked for before that.
    pub wants_pass: bool,
    pub factors: Vec<Factor>,
    pub codes: CodesStanding,
    pub policy: Policy,
    pub groups: Vec<String>,
    pub last_sign_in_at: Option<Timestamp>,
    pub sessions: u32,
    /// The request for help that is open.
    pub request: Option<(AdminRequestId, Timestamp)>,
    /// The newest few events about this user, newest first.
    pub story: Vec<AuditRow>,
    pub may: MayOnUser,
    /// The proof that changing the role asks for, where this admin may change it.
    pub role_due: Option<ProveView>,
}

impl UserView {
    pub fn head(&self) -> UserHead {
        UserHead {
            me: self.me.clone(),
            id: self.id,
            name: self.name.clone(),
            email: self.email.clone(),
            may: self.may.clone(),
        }
    }
}

/// Which actions the page offers; the desk checks each again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one flag for each button, read by name"
)]
pub struct MayOnUser {
    pub reset: bool,
    /// Giving an access pass.
    pub pass: bool,
    pub disable: bool,
    /// Name, address and language.
    pub edit: bool,
    pub delete: bool,
    pub regroup: bool,
    /// Roles that this admin may grant here; empty if none.
    pub grant: Vec<Role>,
    pub reinvite: bool,
    /// What else makes sense now and is within reach.
    pub operations: Vec<Operation>,
}
