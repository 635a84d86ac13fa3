//! `/admin/customers`: the organisations that an operator looks after.

use crate::{
    ids::{OrganisationId, UserId},
    organisation::OrganisationStatus,
    view::{account::Me, prove::Due},
};

#[derive(Clone, Debug)]
pub struct CustomersView {
    pub me: Me,
    pub customers: Vec<CustomerRow>,
}

/// `/admin/customers/new`.
#[derive(Clone, Debug)]
pub struct NewCustomerView {
    pub me: Me,
    pub gate: Due<()>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    pub id: OrganisationId,
    pub slug: String,
    pub name: String,
    pub status: OrganisationStatus,
    /// All of them, whatever their standing.
    pub users: u32,
}

/// `/admin/customers/<id>`.
#[derive(Clone, Debug)]
pub struct CustomerView {
    pub me: Me,
    pub customer: CustomerRow,
    pub operators: Vec<OperatorRow>,
    pub gate: Due<()>,
}

/// Somebody who looks after a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorRow {
    pub id: UserId,
    pub name: String,
    pub email: String,
    /// Their own one, by name.
    pub organisation: String,
}
