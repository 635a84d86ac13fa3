//! A page of the account that stands behind a fresh proof.

use identity::view::prove::Due;
use leptos::prelude::*;

use crate::{
    components::{Page, ProveForm},
    words::{self, account},
};

/// `title` says what is about to be done, while the proof is still owed.
pub fn guarded<T, V: IntoView + 'static>(
    due: Due<T>,
    title: &'static str,
    page: impl FnOnce(T) -> V,
) -> AnyView {
    match due {
        Due::Ready(view) => page(view).into_any(),
        Due::Proof(view) => view! {
            <Page title me=(*view.me).clone()>
                <ProveForm view />
                <Back />
            </Page>
        }
        .into_any(),
    }
}

/// The way out of every page of the account.
#[component]
pub fn Back() -> impl IntoView {
    view! {
        <p>
            <a href="/account">{account::back(words::language())}</a>
        </p>
    }
}
