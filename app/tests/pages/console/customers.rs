//! The customers that the example console shows.

use identity::{
    customers::Chosen,
    ids::{OrganisationId, UserId},
    organisation::OrganisationStatus,
    role::Role,
    step_up::StepUp,
    view::{
        account::{Customers, Me},
        customers::{CustomerRow, CustomerView, CustomersView, NewCustomerView, OperatorRow},
        front::OrganisationView,
    },
};

use super::views::gate;
use crate::{account, examples::acme};

/// An operator of three organisations, on a page about all of them, about one or about two.
pub fn me(case: &str) -> Me {
    let one = |slug: &str, name: &str| OrganisationView {
        slug: slug.into(),
        name: name.into(),
        brand: Box::default(),
    };
    let chosen = match case {
        "one-customer" => Chosen::of(["globex"]),
        "two-customers" => Chosen::of(["acme", "globex"]),
        _ => Chosen::default(),
    };
    Me {
        customers: Some(Box::new(Customers {
            all: vec![
                acme(),
                one("globex", "Globex Shipping and Forwarding"),
                one("initech", "Initech"),
            ],
            chosen,
        })),
        ..account::me(Some(Role::Operator))
    }
}

fn globex(case: &str) -> CustomerRow {
    CustomerRow {
        id: OrganisationId(2),
        slug: "globex".into(),
        name: "Globex Shipping and Forwarding".into(),
        status: if case == "suspended" {
            OrganisationStatus::Suspended
        } else {
            OrganisationStatus::Active
        },
        users: 1204,
    }
}

pub fn list(case: &str) -> CustomersView {
    let initech = CustomerRow {
        id: OrganisationId(3),
        slug: "initech".into(),
        name: "Initech".into(),
        status: OrganisationStatus::Suspended,
        users: 7,
    };
    CustomersView {
        me: me(case),
        customers: if case == "empty" {
            Vec::new()
        } else {
            vec![globex(case), initech]
        },
    }
}

pub fn new(case: &str) -> NewCustomerView {
    NewCustomerView {
        me: me(case),
        gate: gate(case, StepUp::CreateCustomer),
    }
}

pub fn one(case: &str, id: OrganisationId) -> CustomerView {
    let operator = |id: i64, name: &str, email: &str| OperatorRow {
        id: UserId(id),
        name: name.into(),
        email: email.into(),
        organisation: "Acme Instruments".into(),
    };
    CustomerView {
        me: me(case),
        customer: globex(case),
        operators: vec![
            operator(1, "Berta Klein", "berta@acme.example"),
            operator(9, "Olga Nord", "olga@acme.example"),
        ],
        gate: gate(case, StepUp::ManageCustomer(id)),
    }
}
