//! Whom and what a path names: ids as they were written, which are believed only if they are ids.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use identity::ids::{AdminRequestId, FactorId, UserId};

use crate::http::AppState;

/// `{user}`, `{device}` and `{request}` of a path.
#[derive(Clone, Debug, Default)]
pub struct Named {
    pub user: String,
    device: String,
    request: String,
    /// What was begun, as programs call it.
    pub begun: String,
}

impl FromRequestParts<AppState> for Named {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let mut named = Self::default();
        // What is no UTF-8 names nobody.
        if let Ok(params) = RawPathParams::from_request_parts(parts, state).await {
            for (name, value) in &params {
                match name {
                    "user" => value.clone_into(&mut named.user),
                    "device" => value.clone_into(&mut named.device),
                    "request" => value.clone_into(&mut named.request),
                    "registration" | "verification" => value.clone_into(&mut named.begun),
                    _ => {}
                }
            }
        }
        Ok(named)
    }
}

impl Named {
    /// Above zero and in its only spelling, else none.
    pub fn user_id(&self) -> Option<UserId> {
        self.user.parse().ok().filter(|id: &UserId| id.0 > 0)
    }

    pub fn request_id(&self) -> Option<AdminRequestId> {
        let id = self.request.parse().ok();
        id.filter(|id: &AdminRequestId| id.0 > 0)
    }

    pub fn device_id(&self) -> Option<FactorId> {
        self.device.parse().ok().filter(|id: &FactorId| id.0 > 0)
    }
}
