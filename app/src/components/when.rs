//! An instant as people say it, exact in the title.

use identity::time::Timestamp;
use leptos::prelude::*;

use crate::{
    wire,
    words::{self, when},
};

#[component]
pub fn When(at: Timestamp) -> impl IntoView {
    let language = words::language();
    view! {
        <time datetime=when::machine(at) title=when::exact(language, at)>
            {when::relative(language, at, wire::visitor().arrived)}
        </time>
    }
}
