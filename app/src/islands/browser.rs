//! The few things that islands do with the page around them.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlInputElement};

/// What the element around an island says: `data-<name>`.
pub fn told(island: &Element, name: &str) -> String {
    let around = island.closest("[data-island]").ok().flatten();
    around
        .and_then(|around| around.get_attribute(&["data-", name].concat()))
        .unwrap_or_default()
}

/// The input whose id stands in `data-field`.
pub fn field(island: &Element) -> Option<HtmlInputElement> {
    document()
        .get_element_by_id(&told(island, "field"))?
        .dyn_into()
        .ok()
}

/// Shows an element that makes no sense without a script.
pub fn reveal(element: &Element) {
    let _ = element.remove_attribute("hidden");
}

/// Calls back whenever something is typed or pasted into the input.
pub fn when_typed(input: &HtmlInputElement, then: impl FnMut() + 'static) {
    // As long as the page lives, and not longer.
    let listener = Closure::<dyn FnMut()>::new(then).into_js_value();
    let _ = input.add_event_listener_with_callback("input", listener.unchecked_ref());
}

/// Sends the form that the input is in, as its button would.
pub fn send(input: &HtmlInputElement) {
    if let Some(form) = input.form() {
        let _ = form.request_submit();
    }
}
