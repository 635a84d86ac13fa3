//! `/admin/requests/<id>`: what somebody asks for, and the ways to decide.

use identity::{
    console::DeclineForm,
    ids::{AdminRequestId, FactorId, UserId},
    language::Language,
    place::Place,
    refusal::Field,
    turn::Away,
    view::requests::{Choice, RequestView},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    parts::{ConsolePage, Fact, Tab},
    requests_page::{note, outcome},
};
use crate::{
    components::{Button, Form, Look, TextArea, When},
    pages::show_console,
    paths::{part, path},
    wire::{Followed, console, follow, visitor},
    words::{self, console as common, operation, requests as said, thing},
};

#[server(prefix = "/do", endpoint = "decline-request", input = crate::wire::Form)]
pub async fn decline_request(request: AdminRequestId, #[server(default)] note: String) -> Followed {
    let form = DeclineForm {
        request,
        answer: note,
    };
    follow(console().decline_request(&visitor(), form).await)
}

#[component]
pub fn RequestPage() -> impl IntoView {
    let request = part::<AdminRequestId>("request");
    show_console(
        move |console, visitor| async move {
            console
                .request_page(&visitor, request.ok_or(Away::NotFound)?)
                .await
        },
        page,
    )
}

fn page(view: RequestView) -> impl IntoView {
    let language = words::language();
    let request = view.request;
    let (name, user) = (request.whom.name.clone(), request.whom.id);
    let about = view.factor.as_ref().map(|one| {
        let named = thing::factor(language, one);
        view! { <Fact name=said::about(language)>{named}</Fact> }
    });
    let last = match view.last_sign_in_at {
        Some(at) => view! { <When at /> }.into_any(),
        None => said::never(language).into_any(),
    };
    let told = outcome(language, &request);
    let answer = (!request.answer.is_empty()).then(|| {
        view! {
            <section>
                <h2>{said::answered(language)}</h2>
                <blockquote>{request.answer}</blockquote>
            </section>
        }
    });
    let removable = view.factor.map(|one| one.name.to_string());
    let rest = match view.choice {
        Choice::Decided => ().into_any(),
        Choice::BeyondReach => view! { <p>{said::beyond(language)}</p> }.into_any(),
        Choice::OneselfNever => view! { <p>{said::oneself(language)}</p> }.into_any(),
        Choice::Open(factor) => {
            let factor = factor.zip(removable);
            choices(language, (request.id, user, &name), factor, view.codes_left).into_any()
        }
    };
    view! {
        <ConsolePage title=said::one_title(language, &name) me=view.me tab=Tab::Requests>
            <p class="quiet">{request.whom.email}</p>
            <blockquote>{note(language, request.note)}</blockquote>
            <dl class="facts">
                <Fact name=said::outcome(language)>{told}</Fact>
                <Fact name=said::asked(language)>
                    <When at=request.asked_at />
                </Fact>
                {about}
                <Fact name=said::codes(language)>{view.codes_left}</Fact>
                <Fact name=said::last(language)>{last}</Fact>
            </dl>
            <p>
                <a href=path(&Place::User(user))>{said::to_user(language, &name)}</a>
            </p>
            {answer}
            {rest}
            <p>
                <a href=path(&Place::Requests)>{said::back(language)}</a>
            </p>
        </ConsolePage>
    }
}

/// What to try first, the deeds, each a page of its own, and the answer without one.
fn choices(
    language: Language,
    (request, user, name): (AdminRequestId, UserId, &str),
    factor: Option<(FactorId, String)>,
    codes_left: u32,
) -> impl IntoView + use<> {
    let codes = (codes_left > 0).then(|| {
        let first = said::codes_first(language, codes_left, name);
        view! { <p class="banner">{first}</p> }
    });
    let remove = factor.map(|(id, factor)| {
        let label = operation::take_factor_button(language, factor);
        view! {
            <a class="button" href=path(&Place::TakeFactor(id))>
                {label}
            </a>
        }
    });
    let lead = said::decline_lead(language, name);
    view! {
        {codes}
        <p>{said::care(language)}</p>
        <div class="actions">
            <a class="button danger" href=path(&Place::ResetUser(user))>
                {common::user_reset(language)}
            </a>
            {remove}
        </div>
        <section>
            <h2>{said::decline_title(language)}</h2>
            <p>{lead}</p>
            <Form action=DeclineRequest::PATH>
                <input type="hidden" name="request" value=request.to_string() />
                <TextArea field=Field::Note label=said::decline_answer(language) hint=said::decline_hint(language) />
                <Button look=Look::Secondary>{said::decline(language)}</Button>
            </Form>
        </section>
    }
}
