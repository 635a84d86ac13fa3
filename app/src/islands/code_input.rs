//! Sends the form as soon as the code is complete. Without it: the button.

use leptos::{html::Span, prelude::*};

/// `field` is the id of the input that takes six digits.
#[cfg(feature = "ssr")]
#[component]
pub fn CodeInput(field: &'static str) -> impl IntoView {
    view! {
        <span hidden data-island data-field=field>
            <SendWhenFull />
        </span>
    }
}

#[island]
pub fn SendWhenFull() -> impl IntoView {
    let here = NodeRef::<Span>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        use super::browser;
        let Some(input) = here.get().and_then(|here| browser::field(&here)) else {
            return;
        };
        let mut sent = false;
        let typed = input.clone();
        browser::when_typed(&input, move || {
            if is_complete(&typed.value()) && !sent {
                sent = true;
                browser::send(&typed);
            }
        });
    });
    view! { <span node_ref=here></span> }
}

/// Six digits, whatever the spaces between them.
#[cfg(any(feature = "hydrate", test))]
fn is_complete(typed: &str) -> bool {
    let mut typed = typed.chars().filter(|c| !c.is_ascii_whitespace());
    typed.clone().count() == 6 && typed.all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #[test]
    fn six_digits_are_complete_and_nothing_else_is() {
        for (typed, complete) in [
            ("123456", true),
            (" 123 456\n", true),
            ("12345", false),
            ("1234567", false),
            ("12345a", false),
            ("", false),
        ] {
            assert_eq!(super::is_complete(typed), complete, "{typed:?}");
        }
    }
}
