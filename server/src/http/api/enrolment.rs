//! Factors set up by programs: `POST …/otp_devices` in version 1, `…/registrations` in version 2.

use axum::{body::Body, extract::State, http::StatusCode, response::Response};
use identity::{
    api::{
        Call,
        ceremony::{self, Kind},
        device::{Model, model},
    },
    secret::Secret,
};

use super::{
    asked::Asked,
    fields::{self, Fields, Need},
    json::Json,
    named::Named,
    reply::serve,
    said::{Order, Version, success},
};
use crate::{
    desk::api::{
        Refused,
        challenge::{self, Challenge},
        enrol::{self, Begun, Sending, Wish, With},
    },
    http::AppState,
};

/// 200: the device, in a list of one, with what its owner's app scans and the token of what was begun.
pub async fn enrol(state: State<AppState>, named: Named, asked: Asked, body: Body) -> Response {
    begin(state, (named, asked, body), Version::One).await
}

/// 201: the same, bare.
pub async fn register(state: State<AppState>, named: Named, asked: Asked, body: Body) -> Response {
    begin(state, (named, asked, body), Version::Two).await
}

async fn begin(
    State(state): State<AppState>,
    (named, asked, body): (Named, Asked, Body),
    version: Version,
) -> Response {
    let body = (&asked.headers, body);
    let fields = match fields::of_call(body, Need::Body, version).await {
        Ok(fields) => fields,
        Err(response) => return response,
    };
    let wish = fields.and_then(|fields| wish(&named, &fields, version));
    let work = move |knock, caller| {
        let wish = wish.clone();
        async move { enrol::begin(&knock, &caller, &wish?).await }
    };
    let way = (version, named.user.as_str());
    serve(
        (&state, &asked),
        way,
        Call::EnrolFactor,
        work,
        |begun| match version {
            Version::One => {
                let data = Json::List(vec![begun_one(&begun)]);
                Json::object([success(Order::TypeFirst), ("data", data)]).answer(StatusCode::OK)
            }
            Version::Two | Version::Own => begun_two(&begun).answer(StatusCode::CREATED),
        },
    )
    .await
}

/// Nobody but a code verifies a factor: what says that it is verified already is refused (case K-13).
fn wish(named: &Named, fields: &Fields, version: Version) -> Result<Wish, Refused> {
    match fields.text("verified")?.as_deref() {
        None | Some("false") => {}
        Some(_) => return Err(fields::invalid("verified")),
    }
    let model = fields.number("factor_id")?;
    let model = model.ok_or_else(|| Refused::Malformed("factor_id is missing".to_owned()))?;
    let lives = ceremony::lives(Kind::Registration, fields.number("expires_in")?);
    Ok(Wish {
        user: named.user_id(),
        model,
        name: fields.text("display_name")?,
        number: fields.text("number")?.map(Secret::from),
        // Version 1 has a call that sends a code; version 2 has none for what is not set up yet.
        sending: match version {
            Version::One => Sending::WhenTriggered,
            Version::Two | Version::Own => Sending::AtOnce,
        },
        lives: lives.ok_or_else(|| fields::invalid("expires_in"))?,
    })
}

/// What its owner's app takes, told this once; of a phone the end of its number.
fn factor_data(begun: &Begun) -> (&'static str, Json) {
    match &begun.with {
        With::App { uri, key } => {
            let data = Json::object([
                ("verification_token", key.reveal().into()),
                ("totp_url", uri.reveal().into()),
            ]);
            ("factor_data", data)
        }
        With::Phone(number) => ("phone_number", number.to_string().into()),
    }
}

fn begun_one(begun: &Begun) -> Json {
    let model = model(begun.kind);
    Json::object([
        ("type_display_name", model.name.into()),
        ("active", false.into()),
        ("user_display_name", begun.name.as_str().into()),
        ("default", false.into()),
        ("auth_factor_name", model.auth_factor.into()),
        ("id", begun.factor.0.into()),
        ("needs_trigger", model.needs_trigger.into()),
        ("state_token", begun.id.as_str().into()),
        factor_data(begun),
    ])
}

fn begun_two(begun: &Begun) -> Json {
    let model = model(begun.kind);
    Json::object([
        ("id", begun.id.as_str().into()),
        ("status", "pending".into()),
        ("device_id", begun.factor.to_string().into()),
        ("auth_factor_name", model.auth_factor.into()),
        ("type_display_name", model.name.into()),
        ("user_display_name", begun.name.as_str().into()),
        ("expires_at", begun.expires_at.into()),
        factor_data(begun),
    ])
}

/// How a registration went on; never its secret again.
pub async fn registration(state: State<AppState>, named: Named, asked: Asked) -> Response {
    look(state, (named, asked), Kind::Registration).await
}

pub async fn verification(state: State<AppState>, named: Named, asked: Asked) -> Response {
    look(state, (named, asked), Kind::Verification).await
}

async fn look(
    State(state): State<AppState>,
    (named, asked): (Named, Asked),
    kind: Kind,
) -> Response {
    let (user, id) = (named.user_id(), named.begun.clone());
    let work = move |knock, caller| {
        let id = id.clone();
        async move { challenge::look(&knock, &caller, user, (kind, &id)).await }
    };
    let now = asked.visitor.arrived;
    let way = (Version::Two, named.user.as_str());
    serve((&state, &asked), way, Call::ReadFactors, work, |found| {
        let status = if found.ceremony.is_open(now) || is_accepted(&found) {
            found.ceremony.state.code()
        } else {
            "rejected"
        };
        told(&found, status).answer(StatusCode::OK)
    })
    .await
}

fn is_accepted(found: &Challenge) -> bool {
    found.ceremony.state == ceremony::State::Accepted
}

/// What was begun, with how it stands.
pub fn told(found: &Challenge, status: &str) -> Json {
    let Model {
        name, auth_factor, ..
    } = model(found.factor.kind);
    Json::object([
        ("id", found.ceremony.id.as_str().into()),
        ("status", status.into()),
        ("user_id", found.user.to_string().into()),
        ("device_id", found.factor.id.to_string().into()),
        ("auth_factor_name", auth_factor.into()),
        ("type_display_name", name.into()),
        ("user_display_name", found.factor.name.as_str().into()),
        ("expires_at", found.ceremony.expires_at.into()),
    ])
}
