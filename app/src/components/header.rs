//! Whose pages these are, who is signed in, and the way out.

use identity::{
    place::Place,
    view::{account::Me, front::OrganisationView},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    Form,
    button::{Button, Look},
};
use crate::{
    brand,
    pages::front::SignOut,
    paths::path,
    wire,
    words::{self, common},
};

#[component]
pub fn Header(organisation: Option<OrganisationView>, me: Option<Me>) -> impl IntoView {
    let language = words::language();
    let brand = match organisation {
        Some(organisation) => whose(organisation).into_any(),
        None => common::product(language).into_any(),
    };
    let signed_in = me.is_some() || wire::visitor().session.is_some();
    let console = me.as_ref().is_some_and(|me| me.role.is_some());
    view! {
        <header class="top">
            <span class="brand">{brand}</span>
            {signed_in
                .then(|| {
                    view! {
                        <nav aria-label=common::navigation(language)>
                            <a href="/account">{common::account(language)}</a>
                            {console.then(|| view! { <a href=path(&Place::Users)>{common::console(language)}</a> })}
                        </nav>
                        {me.map(|me| view! { <span class="who">{me.name}</span> })}
                        <Form action=SignOut::PATH>
                            <Button look=Look::Link>{common::sign_out(language)}</Button>
                        </Form>
                    }
                })}
        </header>
    }
}

/// The logo stands for the name, which whoever does not see it hears.
fn whose(organisation: OrganisationView) -> AnyView {
    let Some(logo) = organisation.brand.logo else {
        return organisation.name.into_any();
    };
    view! {
        <img
            class="logo"
            src=brand::logo(&logo)
            alt=organisation.name
            width=logo.width.to_string()
            height=logo.height.to_string()
        />
    }
    .into_any()
}
