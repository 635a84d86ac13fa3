//! `POST /auth/oauth2/v2/token`, and the same at its older address; `POST /auth/oauth2/revoke`.

use axum::{body::Body, extract::State, http::StatusCode, response::Response};
use identity::{api::TOKEN_LIVES, secret::Secret};

use super::{
    asked::{Asked, unreadable},
    authorization::{self, Unread},
    fields::{self, Fields},
    json::Json,
    reply::reply,
    said::{Order, Problem, Version, success},
};
use crate::{
    desk::api::token::{self, Client, Pair},
    http::AppState,
};

/// Both addresses answer in the envelope of version 1 when something is wrong: that is what published clients read.
const ONE: Version = Version::One;

/// What a body asks for.
enum Wanted {
    New(Client),
    Renewed(Secret, Secret),
}

pub async fn give(state: State<AppState>, asked: Asked, body: Body) -> Response {
    answer(state, asked, body, |token| token).await
}

/// Older: in the envelope, as a list of one.
pub async fn give_old(state: State<AppState>, asked: Asked, body: Body) -> Response {
    let old = |token| {
        Json::object([
            success(Order::ErrorFirst),
            ("data", Json::List(vec![token])),
        ])
    };
    answer(state, asked, body, old).await
}

async fn answer(
    State(state): State<AppState>,
    asked: Asked,
    body: Body,
    envelope: fn(Json) -> Json,
) -> Response {
    let fields = match fields::read(&asked.headers, body).await {
        Ok(fields) => fields,
        Err(problem) => return problem.answer(ONE),
    };
    let wanted = match wanted(&asked, &fields) {
        Ok(wanted) => wanted,
        Err(response) => return *response,
    };
    let answered = match wanted {
        Wanted::New(client) => {
            let give = move |knock| {
                let client = client.clone();
                async move { token::give(&knock, &client).await }
            };
            state.desk.ask(&asked.visitor, give).await
        }
        Wanted::Renewed(access, refresh) => {
            let renew = move |knock| {
                let (access, refresh) = (access.clone(), refresh.clone());
                async move { token::refresh(&knock, (&access, &refresh)).await }
            };
            state.desk.ask(&asked.visitor, renew).await
        }
    };
    reply(answered, (ONE, ""), |pair| {
        envelope(told(&pair)).answer(StatusCode::OK)
    })
}

fn wanted(asked: &Asked, fields: &Fields) -> Result<Wanted, Box<Response>> {
    let bad = |message: &str| Box::new(Problem::bad(message).answer(ONE));
    let grant = fields.get("grant_type").map(Secret::reveal);
    match grant {
        Some("client_credentials") => Ok(Wanted::New(client(asked, fields)?)),
        Some("refresh_token") => {
            let token = |name| {
                let token = fields.get(name).cloned();
                token.ok_or_else(|| bad("Access Token Missing"))
            };
            Ok(Wanted::Renewed(
                token("access_token")?,
                token("refresh_token")?,
            ))
        }
        _ => Err(bad("grant_type must be client_credentials")),
    }
}

/// From the header; from the body where there is none, as forms send it.
fn client(asked: &Asked, fields: &Fields) -> Result<Client, Box<Response>> {
    let refused = |unread| Box::new(unreadable(unread, ONE));
    match authorization::client(&asked.headers) {
        Ok(client) => Ok(client),
        Err(Unread::Malformed) => Err(refused(Unread::Malformed)),
        Err(Unread::Missing) => {
            let (id, secret) = (fields.get("client_id"), fields.get("client_secret"));
            let (id, secret) = id.zip(secret).ok_or_else(|| refused(Unread::Missing))?;
            Ok(Client {
                id: id.reveal().to_owned(),
                secret: secret.clone(),
            })
        }
    }
}

/// The one place where a token is told.
fn told(pair: &Pair) -> Json {
    Json::object([
        ("access_token", pair.access.reveal().into()),
        ("created_at", pair.created_at.into()),
        ("expires_in", TOKEN_LIVES.ceil_seconds().into()),
        ("refresh_token", pair.refresh.reveal().into()),
        ("token_type", "bearer".into()),
        ("account_id", pair.organisation.0.into()),
    ])
}

pub async fn revoke(State(state): State<AppState>, asked: Asked, body: Body) -> Response {
    let fields = match fields::read(&asked.headers, body).await {
        Ok(fields) => fields,
        Err(problem) => return problem.answer(ONE),
    };
    let client = match client(&asked, &fields) {
        Ok(client) => client,
        Err(response) => return *response,
    };
    let Some(access) = fields.get("access_token").cloned() else {
        return Problem::bad("Access Token Missing").answer(ONE);
    };
    let end = move |knock| {
        let (client, access) = (client.clone(), access.clone());
        async move { token::revoke(&knock, &client, &access).await }
    };
    let answered = state.desk.ask(&asked.visitor, end).await;
    reply(answered, (ONE, ""), |()| {
        Json::object([success(Order::ErrorFirst)]).answer(StatusCode::OK)
    })
}
