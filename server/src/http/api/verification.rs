//! Codes given by programs: `trigger` and `verify` in version 1, `verifications` and the end of `registrations` in version 2.

use axum::{body::Body, extract::State, http::StatusCode, response::Response};
use identity::api::{
    Call,
    ceremony::{self, Kind},
    device::model,
};

use super::{
    asked::Asked,
    enrolment::told,
    fields::{self, Fields, Need},
    json::Json,
    named::Named,
    reply::serve,
    said::{Order, Version, pending, success},
};
use crate::{
    desk::api::{
        Refused, Stop,
        challenge::{self, Challenge},
        verify::{self, Given, Of},
    },
    http::AppState,
};

/// Version 1. An app shows its codes by itself, to a phone one is sent; a body is not needed.
pub async fn trigger(
    State(state): State<AppState>,
    named: Named,
    asked: Asked,
    body: Body,
) -> Response {
    let version = Version::One;
    let body = (&asked.headers, body);
    let fields = match fields::of_call(body, Need::Maybe, version).await {
        Ok(fields) => fields,
        Err(response) => return response,
    };
    let lives = fields.and_then(|fields| lives(&fields, "state_token_expires_in"));
    let meant = (named.user_id(), named.device_id());
    let work = move |knock, caller| {
        let lives = lives.clone();
        async move { challenge::begin(&knock, &caller, meant, lives?).await }
    };
    let way = (version, named.user.as_str());
    serve((&state, &asked), way, Call::VerifyFactor, work, |begun| {
        let data = Json::List(vec![triggered(&begun)]);
        Json::object([pending(begun.factor.kind), ("data", data)]).answer(StatusCode::OK)
    })
    .await
}

fn lives(fields: &Fields, name: &str) -> Result<identity::time::Span, Refused> {
    let lives = ceremony::lives(Kind::Verification, fields.number(name)?);
    lives.ok_or_else(|| fields::invalid(name))
}

/// Here `id` is the user, as on OneLogin's page.
fn triggered(begun: &Challenge) -> Json {
    let model = model(begun.factor.kind);
    Json::object([
        ("id", begun.user.0.into()),
        ("user_display_name", begun.factor.name.as_str().into()),
        ("active", begun.factor.is_active().into()),
        ("state_token", begun.ceremony.id.as_str().into()),
        ("auth_factor_name", model.auth_factor.into()),
        ("type_display_name", model.name.into()),
        ("device_id", begun.factor.id.0.into()),
    ])
}

/// Version 1: success without data.
pub async fn verify(
    State(state): State<AppState>,
    named: Named,
    asked: Asked,
    body: Body,
) -> Response {
    let version = Version::One;
    let body = (&asked.headers, body);
    let fields = match fields::of_call(body, Need::Body, version).await {
        Ok(fields) => fields,
        Err(response) => return response,
    };
    let given = fields.and_then(|fields| {
        Ok(Given {
            user: named.user_id(),
            of: Of::Device(named.device_id(), fields.text("state_token")?),
            otp: fields.needed("otp_token")?.clone(),
        })
    });
    let work = move |knock, caller| {
        let given = given.clone();
        async move {
            let verified = verify::verify(&knock, &caller, &given?).await;
            verified.map_err(|stop| match stop {
                Stop::Refused(Refused::NoSuchUser) => Stop::Refused(Refused::UserDoesNotExist),
                stop => stop,
            })
        }
    };
    let good = |_| Json::object([success(Order::TypeFirst)]).answer(StatusCode::OK);
    let way = (version, named.user.as_str());
    serve((&state, &asked), way, Call::VerifyFactor, work, good).await
}

/// Version 2: 201, and a list of one.
pub async fn begin(
    State(state): State<AppState>,
    named: Named,
    asked: Asked,
    body: Body,
) -> Response {
    let version = Version::Two;
    let body = (&asked.headers, body);
    let fields = match fields::of_call(body, Need::Body, version).await {
        Ok(fields) => fields,
        Err(response) => return response,
    };
    let user = named.user_id();
    let wish = fields.and_then(|fields| {
        let device = fields.needed("device_id")?.reveal().parse().ok();
        Ok((device, lives(&fields, "expires_in")?))
    });
    let work = move |knock, caller| {
        let wish = wish.clone();
        async move {
            let (device, lives) = wish?;
            challenge::begin(&knock, &caller, (user, device), lives).await
        }
    };
    let way = (version, named.user.as_str());
    serve((&state, &asked), way, Call::VerifyFactor, work, |begun| {
        let status = begun.ceremony.state.code();
        Json::List(vec![told(&begun, status)]).answer(StatusCode::CREATED)
    })
    .await
}

pub async fn finish_registration(
    state: State<AppState>,
    named: Named,
    asked: Asked,
    body: Body,
) -> Response {
    finish(state, (named, asked, body), Kind::Registration).await
}

pub async fn finish_verification(
    state: State<AppState>,
    named: Named,
    asked: Asked,
    body: Body,
) -> Response {
    finish(state, (named, asked, body), Kind::Verification).await
}

async fn finish(
    State(state): State<AppState>,
    (named, asked, body): (Named, Asked, Body),
    kind: Kind,
) -> Response {
    let version = Version::Two;
    let body = (&asked.headers, body);
    let fields = match fields::of_call(body, Need::Body, version).await {
        Ok(fields) => fields,
        Err(response) => return response,
    };
    let given = fields.and_then(|fields| {
        Ok(Given {
            user: named.user_id(),
            of: Of::Begun(kind, named.begun.clone()),
            otp: fields.needed("otp")?.clone(),
        })
    });
    let work = move |knock, caller| {
        let given = given.clone();
        async move {
            let verified = verify::verify(&knock, &caller, &given?).await?;
            verified.ok_or(Stop::Refused(Refused::NoSuchCeremony))
        }
    };
    let way = (version, named.user.as_str());
    serve((&state, &asked), way, Call::VerifyFactor, work, |found| {
        told(&found, found.ceremony.state.code()).answer(StatusCode::OK)
    })
    .await
}
