//! `/admin/customers/new`: an organisation, its short name, and its first admin.

use identity::{
    console::CustomerForm, refusal::Field, view::customers::NewCustomerView, view::prove::Due,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{ConsolePage, Tab};
use crate::{
    components::{Button, Form, ProveForm, TextField},
    pages::show_console,
    wire::{self, Followed, Hold, console, follow, visitor},
    words::{self, customers as said},
};

#[server(prefix = "/do", endpoint = "create-customer", input = crate::wire::Form)]
pub async fn create_customer(
    #[server(default)] organisation_name: String,
    #[server(default)] slug: String,
    #[server(default)] name: String,
    #[server(default)] email: String,
) -> Followed {
    let form = CustomerForm {
        organisation_name,
        slug,
        name,
        email,
    };
    follow(console().create_customer(&visitor(), form).await)
}

#[component]
pub fn NewCustomerPage() -> impl IntoView {
    show_console(
        |console, visitor| async move { console.new_customer_page(&visitor).await },
        page,
    )
}

fn page(view: NewCustomerView) -> impl IntoView {
    let language = words::language();
    let body = match view.gate {
        Due::Proof(proof) => {
            Hold::on_to(wire::flash().typed);
            view! { <ProveForm view=proof /> }.into_any()
        }
        Due::Ready(()) => form().into_any(),
    };
    view! {
        <ConsolePage title=said::new_title(language) me=view.me tab=Tab::Customers>
            <p>{said::new_lead(language)}</p>
            {body}
        </ConsolePage>
    }
}

fn form() -> impl IntoView {
    let language = words::language();
    view! {
        <Form action=CreateCustomer::PATH>
            <TextField field=Field::OrganisationName label=said::new_name(language) autofocus=true />
            <TextField field=Field::Slug label=said::new_slug(language) hint=said::new_slug_hint(language) />
            <fieldset>
                <legend>{said::new_admin(language)}</legend>
                <p class="hint">{said::new_admin_hint(language)}</p>
                <TextField field=Field::Name label=said::new_admin_name(language) />
                <TextField field=Field::Email label=said::new_admin_email(language) kind="email" />
            </fieldset>
            <Button>{said::new_button(language)}</Button>
        </Form>
    }
}
