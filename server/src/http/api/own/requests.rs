//! `/api/latchkey/1/requests…`: what users asked their admins for, and an answer without a deed.

use axum::{
    body::Body,
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use identity::{api::Call, ids::AdminRequestId, request::Answer};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{OWN, answer, codes, query, said};
use crate::{
    desk::api::{
        Refused,
        requests::{self, Piece, Wish},
    },
    http::{
        AppState,
        api::{asked::Asked, json::instant, named::Named, reply::serve},
    },
    store::requests::Request,
};

const USUAL: u32 = 50;
const MOST: u32 = 100;

/// Some requests, and the cursor that goes on after them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Requests {
    requests: Vec<OwnRequest>,
    cursor: String,
}

/// What a user asked for. A reset of the user, or the removal of the factor, answers it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnRequest {
    id: i64,
    user_id: i64,
    name: String,
    email: String,
    /// In the user's words.
    note: String,
    /// The factor that it is about, if it is about one.
    #[schema(required = true)]
    factor_id: Option<i64>,
    asked_at: String,
    #[schema(schema_with = codes::request_status)]
    status: &'static str,
    #[schema(required = true)]
    decided_at: Option<String>,
    /// The admin who decided; empty where it was a program or the command line.
    decided_by: String,
    answer: String,
}

impl From<Request> for OwnRequest {
    fn from(request: Request) -> Self {
        let row = request.row;
        Self {
            id: row.id.0,
            user_id: row.whom.id.0,
            name: row.whom.name,
            email: row.whom.email,
            note: row.note,
            factor_id: request.factor.map(|id| id.0),
            asked_at: instant(row.asked_at),
            status: row.status.code(),
            decided_at: row.decided_at.map(instant),
            decided_by: row.decided_by,
            answer: row.answer,
        }
    }
}

/// What whoever asked reads in a mail and on their pages.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decline {
    #[schema(min_length = 1, max_length = 500)]
    answer: String,
}

fn wish(raw: Option<&str>) -> Result<Wish, Refused> {
    let asked = query::Asked::read(raw)?;
    Ok(Wish {
        after: AdminRequestId(asked.after()?),
        most: asked.limit(USUAL, MOST)?,
        status: asked.one_of("status")?,
    })
}

pub async fn list(
    State(state): State<AppState>,
    RawQuery(raw): RawQuery,
    asked: Asked,
) -> Response {
    let wish = wish(raw.as_deref());
    let work = move |knock, caller| {
        let wish = wish.clone();
        async move { requests::after(&knock, &caller, wish?).await }
    };
    let good = |piece: Piece| {
        let told = Requests {
            cursor: piece.cursor.to_string(),
            requests: piece.requests.into_iter().map(OwnRequest::from).collect(),
        };
        answer(&told, StatusCode::OK)
    };
    serve((&state, &asked), (OWN, ""), Call::ReadRequests, work, good).await
}

pub async fn one(State(state): State<AppState>, named: Named, asked: Asked) -> Response {
    let id = named.request_id();
    let work = move |knock, caller| async move { requests::one(&knock, &caller, id).await };
    serve((&state, &asked), (OWN, ""), Call::ReadRequests, work, told).await
}

pub async fn decline(
    State(state): State<AppState>,
    named: Named,
    asked: Asked,
    body: Body,
) -> Response {
    let wish: Result<Decline, Refused> = match said(&asked.headers, body).await {
        Ok(wish) => wish,
        Err(response) => return response,
    };
    let id = named.request_id();
    let text = wish.and_then(|wish| {
        let text = Answer::parse(&wish.answer);
        text.map_err(|_| Refused::Unfit("answer"))
    });
    let work = move |knock, caller| {
        let text = text.clone();
        async move { requests::decline(&knock, &caller, id, &text?).await }
    };
    serve((&state, &asked), (OWN, ""), Call::DecideRequest, work, told).await
}

fn told(request: Request) -> Response {
    answer(&OwnRequest::from(request), StatusCode::OK)
}
