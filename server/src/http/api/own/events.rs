//! `GET /api/latchkey/1/audit`: the log, oldest first, from after a cursor.

use std::collections::BTreeMap;

use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use identity::{api::Call, view::audit::AuditRow};
use serde::Serialize;
use utoipa::ToSchema;

use super::{OWN, answer, codes, query};
use crate::{
    desk::api::{
        Refused,
        events::{self, Piece, Wish},
    },
    http::{
        AppState,
        api::{asked::Asked, json::instant, reply::serve},
    },
};

const USUAL: u32 = 100;
const MOST: u32 = 1_000;

/// Some events, and the cursor that goes on after them: ask again with it, at once while there are as many as were asked for, later when
/// there were fewer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Events {
    events: Vec<AuditEvent>,
    cursor: String,
}

/// One event. Sequences have no gaps.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditEvent {
    sequence: i64,
    #[schema(schema_with = codes::event)]
    event: &'static str,
    at: String,
    #[schema(schema_with = codes::actor)]
    actor_kind: &'static str,
    #[schema(required = true)]
    actor_id: Option<i64>,
    actor_name: String,
    #[schema(required = true)]
    subject_id: Option<i64>,
    subject_name: String,
    #[schema(required = true)]
    factor_id: Option<i64>,
    reason: String,
    request_id: String,
    ip: String,
    /// What else there is to tell, what is nested with dots in its name.
    detail: BTreeMap<String, String>,
}

impl From<AuditRow> for AuditEvent {
    fn from(row: AuditRow) -> Self {
        Self {
            sequence: row.sequence,
            event: row.event.code(),
            at: instant(row.at),
            actor_kind: row.actor_kind.code(),
            actor_id: row.actor.map(|id| id.0),
            actor_name: row.actor_name,
            subject_id: row.subject.map(|id| id.0),
            subject_name: row.subject_name,
            factor_id: row.factor.map(|id| id.0),
            reason: row.reason,
            request_id: row.request,
            ip: row.ip,
            detail: row.detail.into_iter().collect(),
        }
    }
}

fn wish(raw: Option<&str>) -> Result<Wish, Refused> {
    let asked = query::Asked::read(raw)?;
    Ok(Wish {
        after: asked.after()?,
        most: asked.limit(USUAL, MOST)?,
        event: asked.one_of("event")?,
    })
}

pub async fn stream(
    State(state): State<AppState>,
    RawQuery(raw): RawQuery,
    asked: Asked,
) -> Response {
    let wish = wish(raw.as_deref());
    let work = move |knock, caller| {
        let wish = wish.clone();
        async move { events::after(&knock, &caller, wish?).await }
    };
    let good = |piece: Piece| {
        let told = Events {
            cursor: piece.cursor.to_string(),
            events: piece.rows.into_iter().map(AuditEvent::from).collect(),
        };
        answer(&told, StatusCode::OK)
    };
    serve((&state, &asked), (OWN, ""), Call::ReadAudit, work, good).await
}
