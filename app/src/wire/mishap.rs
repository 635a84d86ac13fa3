//! A form that could not be carried out for a reason that is ours: the page that its answer becomes.

use std::sync::{Arc, Mutex, PoisonError};

use identity::turn::Trouble;
use leptos::prelude::use_context;

/// Where a server function leaves word of trouble, so that [`crate::serve::post`] can answer with a page.
#[derive(Clone, Debug, Default)]
pub struct Mishap(Arc<Mutex<Option<Trouble>>>);

impl Mishap {
    pub fn report(trouble: Trouble) {
        if let Some(Self(place)) = use_context() {
            *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(trouble);
        }
    }

    pub fn take(&self) -> Option<Trouble> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
