//! Sends a search form a moment after the last key. Without it: the button, or Enter.

use leptos::prelude::*;

/// `field` is the id of the input within a GET form; it keeps the focus across the page that follows.
#[island]
pub fn LiveSearch(field: String) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        use std::time::Duration;

        use super::browser;
        let Some(input) = browser::input(&field) else {
            return;
        };
        let end = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
        if end > 0 {
            let _ = input.focus();
            let _ = input.set_selection_range(end, end);
        }
        let mut send = debounce(Duration::from_millis(500), move |()| browser::send(&input));
        browser::when_typed(&field, move |_| send(()));
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = field;
}
