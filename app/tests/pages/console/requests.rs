//! The requests that the example console shows.

use identity::{
    ids::{AdminRequestId, UserId},
    request::Status,
    time::Span,
    view::{
        bulk_reset::Whom,
        requests::{Choice, RequestRow, RequestView, RequestsView},
    },
};

use super::views::me;
use crate::examples::{NOW, factor};

fn row(id: i64, status: Status) -> RequestRow {
    let decided = status != Status::Open;
    RequestRow {
        id: AdminRequestId(id),
        whom: Whom {
            id: UserId(7),
            name: "Anna Berg".into(),
            email: "anna@acme.example".into(),
            customer: None,
        },
        note: if id == 2 {
            String::new()
        } else {
            "My phone fell into the lake.".into()
        },
        asked_at: NOW - Span::hours(5),
        status,
        decided_at: decided.then_some(NOW - Span::hours(1)),
        decided_by: if decided {
            "Mara Lindqvist".into()
        } else {
            String::new()
        },
        answer: if status == Status::Declined {
            "Use a backup code, please.".into()
        } else {
            String::new()
        },
    }
}

pub fn list(case: &str) -> RequestsView {
    let empty = case == "empty";
    RequestsView {
        me: me(case),
        open: if empty {
            vec![]
        } else {
            vec![row(1, Status::Open), row(2, Status::Open)]
        },
        decided: if empty {
            vec![]
        } else {
            Status::ALL[1..].iter().map(|one| row(3, *one)).collect()
        },
    }
}

pub fn one(case: &str, id: AdminRequestId) -> RequestView {
    let about = factor(5, "Pixel 9");
    let choice = match case {
        "decided" => Choice::Decided,
        "help-desk" => Choice::BeyondReach,
        "oneself" => Choice::OneselfNever,
        _ => Choice::Open(Some(about.id)),
    };
    let status = match choice {
        Choice::Decided => Status::Declined,
        Choice::BeyondReach | Choice::OneselfNever | Choice::Open(_) => Status::Open,
    };
    RequestView {
        me: me(case),
        request: row(id.0, status),
        factor: Some(about),
        codes_left: 3,
        last_sign_in_at: Some(NOW - Span::days(2)),
        choice,
    }
}
