//! A file as the answer to a form: what a server function gives in place of a page to go to.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    http::{
        HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use identity::turn::{Away, Shown, Turn};
use identity::{place::Place, refusal::Refusal};
use leptos::prelude::use_context;

use super::{Followed, follow};

/// A download. Its name is one of ours, never what somebody typed.
#[derive(Clone, Debug)]
pub struct Download {
    pub name: &'static str,
    /// A media type such as `text/csv`.
    pub kind: &'static str,
    pub text: String,
}

/// Where a server function leaves a file, so that [`crate::serve::post`] can answer with it.
#[derive(Clone, Debug, Default)]
pub struct Handover(Arc<Mutex<Option<Download>>>);

impl Handover {
    pub fn take(&self) -> Option<Download> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn leave(download: Download) {
        if let Some(Self(place)) = use_context() {
            *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(download);
        }
    }
}

/// Answers a form with a file; whoever may not have it is sent on as by any other form.
pub async fn give<T>(
    asked: impl Future<Output = Shown<T>>,
    download: impl FnOnce(T) -> Download,
) -> Followed {
    match asked.await {
        Ok(given) => {
            Handover::leave(download(given));
            Ok(())
        }
        Err(Away::Go(turn)) => follow(Ok(*turn)),
        Err(Away::NotFound) => follow(Ok(Turn::refused(Place::Account, Refusal::NotFound))),
        Err(Away::NotAllowed) => follow(Ok(Turn::refused(Place::Account, Refusal::NotAllowed))),
        Err(Away::Trouble(trouble)) => follow(Err(trouble)),
    }
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let header = |text: String| {
            HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static("attachment"))
        };
        let headers = [
            (
                CONTENT_TYPE,
                header(format!("{}; charset=utf-8", self.kind)),
            ),
            (
                CONTENT_DISPOSITION,
                header(format!("attachment; filename=\"{}\"", self.name)),
            ),
        ];
        (headers, self.text).into_response()
    }
}
