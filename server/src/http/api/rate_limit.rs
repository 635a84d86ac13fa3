//! `GET /auth/rate_limit`: how many calls are left. Asking is none.

use axum::{extract::State, http::StatusCode, response::Response};
use identity::api::Call;

use super::{
    asked::Asked,
    json::Json,
    reply::{reply, told},
    said::{Order, Version, success},
};
use crate::http::AppState;

pub async fn show(State(state): State<AppState>, asked: Asked) -> Response {
    let version = Version::One;
    let bearer = match asked.bearer(version) {
        Ok(bearer) => bearer,
        Err(response) => return response,
    };
    let call = (&bearer, Call::RateLimit);
    let answered = state
        .desk
        .call(&asked.visitor, call, |_, _| std::future::ready(Ok(())))
        .await;
    let left = answered.as_ref().ok().and_then(|answered| answered.left);
    reply(answered, (version, ""), |()| {
        Json::object([success(Order::TypeFirst), ("data", told(left))]).answer(StatusCode::OK)
    })
}
