//! The groups of a user, which decide about the policy.

use identity::{ids::UserId, refusal::Field, view::users::UserView};
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    components::{Button, Form, Look, TextField},
    wire::{Followed, console, follow, visitor},
    words::{self, console as said},
};

#[server(prefix = "/do", endpoint = "set-groups", input = crate::wire::Form)]
pub async fn set_groups(user: UserId, #[server(default)] groups: String) -> Followed {
    follow(console().set_groups(&visitor(), user, groups).await)
}

pub fn section(view: &UserView) -> impl IntoView + use<> {
    let language = words::language();
    let (user, groups) = (view.id.to_string(), view.groups.join(", "));
    let label = said::user_groups_which(language, &view.name);
    let body = if view.may.regroup {
        view! {
            <Form action=SetGroups::PATH>
                <input type="hidden" name="user" value=user />
                <TextField field=Field::Groups label hint=said::groups_hint(language) value=groups />
                <Button look=Look::Secondary>{said::user_groups_button(language)}</Button>
            </Form>
        }
        .into_any()
    } else if groups.is_empty() {
        view! { <p>{said::user_groups_none(language)}</p> }.into_any()
    } else {
        view! { <p>{groups}</p> }.into_any()
    };
    view! {
        <section>
            <h2>{said::user_groups(language)}</h2>
            {body}
        </section>
    }
}
