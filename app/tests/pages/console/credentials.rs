//! The credentials that the example console shows.

use identity::{
    api::{self, Removal},
    ids::CredentialId,
    step_up::StepUp,
    time::Span,
    view::credentials::{CredentialRow, CredentialsView},
};

use super::views::{me, prove};
use crate::examples::NOW;

pub fn list(case: &str) -> CredentialsView {
    let row = |id: i64, name: &str, scope, life, used| CredentialRow {
        id: CredentialId(id),
        client_id: "3f2a9c0d3f2a9c0d3f2a9c0d3f2a9c0d".into(),
        name: name.into(),
        scope,
        creator: if id == 3 {
            String::new()
        } else {
            "Berta Holm".into()
        },
        life,
        last_used_at: used,
    };
    let all = vec![
        row(
            4,
            "Help desk robot",
            api::Scope::ManageUsers,
            api::Life::Until(NOW + Span::days(80)),
            Some(NOW - Span::hours(3)),
        ),
        row(
            3,
            "Old report",
            api::Scope::ReadUsers,
            api::Life::Worthless,
            None,
        ),
        row(2, "Trial", api::Scope::ManageAll, api::Life::Expired, None),
        row(
            1,
            "First try",
            api::Scope::ReadAll,
            api::Life::Revoked,
            None,
        ),
    ];
    CredentialsView {
        me: me(case),
        credentials: if case == "empty" { Vec::new() } else { all },
        removal: if case == "off" {
            Removal::Off
        } else {
            Removal::On
        },
        due: (case == "proof").then(|| prove(StepUp::ManageCredentials)),
    }
}
