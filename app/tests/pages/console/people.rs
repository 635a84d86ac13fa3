//! What the example console says of the list as a file, and of a user who is changed or goes.

use identity::{
    ids::UserId,
    language::Language,
    role::Role,
    step_up::StepUp,
    user::UserStatus,
    view::{
        delete_user::DeleteUserView, edit_user::EditUserView, import_users::ImportUsersView,
        users_export::UsersExportView, users_query::UsersQuery,
    },
};

use super::views::{gate, me};

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
