//! The few things that islands do with the page around them.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::HtmlInputElement;

/// The input with this id.
pub fn input(id: &str) -> Option<HtmlInputElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Calls back whenever something is typed or pasted into the input.
pub fn when_typed(id: &str, mut then: impl FnMut(&HtmlInputElement) + 'static) {
    let Some(input) = input(id) else { return };
    let watched = input.clone();
    let listener = Closure::<dyn FnMut()>::new(move || then(&watched));
    // As long as the page lives, and not longer.
    let _ =
        input.add_event_listener_with_callback("input", listener.into_js_value().unchecked_ref());
}

/// Sends the form that the input is in, as its button would.
pub fn send(input: &HtmlInputElement) {
    if let Some(form) = input.form() {
        let _ = form.request_submit();
    }
}
