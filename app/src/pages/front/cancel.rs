//! Giving up a sign-in that is not finished.

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    components::{Button, Form, Look},
    wire::{Followed, desk, follow, visitor},
    words::{self, front},
};

#[server(prefix = "/do", endpoint = "cancel-sign-in", input = crate::wire::Form)]
pub async fn cancel_sign_in() -> Followed {
    follow(desk().cancel_sign_in(&visitor()).await)
}

/// The way out of every page of a sign-in.
#[component]
pub fn Cancel() -> impl IntoView {
    view! {
        <Form action=CancelSignIn::PATH class="aside">
            <Button look=Look::Link>{front::cancel_sign_in(words::language())}</Button>
        </Form>
    }
}
