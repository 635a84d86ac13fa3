//! `POST /api/latchkey/1/users/<id>/reset`: everything that a user proves with goes.

use axum::{body::Body, extract::State, http::StatusCode, response::Response};
use identity::{api::Call, justification::Justification, operation::Identity};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{OWN, answer, codes, said};
use crate::{
    desk::api::{
        Refused,
        reset::{self, Done},
    },
    http::{
        AppState,
        api::{asked::Asked, json::instant, named::Named, reply::serve},
    },
};

/// Why, and how somebody made sure who the person is.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResetOrder {
    #[schema(schema_with = codes::reason_kind)]
    reason_kind: String,
    /// In words; needed where the kind is `other`.
    #[serde(default)]
    #[schema(max_length = 500)]
    reason: String,
    #[schema(schema_with = codes::verification)]
    verification: String,
}

/// What a reset did.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResetDone {
    factors: Vec<GoneFactor>,
    /// Backup codes that were left and are worth nothing now.
    codes_revoked: u32,
    /// Until when the user may set up a factor with a password alone.
    enrol_until: String,
}

/// A factor that went: deleted, or, if it is a hardware token, deactivated.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GoneFactor {
    id: i64,
    #[schema(schema_with = codes::kind)]
    kind: &'static str,
    name: String,
    #[schema(schema_with = codes::fate)]
    fate: &'static str,
}

impl From<Done> for ResetDone {
    fn from(done: Done) -> Self {
        let gone = done.plan.factors.iter().map(|(factor, fate)| GoneFactor {
            id: factor.id.0,
            kind: factor.kind.code(),
            name: factor.name.to_string(),
            fate: fate.code(),
        });
        Self {
            factors: gone.collect(),
            codes_revoked: done.plan.codes_left,
            enrol_until: instant(done.until),
        }
    }
}

pub async fn reset(
    State(state): State<AppState>,
    named: Named,
    asked: Asked,
    body: Body,
) -> Response {
    let order: Result<ResetOrder, Refused> = match said(&asked.headers, body).await {
        Ok(order) => order,
        Err(response) => return response,
    };
    let why = order.and_then(|order| {
        let said = Justification {
            reason_kind: order.reason_kind,
            reason: order.reason,
            verification: order.verification,
        };
        let why = said.parse(Identity::MustBeVerified);
        why.map_err(|_| Refused::Unfit("reason_kind, reason or verification"))
    });
    let id = named.user_id();
    let work = move |knock, caller| {
        let why = why.clone();
        async move { reset::reset(&knock, &caller, id, why?).await }
    };
    let way = (OWN, named.user.as_str());
    let good = |done: Done| answer(&ResetDone::from(done), StatusCode::OK);
    serve((&state, &asked), way, Call::ResetFactors, work, good).await
}
