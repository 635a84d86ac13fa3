//! `POST …/mfa_token`, the same in both versions: an access pass, which programs call a temporary token.

use axum::{body::Body, extract::State, http::StatusCode, response::Response};
use identity::{access_pass::PassLife, api::Call, place::FreshPass};

use super::{
    asked::Asked,
    fields::{self, Fields, Need},
    json::Json,
    named::Named,
    reply::serve,
    said::Version,
};
use crate::{
    desk::api::{Refused, mfa_token},
    http::AppState,
};

/// 201, without an envelope.
pub async fn one(state: State<AppState>, named: Named, asked: Asked, body: Body) -> Response {
    issue(state, (named, asked, body), Version::One).await
}

pub async fn two(state: State<AppState>, named: Named, asked: Asked, body: Body) -> Response {
    issue(state, (named, asked, body), Version::Two).await
}

async fn issue(
    State(state): State<AppState>,
    (named, asked, body): (Named, Asked, Body),
    version: Version,
) -> Response {
    let body = (&asked.headers, body);
    let fields = match fields::of_call(body, Need::Maybe, version).await {
        Ok(fields) => fields,
        Err(response) => return response,
    };
    let life = fields.and_then(|fields| life(&fields));
    let id = named.user_id();
    let work = move |knock, caller| {
        let life = life.clone();
        async move { mfa_token::issue(&knock, &caller, id, life?).await }
    };
    let way = (version, named.user.as_str());
    serve((&state, &asked), way, Call::IssueAccessPass, work, told).await
}

/// A pass is good once: what asks for more is refused. One published client spells the field in a way of its own.
fn life(fields: &Fields) -> Result<PassLife, Refused> {
    for name in ["reusable", "resuable"] {
        match fields.text(name)?.as_deref() {
            None | Some("false") => {}
            Some(_) => return Err(Refused::Unfit("reusable")),
        }
    }
    match fields.number("expires_in")? {
        None => Ok(PassLife::USUAL),
        Some(seconds) => PassLife::of_seconds(seconds).ok_or(Refused::Unfit("expires_in")),
    }
}

fn told(fresh: FreshPass) -> Response {
    Json::object([
        ("mfa_token", fresh.pass.reveal().into()),
        ("reusable", false.into()),
        ("expires_at", fresh.until.into()),
    ])
    .answer(StatusCode::CREATED)
}
