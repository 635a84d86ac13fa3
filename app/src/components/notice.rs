//! The green line: what has just been done, once, read out by a screen reader.

use identity::notice::Notice;
use leptos::prelude::*;

use crate::words::{self, notice::sentence};

#[component]
pub fn NoticeLine(notice: Option<Notice>) -> impl IntoView {
    notice.map(|notice| {
        view! {
            <p class="notice" role="status">
                {sentence(words::language(), &notice)}
            </p>
        }
    })
}
