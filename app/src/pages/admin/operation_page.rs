//! `/admin/users/<id>/<operation>`: one thing that an admin does to an account, with its reason.

use identity::{
    console::OperationForm,
    ids::UserId,
    justification::Justification,
    language::Language,
    operation::{Identity, Operation},
    place::Place,
    turn::Away,
    view::{operation::OperationView, prove::Due},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{ConsolePage, Tab, justify};
use crate::{
    components::{Button, Form, Look, ProveForm},
    pages::show_console,
    paths::{part, path, query},
    wire::{Followed, console, follow, visitor},
    words::{self, console as said, operation as own},
};

#[server(prefix = "/do", endpoint = "operate", input = crate::wire::Form)]
pub async fn operate(
    operation: Operation,
    user: UserId,
    #[server(default)] reason_kind: String,
    #[server(default)] reason: String,
    #[server(default)] verification: String,
) -> Followed {
    let form = OperationForm {
        operation,
        user,
        justification: Justification {
            reason_kind,
            reason,
            verification,
        },
    };
    follow(console().operate(&visitor(), form).await)
}

#[component]
pub fn OperationPage() -> impl IntoView {
    let asked = part::<Operation>("operation").zip(part::<UserId>("user"));
    show_console(
        move |console, visitor| async move {
            let (what, user) = asked.ok_or(Away::NotFound)?;
            console.operation_page(&visitor, what, user).await
        },
        page,
    )
}

pub fn title(language: Language, what: Operation) -> &'static str {
    match what {
        Operation::RevokeSessions => own::revoke_sessions(language),
        Operation::SendPasswordReset => own::send_password_reset(language),
        Operation::RequireNewPassword => own::require_new_password(language),
        Operation::ReopenEnrolment => own::reopen_enrolment(language),
    }
}

fn page(view: OperationView) -> impl IntoView {
    let language = words::language();
    let back = path(&Place::User(view.id));
    let title = format!("{}: {}", title(language, view.operation), view.name);
    let lead = lead(language, &view);
    let rest = match view.gate {
        Due::Proof(proof) => {
            view! { <ProveForm view=proof autofocus=!query("by").is_empty() /> }.into_any()
        }
        Due::Ready(()) => form(view.operation, view.id, &view.name).into_any(),
    };
    view! {
        <ConsolePage title=title me=view.me tab=Tab::Users>
            <p class="quiet">{view.email}</p>
            <p>{lead}</p>
            {rest}
            <p>
                <a href=back>{own::cancel(language)}</a>
            </p>
        </ConsolePage>
    }
}

fn lead(language: Language, view: &OperationView) -> String {
    let name = &view.name;
    match view.operation {
        Operation::RevokeSessions => own::revoke_sessions_lead(language, view.sessions, name),
        Operation::SendPasswordReset => own::send_password_reset_lead(language, name),
        Operation::RequireNewPassword => own::require_new_password_lead(language, name),
        Operation::ReopenEnrolment => own::reopen_enrolment_lead(language, view.window_hours, name),
    }
}

fn form(what: Operation, user: UserId, name: &str) -> impl IntoView + use<> {
    let language = words::language();
    let hint = said::reset_reason_hint(language, name);
    let questions = match what.identity() {
        Identity::MustBeVerified => {
            justify::questions(said::reset_who_rule(language, name), hint).into_any()
        }
        Identity::NotAsked => justify::reasons(hint).into_any(),
    };
    let button = match what {
        Operation::RevokeSessions => own::revoke_sessions_button(language, name),
        Operation::SendPasswordReset => own::send_password_reset_button(language, name),
        Operation::RequireNewPassword => own::require_new_password_button(language, name),
        Operation::ReopenEnrolment => own::reopen_enrolment_button(language, name),
    };
    view! {
        <Form action=Operate::PATH>
            <input type="hidden" name="operation" value=what.code() />
            <input type="hidden" name="user" value=user.to_string() />
            {questions}
            <Button look=Look::Danger>{button}</Button>
        </Form>
    }
}
