//! What was typed and must not be lost while a page asks for something else first.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use leptos::prelude::use_context;

/// What a posted form holds that may be shown again, by field name: never a password, never a code.
#[derive(Clone, Debug, Default)]
pub struct Typed(pub BTreeMap<String, String>);

/// Where a page leaves word of it, so that it goes on in the sealed flash. The server provides one for each page.
#[derive(Clone, Debug, Default)]
pub struct Hold(Arc<Mutex<BTreeMap<String, String>>>);

impl Hold {
    /// By field name: never a password, never a code.
    pub fn on_to(typed: impl IntoIterator<Item = (String, String)>) {
        if let Some(Self(place)) = use_context() {
            place
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .extend(typed);
        }
    }

    pub fn take(&self) -> BTreeMap<String, String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
