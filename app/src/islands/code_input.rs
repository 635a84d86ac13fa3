//! Sends the form as soon as the code is complete. Without it: the button.

use leptos::prelude::*;

/// `field` is the id of the input, `length` how many digits a code has.
#[island]
pub fn CodeInput(field: String, length: u8) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        use super::browser;
        let mut sent = false;
        browser::when_typed(&field, move |input| {
            let typed = input.value();
            let digits = typed.chars().filter(char::is_ascii_digit).count();
            let others = typed
                .chars()
                .any(|c| !c.is_ascii_digit() && !c.is_whitespace());
            if digits == usize::from(length) && !others && !sent {
                sent = true;
                browser::send(input);
            }
        });
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (field, length);
}
