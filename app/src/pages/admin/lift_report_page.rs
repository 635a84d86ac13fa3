//! `/admin/factors/<id>/lift`: a factor that was reported lost proves again, with its reason.

use identity::{
    console::OneFactorForm, ids::FactorId, justification::Justification, turn::Away,
    view::lift_report::LiftReportView,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{OneFactor, justify, one_factor};
use crate::{
    components::{Button, Form},
    pages::show_console,
    paths::part,
    wire::{Followed, console, follow, visitor},
    words::{self, console as said, operation as own},
};

#[server(prefix = "/do", endpoint = "lift-report", input = crate::wire::Form)]
pub async fn lift_report(
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
    follow(console().lift_report(&visitor(), form).await)
}

#[component]
pub fn LiftReportPage() -> impl IntoView {
    let factor = part::<FactorId>("factor");
    show_console(
        move |console, visitor| async move {
            console
                .lift_report_page(&visitor, factor.ok_or(Away::NotFound)?)
                .await
        },
        page,
    )
}

fn page(view: LiftReportView) -> impl IntoView {
    let language = words::language();
    let (name, factor) = (view.name, view.factor.name.to_string());
    let told = view! {
        <p>{own::lift_lead(language, &factor, &name)}</p>
        <p class="badge care">{own::lift_care(language)}</p>
    };
    let title = own::lift_title(language, &factor, &name);
    let about = OneFactor {
        me: view.me,
        user: view.user,
        email: view.email,
        factor: view.factor,
        gate: view.gate,
    };
    one_factor(title, told, about, move |one| {
        form(one.id, &name).into_any()
    })
}

fn form(id: FactorId, name: &str) -> impl IntoView + use<> {
    let language = words::language();
    let questions = justify::questions(
        said::reset_who_rule(language, name),
        said::reset_reason_hint(language, name),
    );
    view! {
        <Form action=LiftReport::PATH>
            <input type="hidden" name="factor" value=id.to_string() />
            {questions}
            <Button>{own::lift_button(language)}</Button>
        </Form>
    }
}
