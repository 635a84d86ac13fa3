//! `/admin/customers/<id>`: one customer: who looks after it, and its end, for a while or for good.

use identity::{
    console::CustomerDeedForm,
    customers::Deed,
    ids::OrganisationId,
    organisation::OrganisationStatus,
    place::Place,
    refusal::Field,
    view::{
        account::Me,
        customers::{CustomerRow, CustomerView, OperatorRow},
        prove::Due,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    customers_page::status,
    parts::{Choice, ConsolePage, Fact, ProveFirst, Tab},
};
use crate::{
    components::{Button, Form, Look, TextArea, TextField},
    pages::{not_found, show_console},
    paths::{part, path},
    wire::{self, Followed, Hold, console, follow, visitor},
    words::{self, customers as said},
};

/// `deed` is [`Deed`]; of the texts only those of the deed are looked at.
#[server(prefix = "/do", endpoint = "settle-customer", input = crate::wire::Form)]
pub async fn settle_customer(
    customer: OrganisationId,
    #[server(flatten)] form: CustomerDeedForm,
) -> Followed {
    follow(console().settle_customer(&visitor(), customer, form).await)
}

#[component]
pub fn CustomerPage() -> impl IntoView {
    let Some(customer) = part("customer") else {
        return not_found::page().into_any();
    };
    show_console(
        move |console, visitor| async move { console.customer_page(&visitor, customer).await },
        page,
    )
    .into_any()
}

fn page(view: CustomerView) -> impl IntoView {
    let language = words::language();
    let CustomerView {
        me,
        customer,
        operators,
        gate,
    } = view;
    let ready = matches!(gate, Due::Ready(()));
    let proof = match gate {
        Due::Proof(proof) => {
            Hold::on_to(wire::flash().typed);
            Some(view! { <ProveFirst what=said::due(language) view=proof /> })
        }
        Due::Ready(()) => None,
    };
    let place = Place::SignIn(customer.slug.clone());
    let operators = section(&customer, operators, &me, ready);
    view! {
        <ConsolePage title=customer.name.clone() me tab=Tab::Customers>
            <dl class="facts">
                <Fact name=said::state(language)>{status(customer.status)}</Fact>
                <Fact name=said::users(language)>{customer.users}</Fact>
                <Fact name=said::sign_in(language)>
                    <a href=path(&place)>{path(&place)}</a>
                </Fact>
            </dl>
            {proof}
            {operators}
            {ready.then(|| end(&customer))}
            <p>
                <a href=path(&Place::Customers)>{said::back(language)}</a>
            </p>
        </ConsolePage>
    }
}

fn section(
    customer: &CustomerRow,
    operators: Vec<OperatorRow>,
    me: &Me,
    ready: bool,
) -> impl IntoView + use<> {
    let language = words::language();
    let id = customer.id;
    let me = me.id;
    let rows = operators.into_iter().map(|one| {
        let take = if one.id == me {
            Some(view! { <span class="badge">{said::yourself(language)}</span> }.into_any())
        } else {
            ready.then(|| withdraw(id, &one).into_any())
        };
        view! {
            <li>
                {one.name} " " <span class="quiet">{one.email} " " {said::operators_of(language, one.organisation)}</span> " " {take}
            </li>
        }
    });
    let assign = ready.then(|| {
        view! {
            <h3>{said::assign(language)}</h3>
            <Form action=SettleCustomer::PATH>
                <input type="hidden" name="customer" value=id.to_string() />
                <input type="hidden" name="deed" value=Deed::Assign.code() />
                <TextField field=Field::Email label=said::assign_email(language) hint=said::assign_hint(language) kind="email" />
                <Button look=Look::Secondary>{said::assign_button(language)}</Button>
            </Form>
        }
    });
    view! {
        <section>
            <h2>{said::operators(language)}</h2>
            <ul class="plain">{rows.collect_view()}</ul>
            {assign}
        </section>
    }
}

fn withdraw(customer: OrganisationId, operator: &OperatorRow) -> impl IntoView + use<> {
    let label = said::withdraw(words::language(), &operator.name);
    let user = operator.id.to_string();
    view! {
        <Form action=SettleCustomer::PATH>
            <input type="hidden" name="customer" value=customer.to_string() />
            <input type="hidden" name="deed" value=Deed::Withdraw.code() />
            <input type="hidden" name="user" value=user />
            <Button look=Look::Link>{label}</Button>
        </Form>
    }
}

fn end(customer: &CustomerRow) -> impl IntoView + use<> {
    let language = words::language();
    let delete = (Deed::Delete.code(), said::deed_delete(language));
    let (title, first) = match customer.status {
        OrganisationStatus::Active => (
            said::end(language),
            (Deed::Suspend.code(), said::deed_suspend(language)),
        ),
        OrganisationStatus::Suspended | OrganisationStatus::Deleted => (
            said::resume_or_delete(language),
            (Deed::Resume.code(), said::deed_resume(language)),
        ),
    };
    let (id, typed) = (
        customer.id.to_string(),
        said::delete_slug(language, &customer.slug),
    );
    view! {
        <section>
            <h2>{title}</h2>
            <Form action=SettleCustomer::PATH>
                <input type="hidden" name="customer" value=id />
                <Choice name="deed" legend=said::deed(language) options=vec![first, delete] chosen=first.0 />
                <TextArea field=Field::Note label=said::reason(language) hint=said::reason_hint(language) rows=2 />
                <TextField field=Field::Slug label=typed />
                <Button look=Look::Danger>{said::carry_out(language)}</Button>
            </Form>
        </section>
    }
}
