//! The file: what the table shows, a line each.

use identity::{csv, time::Timestamp, view::users::UserRow};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::super::{state, users_page};
use crate::words::{self, console, thing, users as said};

pub fn text(rows: &[UserRow]) -> String {
    let language = words::language();
    let header = [
        console::users_name(language),
        said::column_email(language),
        said::column_customer(language),
        said::column_role(language),
        console::users_state(language),
        console::users_steps(language),
        console::users_codes(language),
        console::users_last(language),
        console::users_policy(language),
    ];
    let lines = rows.iter().map(|user| {
        let role = user.role.map(|role| thing::role(language, role).to_owned());
        let policy = user.policy.clone();
        [
            user.name.clone(),
            user.email.clone(),
            user.customer.clone().unwrap_or_default(),
            role.unwrap_or_default(),
            state::name(language, user.state).to_owned(),
            users_page::steps(&user.factors),
            user.codes_left.to_string(),
            user.last_sign_in_at.map(instant).unwrap_or_default(),
            policy.unwrap_or_else(|| console::policies_default_name(language).to_owned()),
        ]
    });
    csv::file(header, lines)
}

/// As programs read it, in UTC: a spreadsheet sorts it as text.
fn instant(at: Timestamp) -> String {
    OffsetDateTime::from_unix_timestamp(at.seconds())
        .ok()
        .and_then(|at| at.format(&Rfc3339).ok())
        .unwrap_or_default()
}
