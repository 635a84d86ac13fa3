//! What the example console shows of resets of many, and of the authentication methods.

use identity::{
    bulk_reset::{Outcome, Tally},
    factor::{Factor, FactorKind},
    ids::{BulkResetId, UserId},
    reset::plan,
    step_up::StepUp,
    time::Span,
    view::bulk_reset::{
        Begun, BulkResetLine, BulkResetStage, BulkResetView, BulkResetsView, Everybody,
        MethodsQuery, MethodsView, Picked, PlanLine, Summary, Whom,
    },
};

use super::views::{gate, me};
use crate::examples::{NOW, factor};

pub fn picked() -> Picked {
    Picked {
        draft: Some(BulkResetId(4)),
        users: vec![UserId(2), UserId(3)],
    }
}

fn whom(id: i64, name: &str) -> Whom {
    Whom {
        id: UserId(id),
        name: name.into(),
        email: format!("user{id}@acme.example"),
        customer: None,
    }
}

fn token() -> Factor {
    Factor {
        kind: FactorKind::HardwareToken,
        ..factor(5, "Feitian c200")
    }
}

pub fn reset(case: &str, id: BulkResetId) -> BulkResetView {
    let stage = match case {
        "running" | "done" => BulkResetStage::Begun(begun(case)),
        _ => BulkResetStage::Draft(Box::new(summary(case, id))),
    };
    BulkResetView {
        me: me(case),
        id,
        stage,
    }
}

fn summary(case: &str, id: BulkResetId) -> Summary {
    let line = |id, name: &str, factors: &[Factor], codes| PlanLine {
        whom: whom(id, name),
        plan: plan(factors, codes, 2),
    };
    let lines = vec![
        line(2, "Anna Berg", &[factor(1, "Pixel 9"), token()], 7),
        line(3, "Çelik Öz", &[], 0),
    ];
    Summary {
        lines: if case == "nobody" { vec![] } else { lines },
        left_out: vec![
            (whom(1, "Berta Klein"), Outcome::Oneself),
            (whom(8, "Oskar Boss"), Outcome::Rank),
        ],
        digest: "d1".into(),
        everybody: if case == "everybody" {
            Everybody::Likely
        } else {
            Everybody::No
        },
        window_hours: 72,
        runbook: if case == "everybody" {
            "Ask Ines.\nCall back.".into()
        } else {
            String::new()
        },
        gate: gate(case, StepUp::ResetUsers(id)),
    }
}

fn begun(case: &str) -> Begun {
    let all = [Some(Outcome::Reset), Some(Outcome::Changed)];
    let done = case == "done";
    Begun {
        admin: "Berta Klein".into(),
        started_at: NOW - Span::minutes(1),
        ended_at: done.then_some(NOW),
        tally: Tally {
            settled: if done { 3 } else { 2 },
            all: 3,
        },
        results: vec![
            (whom(2, "Anna Berg"), all[0]),
            (whom(3, "Çelik Öz"), all[1]),
            (whom(4, "Dora Marsh"), done.then_some(Outcome::Failed)),
        ],
    }
}

pub fn resets(case: &str) -> BulkResetsView {
    let line = BulkResetLine {
        id: BulkResetId(4),
        admin: "Berta Klein".into(),
        started_at: NOW - Span::days(1),
        ended_at: Some(NOW),
        tally: Tally {
            settled: 12,
            all: 12,
        },
    };
    BulkResetsView {
        me: me(case),
        lines: if case == "empty" { vec![] } else { vec![line] },
    }
}

pub fn methods(case: &str, query: MethodsQuery) -> MethodsView {
    let rows = vec![
        (
            whom(2, "Anna Berg"),
            vec![factor(1, "Pixel 9"), factor(2, "Old tablet")],
        ),
        (whom(3, "Çelik Öz"), vec![token()]),
    ];
    MethodsView {
        me: me(case),
        query,
        rows: if case == "nobody" { vec![] } else { rows },
        next: (case != "nobody").then_some(UserId(3)),
        picked: picked(),
    }
}
