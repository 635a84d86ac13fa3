//! `/sign-in/access-pass`: the pass of an admin in place of the factor.

use identity::{
    secret::Secret,
    view::access_pass::{EnterPassView, PassWanted},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::cancel::Cancel;
use crate::{
    components::{Button, CodeField, Form, Page, code_field::Code},
    pages::show,
    wire::{Followed, desk, follow, visitor},
    words::{self, access_pass as said, front},
};

#[server(prefix = "/do", endpoint = "verify-access-pass", input = crate::wire::Form)]
pub async fn verify_access_pass(code: Secret) -> Followed {
    follow(desk().verify_access_pass(&visitor(), code).await)
}

#[component]
pub fn AccessPassPage() -> impl IntoView {
    show(
        |desk, visitor| async move { desk.access_pass_page(&visitor).await },
        page,
    )
}

fn page(view: EnterPassView) -> impl IntoView {
    let language = words::language();
    let organisation = view.organisation;
    let intro = match view.why {
        PassWanted::AfterReset => said::enter_after_reset(language, &organisation.name),
        PassWanted::Instead | PassWanted::NothingElse => {
            said::enter_instead(language, &organisation.name)
        }
    };
    let other = (view.why == PassWanted::Instead)
        .then(|| view! { <li><a href="/sign-in/verify">{front::verify_other(language)}</a></li> });
    view! {
        <Page title=said::enter_title(language) organisation=organisation>
            <p>{intro}</p>
            <Form action=VerifyAccessPass::PATH>
                <CodeField label=said::enter_label(language) hint=said::enter_hint(language) kind=Code::Backup />
                <Button>{said::enter_submit(language)}</Button>
            </Form>
            <h2>{said::enter_none(language)}</h2>
            <ul class="ways">
                {other} <li>
                    <a href="/sign-in/help">{front::verify_help(language)}</a>
                </li>
            </ul>
            <Cancel />
        </Page>
    }
}
