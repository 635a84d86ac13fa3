//! A refusal as a script gets it: the closed enum as JSON, nothing more.

use identity::refusal::{Refusal, Refused};
use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

use super::endpoints::not_understood;

/// The error of every server function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Declined(pub Refused);

impl Declined {
    /// Ours, not the caller's: nothing was done, nothing is lost.
    pub fn trouble() -> Self {
        Self(Refusal::Busy.into())
    }
}

impl FromServerFnError for Declined {
    type Encoder = JsonEncoding;

    /// Runs within the request's context, so that a form that cannot be read is answered as a refusal as well.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => {
                not_understood();
                Self(Refusal::Malformed.into())
            }
            _ => Self::trouble(),
        }
    }
}
