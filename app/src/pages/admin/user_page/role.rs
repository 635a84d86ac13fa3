//! The role of a user, where this admin may grant one.

use identity::{ids::UserId, role::Role, view::users::UserView};
use leptos::{prelude::*, server_fn::ServerFn};

use super::super::parts::{ProveFirst, Select};
use crate::{
    components::{Button, Form, Look},
    wire::{self, Followed, console, follow, visitor},
    words::{self, console as said, thing},
};

/// `role` is empty for none.
#[server(prefix = "/do", endpoint = "set-role", input = crate::wire::Form)]
pub async fn set_role(user: UserId, #[server(default)] role: String) -> Followed {
    follow(console().set_role(&visitor(), user, role).await)
}

pub fn section(view: &UserView) -> impl IntoView + use<> {
    let language = words::language();
    let grants = view
        .may
        .grant
        .iter()
        .map(|role| (role.code(), thing::role(language, *role).to_owned()));
    let options: Vec<_> = std::iter::once(("", said::role_none(language).to_owned()))
        .chain(grants)
        .collect();
    let (user, label) = (
        view.id.to_string(),
        said::user_role_which(language, &view.name),
    );
    // What was chosen before the proof was asked for.
    let chosen = wire::flash().typed.remove("role").unwrap_or_else(|| {
        let role = view.standing.role.map_or("", Role::code);
        role.to_owned()
    });
    if let Some(due) = view.role_due.clone() {
        let section = view! {
            <section>
                <h2>{said::user_role(language)}</h2>
                <p>{said::user_role_lead(language)}</p>
                <ProveFirst what=said::user_role_button(language) view=due />
            </section>
        };
        return section.into_any();
    }
    let section = (!view.may.grant.is_empty()).then(|| {
        view! {
            <section>
                <h2>{said::user_role(language)}</h2>
                <p>{said::user_role_lead(language)}</p>
                <Form action=SetRole::PATH>
                    <input type="hidden" name="user" value=user />
                    <Select name="role" label options chosen />
                    <Button look=Look::Secondary>{said::user_role_button(language)}</Button>
                </Form>
            </section>
        }
    });
    section.into_any()
}
