//! `/not-me`: says what will happen, and does it when the button is pressed.

use axum::http::StatusCode;
use identity::{not_me::Step, place::Place, secret::Secret, view::not_me::NotMeView};
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    components::{Button, Form, Page, WayOut},
    pages::show_by_link,
    wire::{self, Followed, desk, follow, visitor},
    words::{self, deed::deed, not_me as words_of, when},
};

#[server(prefix = "/do", endpoint = "not-me", input = crate::wire::Form)]
pub async fn deny(#[server(default)] link: Secret) -> Followed {
    follow(desk().deny(&visitor(), link).await)
}

#[component]
pub fn NotMePage() -> impl IntoView {
    show_by_link(
        Place::NotMe,
        |desk, visitor, link| async move { desk.not_me_page(&visitor, link).await },
        page,
    )
}

fn page(link: Secret, view: NotMeView) -> impl IntoView {
    let language = words::language();
    let NotMeView::Open {
        organisation,
        deed: what,
        at,
        steps,
    } = view
    else {
        return gone().into_any();
    };
    let happened = words_of::happened(
        language,
        deed(language, what),
        &organisation.name,
        when::exact(language, at),
    );
    let steps: Vec<_> = steps
        .into_iter()
        .map(|step| view! { <li>{sentence(step)}</li> })
        .collect();
    view! {
        <Page title=words_of::title(language) organisation=organisation>
            <p>{happened}</p>
            <h2>{words_of::what(language)}</h2>
            <ul>
                <li>{words_of::signed_out(language)}</li>
                {steps}
                <li>{words_of::admins(language)}</li>
            </ul>
            <Form action=Deny::PATH>
                <input type="hidden" name="link" value=link.reveal().to_owned() />
                <Button>{words_of::submit(language)}</Button>
            </Form>
            <h2>{words_of::was_me_title(language)}</h2>
            <p>{words_of::was_me(language)}</p>
        </Page>
    }
    .into_any()
}

fn sentence(step: Step) -> &'static str {
    let language = words::language();
    match step {
        Step::SuspendFactor => words_of::suspend(language),
        Step::RevokeCodes => words_of::revoke(language),
        Step::TakeAddressBack => words_of::take_back(language),
        Step::RestoreAddress => words_of::restore(language),
        Step::RevokePass => words_of::revoke_pass(language),
        Step::WithdrawGrant => words_of::withdraw(language),
        Step::DemandPassword => words_of::demand(language),
    }
}

fn gone() -> impl IntoView {
    let language = words::language();
    wire::respond().set_status(StatusCode::GONE);
    view! {
        <Page title=words_of::gone_title(language)>
            <p>{words_of::gone_text(language)}</p>
            <WayOut />
        </Page>
    }
}
