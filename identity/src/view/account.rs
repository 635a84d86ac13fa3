//! The account of the person who is signed in.

use crate::{
    customers::Chosen,
    factor::{Factor, KindSet},
    language::Language,
    policy::SelfRemoval,
    role::Role,
    time::Timestamp,
    view::{front::OrganisationView, help::Admin, passkey::KnownPasskeys},
};

/// Whom the page is for: the header of every signed-in page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    pub id: crate::ids::UserId,
    pub name: String,
    pub email: String,
    pub role: Option<Role>,
    pub organisation: OrganisationView,
    pub language: Option<Language>,
    /// When the session ends by itself.
    pub ends: crate::session::Ends,
    /// What an operator chooses among; none in pages that are not the console's, and for everybody else.
    pub customers: Option<Box<Customers>>,
}

/// The customers of an operator, and which of them the page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customers {
    /// By name, the operator's own organisation among them.
    pub all: Vec<OrganisationView>,
    pub chosen: Chosen,
}

impl Customers {
    /// Whether what belongs to one organisation can be offered here.
    pub fn is_one(&self) -> bool {
        self.all.len() == 1 || self.chosen.iter().count() == 1
    }
}

impl Me {
    /// Whether the page is about one organisation, and not about several customers of an operator.
    pub fn is_in_one(&self) -> bool {
        self.customers
            .as_ref()
            .is_none_or(|customers| customers.is_one())
    }
}

/// `/account`.
#[derive(Clone, Debug)]
pub struct AccountView {
    pub me: Me,
    /// Active, suspended, disabled and deactivated ones; by kind, passkeys first.
    pub factors: Vec<Factor>,
    pub codes: CodesStanding,
    pub password_changed_at: Option<Timestamp>,
    pub allowed: KindSet,
    pub self_removal: SelfRemoval,
    pub nudge: Nudge,
    /// A running grace: the date by which a factor is due.
    pub grace_until: Option<Timestamp>,
    pub asked: crate::request::Asked,
    /// None for whoever never had one.
    pub passkeys: Option<KnownPasskeys>,
}

/// How the backup codes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodesStanding {
    pub left: u32,
    pub made_at: Option<Timestamp>,
    /// Made, and never confirmed as saved: the banner stays.
    pub unsaved: bool,
}

/// What the page should gently ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nudge {
    None,
    /// One factor and no other: add a second.
    AddSecond,
    /// No factor at all, and none is demanded yet.
    AddFirst,
}

/// Renaming and replacing: the factor it is about.
#[derive(Clone, Debug)]
pub struct RenameView {
    pub me: Me,
    pub factor: Factor,
    /// What can take its place here.
    pub kinds: KindSet,
}

/// `/account/factors/<id>/remove`.
#[derive(Clone, Debug)]
pub struct RemoveView {
    pub me: Me,
    pub factor: Factor,
    pub verdict: crate::removal::RemovalVerdict,
    pub admins: Vec<Admin>,
    pub contact: String,
    pub asked: crate::request::Asked,
}

/// `/account/factors/<id>/lost`.
#[derive(Clone, Debug)]
pub struct LossView {
    pub me: Me,
    pub factor: Factor,
    /// What signs in still once it is reported lost.
    pub remains: crate::loss::Remains,
}

/// `/account/password`.
#[derive(Clone, Debug)]
pub struct PasswordView {
    pub me: Me,
    pub least: u32,
}

/// `/account/admins`.
#[derive(Clone, Debug)]
pub struct AdminsView {
    pub me: Me,
    pub contact: String,
    pub admins: Vec<Admin>,
    pub asked: crate::request::Asked,
}
