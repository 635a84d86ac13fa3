//! "Remind me later": within a grace, enrolment can wait.

use identity::time::Timestamp;
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    components::{Button, Form, Look},
    wire::{self, Followed, desk, follow, visitor},
    words::{self, enrol, when},
};

#[server(prefix = "/do", endpoint = "postpone-enrolment", input = crate::wire::Form)]
pub async fn postpone_enrolment() -> Followed {
    follow(desk().postpone_enrolment(&visitor()).await)
}

#[component]
pub fn Postpone(until: Timestamp) -> impl IntoView {
    let language = words::language();
    view! {
        <Form action=PostponeEnrolment::PATH class="aside">
            <Button look=Look::Link>{enrol::postpone(language, when::left(language, until, wire::visitor().arrived))}</Button>
        </Form>
    }
}
