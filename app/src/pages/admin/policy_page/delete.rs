//! Deleting a policy: what becomes of its users, and the button.

use identity::ids::PolicyId;
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    components::{Button, Form, Look},
    wire::{Followed, console, follow, visitor},
    words::{self, console as said},
};

#[server(prefix = "/do", endpoint = "delete-policy", input = crate::wire::Form)]
pub async fn delete_policy(policy: PolicyId) -> Followed {
    follow(console().delete_policy(&visitor(), policy).await)
}

pub fn section(id: PolicyId, name: &str) -> impl IntoView + use<> {
    let language = words::language();
    let button = said::policy_delete_button(language, name);
    view! {
        <section>
            <h2>{said::policy_delete(language)}</h2>
            <ul>
                <li>{said::policy_delete_then(language)}</li>
                <li>{said::policy_delete_keep(language)}</li>
            </ul>
            <Form action=DeletePolicy::PATH>
                <input type="hidden" name="policy" value=id.to_string() />
                <Button look=Look::Danger>{button}</Button>
            </Form>
        </section>
    }
}
