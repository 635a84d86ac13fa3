//! Which organisations an admin acts in: their own; to an operator also the customers that were granted. Of these, the ones that
//! the address names: recomputed in every request, whatever a page said before (cases T-04 and T-05).

use identity::{ids::OrganisationId, role::Role, turn::Away, view::account::Customers};

use super::{
    Fault, Knock,
    guard::{SignedIn, organisation_view},
};
use crate::store::{Txn, customers, organisations::Organisation};

/// Never empty. Only [`of`] makes one.
#[derive(Clone, Debug)]
pub struct Reach {
    /// By name for an operator.
    granted: Vec<Organisation>,
    chosen: Vec<Organisation>,
}

/// # Errors
/// Whoever names an organisation that is not among their own is answered as if it were not there, and gets nothing of the rest.
pub async fn of(txn: &mut Txn, knock: &Knock, at: &SignedIn, role: Role) -> Result<Reach, Fault> {
    let mut granted = match role {
        Role::Operator => customers::of(txn, at.user.id).await?,
        Role::HelpDesk | Role::OrgAdmin => Vec::new(),
    };
    granted.retain(|one| one.id != at.organisation.id);
    granted.insert(0, at.organisation.clone());
    let asked = &knock.visitor.customers;
    let known = |slug: &str| granted.iter().any(|one| one.slug == slug);
    if !asked.iter().all(known) {
        return Err(Away::NotFound.into());
    }
    let named = |one: &&Organisation| asked.is_all() || asked.names(&one.slug);
    Ok(Reach {
        chosen: granted.iter().filter(named).cloned().collect(),
        granted,
    })
}

impl Reach {
    /// What this request is about.
    pub fn chosen(&self) -> &[Organisation] {
        &self.chosen
    }

    /// All that there is to choose among.
    pub fn granted(&self) -> impl Iterator<Item = &Organisation> {
        self.granted.iter()
    }

    /// The one that it is about, if it is one.
    pub fn only(&self) -> Option<&Organisation> {
        match self.chosen.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// This one, if it is among those that the request is about.
    pub fn find(&self, id: OrganisationId) -> Option<&Organisation> {
        self.chosen.iter().find(|one| one.id == id)
    }

    /// What a list calls this one, if it is about several.
    pub fn label(&self, one: &Organisation) -> Option<String> {
        (self.chosen.len() > 1).then(|| one.name.clone())
    }

    /// Whether all of these are within reach, whatever the request is about.
    pub fn covers(&self, all: &[OrganisationId]) -> bool {
        all.iter()
            .all(|id| self.granted.iter().any(|one| one.id == *id))
    }

    /// What the selector of the console shows; none for whoever has nothing to choose.
    pub fn shown(&self, knock: &Knock) -> Option<Customers> {
        (self.granted.len() > 1).then(|| Customers {
            all: self.granted.iter().map(organisation_view).collect(),
            chosen: knock.visitor.customers.clone(),
        })
    }
}
