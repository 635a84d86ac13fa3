//! Factors: which kinds a user may set up, which devices there are, and their removal, in both versions.

use axum::{body::Body, extract::State, http::StatusCode, response::Response};
use identity::{
    api::{
        Call,
        device::{Model, model},
    },
    factor::Factor,
};

use super::{
    asked::Asked,
    json::Json,
    named::Named,
    reply::serve,
    said::{Order, Version, success},
};
use crate::{
    desk::api::{
        devices::{self, Waiting},
        remove,
    },
    http::AppState,
};

/// In the envelope of version 1.
fn enveloped(name: &'static str, items: Vec<Json>) -> Response {
    let data = Json::object([(name, items.into())]);
    Json::object([success(Order::TypeFirst), ("data", data)]).answer(StatusCode::OK)
}

pub async fn available(state: State<AppState>, named: Named, asked: Asked) -> Response {
    kinds(state, (named, asked), Version::One).await
}

pub async fn available_bare(state: State<AppState>, named: Named, asked: Asked) -> Response {
    kinds(state, (named, asked), Version::Two).await
}

async fn kinds(
    State(state): State<AppState>,
    (named, asked): (Named, Asked),
    version: Version,
) -> Response {
    let id = named.user_id();
    let work = move |knock, caller| async move { devices::available(&knock, &caller, id).await };
    serve(
        (&state, &asked),
        (version, &named.user),
        Call::ReadFactors,
        work,
        |kinds| {
            let models = kinds.iter().map(model);
            match version {
                Version::One => enveloped("auth_factors", models.map(kind_one).collect()),
                Version::Two | Version::Own => {
                    Json::List(models.map(kind_two).collect()).answer(StatusCode::OK)
                }
            }
        },
    )
    .await
}

fn kind_one(model: Model) -> Json {
    Json::object([("name", model.name.into()), ("factor_id", model.id.into())])
}

fn kind_two(model: Model) -> Json {
    Json::object([
        ("factor_id", model.id.into()),
        ("name", model.name.into()),
        ("auth_factor_name", model.auth_factor.into()),
    ])
}

pub async fn enrolled(state: State<AppState>, named: Named, asked: Asked) -> Response {
    held(state, (named, asked), Version::One).await
}

pub async fn enrolled_bare(state: State<AppState>, named: Named, asked: Asked) -> Response {
    held(state, (named, asked), Version::Two).await
}

async fn held(
    State(state): State<AppState>,
    (named, asked): (Named, Asked),
    version: Version,
) -> Response {
    let id = named.user_id();
    // Only version 1 can say that one is not active.
    let waiting = match version {
        Version::One => Waiting::Listed,
        Version::Two | Version::Own => Waiting::LeftOut,
    };
    let work =
        move |knock, caller| async move { devices::enrolled(&knock, &caller, (id, waiting)).await };
    serve(
        (&state, &asked),
        (version, &named.user),
        Call::ReadFactors,
        work,
        |factors| {
            // The one that a sign-in asks for first.
            let first = factors.iter().find(|one| one.is_active()).map(|one| one.id);
            let items = factors.iter().map(|factor| {
                let default = (Some(factor.id) == first).into();
                match version {
                    Version::One => device_one(factor, default),
                    Version::Two | Version::Own => device_two(factor, default),
                }
            });
            match version {
                Version::One => enveloped("otp_devices", items.collect()),
                Version::Two | Version::Own => Json::List(items.collect()).answer(StatusCode::OK),
            }
        },
    )
    .await
}

fn device_one(factor: &Factor, default: Json) -> Json {
    let model = model(factor.kind);
    let number = factor
        .number
        .as_ref()
        .map(|number| ("phone_number", number.to_string().into()));
    let before = [
        ("type_display_name", model.name.into()),
        ("active", factor.is_active().into()),
        ("user_display_name", factor.name.as_str().into()),
        ("default", default),
    ];
    let after = [
        ("auth_factor_name", model.auth_factor.into()),
        ("id", factor.id.0.into()),
        ("needs_trigger", model.needs_trigger.into()),
    ];
    Json::object_of(before.into_iter().chain(number).chain(after))
}

/// Here the id is a text.
fn device_two(factor: &Factor, default: Json) -> Json {
    let model = model(factor.kind);
    Json::object([
        ("device_id", factor.id.to_string().into()),
        ("user_display_name", factor.name.as_str().into()),
        ("type_display_name", model.name.into()),
        ("auth_factor_name", model.auth_factor.into()),
        ("default", default),
    ])
}

/// 200 and `{}`.
pub async fn remove(state: State<AppState>, named: Named, asked: Asked) -> Response {
    take_away(state, (named, asked), Version::One).await
}

/// 204 and nothing.
pub async fn remove_bare(state: State<AppState>, named: Named, asked: Asked) -> Response {
    take_away(state, (named, asked), Version::Two).await
}

async fn take_away(
    State(state): State<AppState>,
    (named, asked): (Named, Asked),
    version: Version,
) -> Response {
    let meant = (named.user_id(), named.device_id());
    let work = move |knock, caller| async move { remove::remove(&knock, &caller, meant).await };
    serve(
        (&state, &asked),
        (version, &named.user),
        Call::RemoveFactor,
        work,
        |()| match version {
            Version::One => Json::object([]).answer(StatusCode::OK),
            Version::Two | Version::Own => {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::NO_CONTENT;
                response
            }
        },
    )
    .await
}
