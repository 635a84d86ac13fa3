//! A button that sends its form.

use leptos::prelude::*;

/// How loud it is: one primary button a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Primary,
    Secondary,
    /// Takes something away.
    Danger,
    /// Reads as a link.
    Link,
}

impl Look {
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Secondary => "button",
            Self::Danger => "button danger",
            Self::Link => "link",
        }
    }
}

/// With a `name`, its `value` is sent along.
#[component]
pub fn Button(
    #[prop(optional)] look: Look,
    #[prop(optional)] name: Option<&'static str>,
    #[prop(optional, into)] value: Option<String>,
    #[prop(optional)] lang: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <button type="submit" class=look.class() name=name value=value lang=lang>
            {children()}
        </button>
    }
}
