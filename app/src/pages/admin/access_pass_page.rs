//! `/admin/users/<id>/access-pass`: an access pass for somebody who lost a factor, with its reason; shown once.

use identity::{
    access_pass::{OFFERED_MINUTES, USUAL_MINUTES},
    console::AccessPassForm,
    ids::UserId,
    justification::Justification,
    language::Language,
    place::Place,
    refusal::Field,
    turn::Away,
    view::{access_pass::AccessPassView, prove::Due},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{Choice, ConsolePage, Tab, justify};
use crate::{
    components::{Button, Form, Look, ProveForm, When},
    pages::show_console,
    paths::{part, path, query},
    wire::{self, Followed, console, follow, visitor},
    words::{self, access_pass as said, console as common},
};

mod fresh;

#[server(prefix = "/do", endpoint = "issue-access-pass", input = crate::wire::Form)]
pub async fn issue_access_pass(
    user: UserId,
    #[server(default)] minutes: String,
    #[server(default)] reason_kind: String,
    #[server(default)] reason: String,
    #[server(default)] verification: String,
) -> Followed {
    let form = AccessPassForm {
        user,
        minutes,
        justification: Justification {
            reason_kind,
            reason,
            verification,
        },
    };
    follow(console().issue_access_pass(&visitor(), form).await)
}

#[component]
pub fn IssuePassPage() -> impl IntoView {
    let user = part::<UserId>("user");
    show_console(
        move |console, visitor| async move {
            let user = user.ok_or(Away::NotFound)?;
            console.access_pass_page(&visitor, user).await
        },
        page,
    )
}

fn page(view: AccessPassView) -> impl IntoView {
    let language = words::language();
    let fresh = wire::flash().pass.filter(|fresh| fresh.user == view.id);
    let name = view.name.clone();
    match fresh {
        Some(fresh) => view! {
            <ConsolePage title=said::fresh_title(language, &name) me=view.me tab=Tab::Users>
                {fresh::section(&fresh, &name)}
            </ConsolePage>
        }
        .into_any(),
        None => asking(view).into_any(),
    }
}

fn asking(view: AccessPassView) -> impl IntoView {
    let language = words::language();
    let back = path(&Place::User(view.id));
    let left = view.codes_left;
    let codes = (left > 0).then(|| {
        view! {
            <p>
                <strong>{said::codes_left(language, left)}</strong>
            </p>
        }
    });
    let live = view.live_until.map(|at| {
        view! {
            <p class="warning">{said::live(language)} " " <strong><When at /></strong></p>
        }
    });
    let rest = match view.gate {
        Due::Proof(proof) => {
            view! { <ProveForm view=proof autofocus=!query("by").is_empty() /> }.into_any()
        }
        Due::Ready(()) => form(view.id, &view.name).into_any(),
    };
    view! {
        <ConsolePage title=said::title_for(language, &view.name) me=view.me tab=Tab::Users>
            <p class="quiet">{view.email}</p>
            <p>{said::lead(language, &view.name)}</p>
            {codes}
            {live}
            {rest}
            <p>
                <a href=back>{said::cancel(language)}</a>
            </p>
        </ConsolePage>
    }
}

fn form(user: UserId, name: &str) -> impl IntoView + use<> {
    let language = words::language();
    let questions = justify::questions(
        common::reset_who_rule(language, name),
        common::reset_reason_hint(language, name),
    );
    let lives = OFFERED_MINUTES
        .into_iter()
        .map(|minutes| life(language, minutes))
        .collect();
    let button = said::submit(language, name);
    view! {
        <Form action=IssueAccessPass::PATH>
            <input type="hidden" name="user" value=user.to_string() />
            {questions}
            <Choice
                name="minutes"
                legend=said::how_long(language)
                hint=said::how_long_hint(language)
                field=Field::Minutes
                options=lives
                chosen=USUAL_MINUTES.to_string()
            />
            <Button look=Look::Danger>{button}</Button>
        </Form>
    }
}

/// As it is sent, and as it is said.
fn life(language: Language, minutes: u32) -> (&'static str, &'static str) {
    match minutes {
        10 => ("10", said::minutes_10(language)),
        240 => ("240", said::minutes_240(language)),
        480 => ("480", said::minutes_480(language)),
        1440 => ("1440", said::minutes_1440(language)),
        _ => ("60", said::minutes_60(language)),
    }
}
