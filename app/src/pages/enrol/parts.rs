//! What the pages of all kinds say: which factor goes, and the way out.

use leptos::prelude::*;

use crate::words::{self, enrol};

/// Which factor the new one takes the place of, and the choice to keep it.
pub fn replacing(old: &str) -> impl IntoView + use<> {
    let language = words::language();
    view! {
        <p>{enrol::replaces(language, old)}</p>
        <div class="tick">
            <input type="checkbox" id="keep" name="keep" value="on" />
            <label for="keep">{enrol::keep(language, old)}</label>
        </div>
    }
}

/// The way out of what is added to an account.
pub fn back() -> impl IntoView {
    view! {
        <p>
            <a href="/account">{enrol::to_account(words::language())}</a>
        </p>
    }
}
