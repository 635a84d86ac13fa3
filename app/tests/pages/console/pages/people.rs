//! The list of users, what is done with it, and the pages of one of them.

use identity::{ids::UserId, place::FreshPass, secret::Secret, time::Span, turn::Flash};

use crate::{
    browser::{Ask, ask},
    examples::NOW,
};

fn fresh_pass() -> Flash {
    Flash {
        pass: Some(FreshPass {
            user: UserId(7),
            pass: Secret::new("K7M2-Q9XH-4T3W-V8D0"),
            until: NOW + Span::hours(1),
        }),
        ..Flash::default()
    }
}

pub fn pages() -> Vec<(Ask, &'static str)> {
    vec![
        (ask("/admin/users"), "Users – Acme Instruments"),
        (
            ask("/admin/users").case("empty"),
            "Users – Acme Instruments",
        ),
        (
            ask("/admin/users?search=zzz").case("nobody"),
            "Users – Acme Instruments",
        ),
        (
            ask("/admin/users/invite"),
            "Invite a user – Acme Instruments",
        ),
        (
            ask("/admin/users?step=none&last=45&grace-before=2026-12-24&sort=latest&policy=2"),
            "Users – Acme Instruments",
        ),
        (
            ask("/admin/users/export?state=active&search=anna"),
            "Download the list of users – Acme Instruments",
        ),
        (
            ask("/admin/users/export").case("proof"),
            "Download the list of users – Acme Instruments",
        ),
        (
            ask("/admin/users/export").case("many"),
            "Download the list of users – Acme Instruments",
        ),
        (
            ask("/admin/users/import"),
            "Import users – Acme Instruments",
        ),
        (
            ask("/admin/users/import").case("proof"),
            "Import users – Acme Instruments",
        ),
        (
            ask("/admin/users/7/edit"),
            "Change Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/edit").case("invited"),
            "Change Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/edit").case("proof"),
            "Change Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/delete"),
            "Delete Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/delete").case("admin"),
            "Delete Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/delete").case("proof"),
            "Delete Anna Berg – Acme Instruments",
        ),
        (ask("/admin/users/7"), "Anna Berg – Acme Instruments"),
        (
            ask("/admin/users/7").case("help-desk"),
            "Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7").case("after-reset"),
            "Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7").case("oneself"),
            "Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/reset"),
            "Force MFA reset: Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/reset").case("proof"),
            "Force MFA reset: Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/revoke-sessions"),
            "End all sessions: Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/send-password-reset"),
            "Send a link for a new password: Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/require-new-password"),
            "Require a new password: Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/reopen-enrolment"),
            "Open setting up again: Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/reopen-enrolment").case("proof"),
            "Open setting up again: Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/access-pass"),
            "Give an access pass: Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/access-pass").case("replacing"),
            "Give an access pass: Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/access-pass").case("proof"),
            "Give an access pass: Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users/7/access-pass")
                .case("fresh")
                .with(fresh_pass()),
            "The access pass for Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/users").case("several-customers"),
            "Users – Acme Instruments",
        ),
        (
            ask("/admin/users?customers=acme.globex").case("two-customers"),
            "Users – Acme Instruments",
        ),
        (
            ask("/admin/users?customers=globex").case("one-customer"),
            "Users – Acme Instruments",
        ),
    ]
}
