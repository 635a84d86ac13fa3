//! `/admin/factors/<id>/remove`: one factor of a user, with its reason.

use identity::{
    console::OneFactorForm, ids::FactorId, justification::Justification, reset::Fate, turn::Away,
    view::take_factor::TakeFactorView,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{OneFactor, justify, one_factor};
use crate::{
    components::{Button, Form, Look},
    pages::show_console,
    paths::part,
    wire::{Followed, console, follow, visitor},
    words::{self, console as said, operation as own},
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
    let told = view! {
        <p>{lead}</p>
        {last}
    };
    let title = own::take_factor_title(language, &factor, &name);
    let about = OneFactor {
        me: view.me,
        user: view.user,
        email: view.email,
        factor: view.factor,
        gate: view.gate,
    };
    one_factor(title, told, about, move |one| {
        form(one.id, one.name.as_str(), &name).into_any()
    })
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
