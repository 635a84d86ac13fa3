//! What the example console says of the list as a file, and of a user who is changed or goes.

use identity::{
    browser::{Browser, Whence},
    ids::{SessionId, UserId},
    language::Language,
    proof::ProofKind,
    role::Role,
    step_up::StepUp,
    time::Span,
    user::UserStatus,
    view::{
        audit::Before,
        delete_user::DeleteUserView,
        edit_user::EditUserView,
        import_users::ImportUsersView,
        sessions::SessionLine,
        user_tabs::{UserActivityView, UserMethodsView, UserSessionsView},
        users_export::UsersExportView,
        users_query::UsersQuery,
    },
};

use super::views::{self, gate, me};
use crate::examples::NOW;

pub fn export(case: &str, query: UsersQuery) -> UsersExportView {
    UsersExportView {
        me: me(case),
        query,
        total: if case == "many" { 1_000 } else { 124 },
        gate: gate(case, StepUp::ExportUsers),
    }
}

pub fn import(case: &str) -> ImportUsersView {
    ImportUsersView {
        me: me(case),
        gate: gate(case, StepUp::ImportUsers),
    }
}

pub fn edit(case: &str, id: UserId) -> EditUserView {
    EditUserView {
        me: me(case),
        id,
        name: "Anna Berg".into(),
        email: "anna@acme.example".into(),
        language: Language::De,
        digest: "d1".into(),
        status: if case == "invited" {
            UserStatus::Invited
        } else {
            UserStatus::Active
        },
        gate: gate(case, StepUp::EditUser(id)),
    }
}

pub fn delete(case: &str, id: UserId) -> DeleteUserView {
    DeleteUserView {
        me: me(case),
        id,
        name: "Anna Berg".into(),
        email: "anna@acme.example".into(),
        role: (case == "admin").then_some(Role::OrgAdmin),
        factors: 2,
        codes_left: 7,
        sessions: u32::from(case != "admin"),
        digest: "d4".into(),
        gate: gate(case, StepUp::DeleteUser(id)),
    }
}

/// What their page says, tab by tab.
pub fn methods(case: &str, id: UserId) -> UserMethodsView {
    let view = views::user(case, id);
    UserMethodsView {
        head: view.head(),
        factors: view.factors,
        codes: view.codes,
    }
}

pub fn sessions(case: &str, id: UserId) -> UserSessionsView {
    let line = SessionLine {
        id: SessionId(3),
        from: Whence {
            ip: "203.0.113.7".into(),
            browser: Browser::of(
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            ),
        },
        proved_by: ProofKind::Totp,
        signed_in_at: NOW - Span::hours(3),
        last_seen_at: NOW - Span::minutes(2),
    };
    UserSessionsView {
        head: views::user(case, id).head(),
        sessions: if case == "after-reset" {
            vec![]
        } else {
            vec![line]
        },
    }
}

pub fn activity(case: &str, id: UserId, before: Option<Before>) -> UserActivityView {
    let view = views::user(case, id);
    UserActivityView {
        head: view.head(),
        before,
        rows: view.story,
        next: before.is_none().then_some(Before::Event(41)),
    }
}
