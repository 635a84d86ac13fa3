//! `/admin/factors/<id>/remove`: one factor of a user, with its reason.

use identity::{
    console::OneFactorForm,
    ids::FactorId,
    justification::Justification,
    place::Place,
    reset::Fate,
    turn::Away,
    view::{prove::Due, take_factor::TakeFactorView},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{ConsolePage, Tab, justify};
use crate::{
    components::{Button, Form, Look, ProveForm, When},
    pages::show_console,
    paths::{part, path, query},
    wire::{Followed, console, follow, visitor},
    words::{self, console as said, operation as own, thing, things},
};

#[server(prefix = "/do", endpoint = "take-factor", input = crate::wire::Form)]
pub async fn take_factor(
    factor: FactorId,
    #[server(default)] reason_kind: String,
    #[server(default)] reason: String,
    #[server(default)] verification: String,
) -> Followed {
    let form = OneFactorForm {
        factor,
        justification: Justification {
            reason_kind,
            reason,
            verification,
        },
    };
    follow(console().take_factor(&visitor(), form).await)
}

#[component]
pub fn TakeFactorPage() -> impl IntoView {
    let factor = part::<FactorId>("factor");
    show_console(
        move |console, visitor| async move {
            console
                .take_factor_page(&visitor, factor.ok_or(Away::NotFound)?)
                .await
        },
        page,
    )
}

fn page(view: TakeFactorView) -> impl IntoView {
    let language = words::language();
    let (name, factor) = (view.name, view.factor.name.to_string());
    let lead = match view.fate {
        Fate::Deleted => own::take_factor_lead(language, &factor, &name),
        Fate::Deactivated => own::take_factor_deactivated(language, &factor, &name),
    };
    let last = view.last.map(|last| {
        let said = own::take_factor_last(language, last.window_hours, last.codes_left);
        view! { <p class="badge care">{said}</p> }
    });
    let (named, added_at) = (thing::factor(language, &view.factor), view.factor.added_at);
    let rest = match view.gate {
        Due::Proof(proof) => {
            view! { <ProveForm view=proof autofocus=!query("by").is_empty() /> }.into_any()
        }
        Due::Ready(()) => form(view.factor.id, &factor, &name).into_any(),
    };
    view! {
        <ConsolePage title=own::take_factor_title(language, &factor, &name) me=view.me tab=Tab::Users>
            <p class="quiet">{view.email}</p>
            <p class="quiet">
                {named} " · " {things::added(language)} " " <When at=added_at />
            </p>
            <p>{lead}</p>
            {last}
            {rest}
            <p>
                <a href=path(&Place::User(view.user))>{own::cancel(language)}</a>
            </p>
        </ConsolePage>
    }
}

fn form(id: FactorId, factor: &str, name: &str) -> impl IntoView + use<> {
    let language = words::language();
    let questions = justify::questions(
        said::reset_who_rule(language, name),
        said::reset_reason_hint(language, name),
    );
    let button = own::take_factor_button(language, factor);
    view! {
        <Form action=TakeFactor::PATH>
            <input type="hidden" name="factor" value=id.to_string() />
            {questions}
            <Button look=Look::Danger>{button}</Button>
        </Form>
    }
}
