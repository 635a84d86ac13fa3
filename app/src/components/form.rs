//! A native form that posts to a server function: works without a script.

use leptos::prelude::*;

use crate::{paths, wire::FormKey};

/// `action` is the path of a server function (`SignIn::PATH`). The browser's own validation is off: the server's
/// sentences say what to do, and stand at the fields.
#[component]
pub fn Form(
    action: &'static str,
    #[prop(optional)] class: &'static str,
    /// `multipart/form-data` for a form with a file in it.
    #[prop(optional)]
    enctype: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let key = use_context::<FormKey>()
        .map(|FormKey(key)| key(action))
        .unwrap_or_default();
    view! {
        <form method="post" action=paths::keeping_customers(action.to_owned()) class=class enctype=enctype novalidate>
            <input type="hidden" name="csrf" value=key />
            {children()}
        </form>
    }
}
