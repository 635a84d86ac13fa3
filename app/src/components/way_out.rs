//! Where to go from a page that leads nowhere.

use leptos::prelude::*;

use crate::{
    wire,
    words::{self, front},
};

#[component]
pub fn WayOut() -> impl IntoView {
    let language = words::language();
    let (path, label) = match wire::visitor().session {
        Some(_) => ("/account", front::to_account(language)),
        None => ("/sign-in", front::to_sign_in(language)),
    };
    view! {
        <p>
            <a class="button primary" href=path>
                {label}
            </a>
        </p>
    }
}
