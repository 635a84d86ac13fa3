//! The document around a page: head, title, style, and the start script only where the page holds an island.

use std::sync::{Arc, Mutex, PoisonError};

use futures::StreamExt;
use identity::{brand::Accent, visitor::Visitor};
use leptos::prelude::*;

use crate::{
    brand,
    components::{bulk_progress, known_passkeys, still_there::OPENING, strength},
    escaped::escaped,
    words,
};

/// The hashed paths of what `cargo xtask site` built, by the keys of its manifest. The server provides them.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    pub style: String,
    pub start: String,
    /// The script of [`crate::components::StillThere`].
    pub idle: String,
    /// The script of [`crate::components::known_passkeys`].
    pub signal: String,
    /// The script of [`crate::components::Strength`].
    pub strength: String,
    /// The script of a reset of many that is under way.
    pub progress: String,
    pub icon: String,
}

/// What the page says for the browser's title; the page frame fills it while the page is rendered.
#[derive(Clone, Debug, Default)]
pub struct Title(Arc<Mutex<String>>);

impl Title {
    pub fn set(&self, title: String) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = title;
    }

    fn get(&self) -> String {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// The colour of the organisation whose page it is; the page frame fills it while the page is rendered.
#[derive(Clone, Debug, Default)]
pub struct Theme(Arc<Mutex<Option<Accent>>>);

impl Theme {
    pub fn set(&self, accent: Accent) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(accent);
    }

    fn get(&self) -> Option<Accent> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The whole document. The body is rendered first, since only the page knows its title and whether it holds an island.
pub fn shell<V: IntoView + 'static>(page: impl FnOnce() -> V + Send + 'static) -> impl IntoView {
    // Nothing is hydrated but islands: without this, every resource outside them would be serialised into the page.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let title = Title::default();
    provide_context(title.clone());
    let theme = Theme::default();
    provide_context(theme.clone());
    Suspend::new(async move {
        let body = page()
            .into_view()
            .to_html_stream_in_order()
            .collect::<String>()
            .await;
        document(&title.get(), theme.get(), body)
    })
}

/// The document around a rendered body.
fn document(title: &str, accent: Option<Accent>, body: String) -> impl IntoView + use<> {
    let assets = use_context::<Assets>().unwrap_or_default();
    let language = use_context::<Visitor>()
        .map(|visitor| visitor.language)
        .unwrap_or_default();
    // Text and attributes are escaped, so nothing but an island can say this.
    let start = body
        .contains("<leptos-island")
        .then(|| view! { <script type="module" src=assets.start></script> });
    let idle = body
        .contains(OPENING)
        .then(|| view! { <script type="module" src=assets.idle></script> });
    let signal = body
        .contains(known_passkeys::OPENING)
        .then(|| view! { <script type="module" src=assets.signal></script> });
    let strength = body
        .contains(strength::OPENING)
        .then(|| view! { <script type="module" src=assets.strength></script> });
    let progress = body
        .contains(bulk_progress::OPENING)
        .then(|| view! { <script type="module" src=assets.progress></script> });
    let theme = accent.map(|accent| view! { <link rel="stylesheet" href=brand::theme(accent) /> });
    let title = if title.is_empty() {
        words::common::product(language).to_owned()
    } else {
        title.to_owned()
    };
    view! {
        <!DOCTYPE html>
        <html lang=language.tag()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#f5f4f1" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#131518" media="(prefers-color-scheme: dark)" />
                <title inner_html=escaped(&title)></title>
                <link rel="icon" href=assets.icon type="image/svg+xml" />
                <link rel="stylesheet" href=assets.style />
                {theme}
                {start}
                {idle}
                {signal}
                {strength}
                {progress}
            </head>
            <body inner_html=body></body>
        </html>
    }
}
