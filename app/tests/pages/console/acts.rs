//! What the example console shows before something is done to an account.

use identity::{
    factor::{Factor, FactorKind},
    ids::{FactorId, UserId},
    operation::Operation,
    reset::{Fate, plan},
    step_up::StepUp,
    time::Span,
    view::{
        access_pass::AccessPassView,
        lift_report::LiftReportView,
        operation::OperationView,
        reset::ResetView,
        take_factor::{LastOne, TakeFactorView},
    },
};

use super::views::{gate, me};
use crate::examples::{NOW, factor};

pub fn reset(case: &str, id: UserId) -> ResetView {
    let token = Factor {
        kind: FactorKind::HardwareToken,
        ..factor(5, "Feitian c200")
    };
    ResetView {
        me: me(case),
        id,
        name: "Anna Berg".into(),
        email: "anna@acme.example".into(),
        plan: plan(&[factor(1, "Pixel 9"), token], 7, 2),
        digest: "d1".into(),
        last_reset_at: Some(NOW - Span::days(2)),
        window_hours: 72,
        runbook: String::new(),
        gate: gate(case, StepUp::ResetUser(id)),
    }
}

pub fn access_pass(case: &str, id: UserId) -> AccessPassView {
    AccessPassView {
        me: me(case),
        id,
        name: "Anna Berg".into(),
        email: "anna@acme.example".into(),
        live_until: (case == "replacing").then_some(NOW + Span::minutes(42)),
        codes_left: if case == "replacing" { 0 } else { 7 },
        gate: gate(case, StepUp::IssueAccessPass(id)),
    }
}

pub fn operation(case: &str, operation: Operation, id: UserId) -> OperationView {
    OperationView {
        me: me(case),
        operation,
        id,
        name: "Anna Berg".into(),
        email: "anna@acme.example".into(),
        sessions: 2,
        window_hours: 72,
        gate: gate(case, StepUp::Operate(operation, id)),
    }
}

pub fn take_factor(case: &str, id: FactorId) -> TakeFactorView {
    TakeFactorView {
        me: me(case),
        user: UserId(7),
        name: "Anna Berg".into(),
        email: "anna@acme.example".into(),
        factor: factor(id.0, "Pixel 9"),
        fate: Fate::Deleted,
        last: (case == "last").then_some(LastOne {
            codes_left: 7,
            window_hours: 72,
        }),
        gate: gate(case, StepUp::TakeFactor(id)),
    }
}

pub fn lift_report(case: &str, id: FactorId) -> LiftReportView {
    LiftReportView {
        me: me(case),
        user: UserId(7),
        name: "Anna Berg".into(),
        email: "anna@acme.example".into(),
        factor: factor(id.0, "Pixel 9"),
        gate: gate(case, StepUp::LiftReport(id)),
    }
}
