//! `/account/factors/<id>/lost`: what happens when a device is reported lost, and what signs in still.

use identity::{
    front_desk::Insist, ids::FactorId, loss::Remains, place::Place, turn::Away,
    view::account::LossView,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::guarded::{Back, guarded};
use crate::{
    components::{Button, Form, Look, Page},
    pages::show,
    paths::{part, path},
    wire::{Followed, desk, follow, visitor},
    words::{self, account},
};

/// `insist` is `yes` on the page that says that nothing else signs in.
#[server(prefix = "/do", endpoint = "lose-factor", input = crate::wire::Form)]
pub async fn lose_factor(factor: FactorId, #[server(default)] insist: String) -> Followed {
    let insist = if insist == "yes" {
        Insist::Yes
    } else {
        Insist::No
    };
    follow(desk().lose_factor(&visitor(), factor, insist).await)
}

#[component]
pub fn LosePage() -> impl IntoView {
    let factor = part::<FactorId>("factor");
    let title = account::lose_due(words::language());
    show(
        move |desk, visitor| async move {
            desk.lose_page(&visitor, factor.ok_or(Away::NotFound)?)
                .await
        },
        move |due| guarded(due, title, page),
    )
}

fn page(view: LossView) -> impl IntoView {
    let language = words::language();
    let (id, name) = (view.factor.id, view.factor.name.to_string());
    let organisation = view.me.organisation.name.clone();
    let left = match view.remains {
        Remains::Factors => Some(account::lose_remains(language).to_owned()),
        Remains::Codes(count) => Some(account::lose_remains_codes(language, count)),
        Remains::Nothing => None,
    };
    let last = left.is_none();
    view! {
        <Page title=account::lose_title(language, &name) me=view.me>
            {last.then(|| warning(id, &name))}
            <h2>{account::remove_what(language)}</h2>
            <ul>
                <li>{account::lose_stops(language, &name)}</li>
                <li>{account::lose_elsewhere(language)}</li>
                {left.map(|left| view! { <li>{left}</li> })}
                <li>{account::lose_back(language)}</li>
                <li>{account::remove_mail(language, organisation)}</li>
            </ul>
            <Form action=LoseFactor::PATH>
                <input type="hidden" name="factor" value=id.to_string() />
                {last.then(|| view! { <input type="hidden" name="insist" value="yes" /> })}
                <Button look=Look::Danger>{account::lose_button(language, &name)}</Button>
            </Form>
            <Back />
        </Page>
    }
}

/// Nothing else signs in: the better ways come first.
fn warning(id: FactorId, name: &str) -> impl IntoView + use<> {
    let language = words::language();
    view! {
        <p class="warning">{account::lose_last(language, name)}</p>
        <ul class="ways">
            <li>
                <a href=path(&Place::ReplaceFactor(id))>{account::lose_last_replace(language)}</a>
            </li>
            <li>
                <a href=path(&Place::Admins)>{account::lose_last_admins(language)}</a>
            </li>
        </ul>
    }
}
