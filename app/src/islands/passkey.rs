//! The ceremony of a passkey: asks our server for options, the browser for an answer, and sends the form with it.
//!
//! Without it there are no passkeys: the page says so in a `noscript`, and offers the other ways.

use leptos::{
    html::{Button, P},
    prelude::*,
};

#[cfg(feature = "ssr")]
use crate::{
    wire,
    words::{self, passkey},
};

#[cfg(feature = "hydrate")]
mod ceremony;
#[cfg(feature = "hydrate")]
mod script;

/// The id of the hidden field that the answer is put into.
#[cfg(feature = "ssr")]
const FIELD: &str = "answer";

/// What the browser is asked for.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ceremony {
    Create,
    /// On a press of the button.
    Use,
    /// On a press, or from the browser's list at the field for the address.
    Discover,
}

/// Stands in the form that takes the answer. `start` is the path of the server function that gives the options, and
/// `with` what it is told. The button is the form's own: it shows only where a script can do its part.
#[cfg(feature = "ssr")]
#[component]
pub fn AskPasskey(
    ceremony: Ceremony,
    start: &'static str,
    #[prop(optional)] with: Vec<(&'static str, String)>,
    label: &'static str,
    #[prop(default = "button primary")] class: &'static str,
) -> impl IntoView {
    let language = words::language();
    let create = ceremony == Ceremony::Create;
    let kind = if create { "create" } else { "get" };
    let (cancelled, refused) = if create {
        (
            passkey::create_cancelled(language),
            passkey::already(language),
        )
    } else {
        (
            passkey::use_cancelled(language),
            passkey::wrong_device(language),
        )
    };
    // On the sign-in page the password stands above: nobody needs to hear what this browser cannot do.
    let quiet = ceremony == Ceremony::Discover;
    let unless_quiet = |text: &'static str| if quiet { "" } else { text };
    view! {
        <input type="hidden" name=FIELD id=FIELD value="" />
        <div
            class="passkey"
            data-island
            data-field=FIELD
            data-start=start
            data-body=wire::form_body(start, &with)
            data-ceremony=kind
            data-autofill=(ceremony == Ceremony::Discover).then_some("on")
            data-class=class
            data-label=label
            data-waiting=passkey::waiting(language)
            data-cancelled=cancelled
            data-refused=refused
            data-late=passkey::late(language)
            data-incapable=passkey::incapable(language)
            data-wrong-address=passkey::wrong_address(language)
            data-offline=passkey::offline(language)
            data-failed=passkey::failed(language)
            data-unsupported=unless_quiet(passkey::unsupported(language))
            data-insecure=unless_quiet(passkey::insecure(language))
        >
            <Ask />
        </div>
        <noscript>
            <p>{passkey::no_script(language)}</p>
        </noscript>
    }
}

#[island]
pub fn Ask() -> impl IntoView {
    let (button, said) = (NodeRef::<Button>::new(), NodeRef::<P>::new());
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let (Some(button), Some(said)) = (button.get(), said.get()) {
            ceremony::offer(button.into(), said.into());
        }
    });
    view! {
        <p class="error" role="alert" hidden node_ref=said></p>
        <button type="button" hidden node_ref=button></button>
    }
}
