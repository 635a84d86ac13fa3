//! `GET /api/latchkey/1/policies` and `/groups`.

use axum::{extract::State, http::StatusCode, response::Response};
use identity::{
    api::Call,
    factor::FactorKind,
    policy::{Policy, Scope},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{OWN, answer, codes, people::Groups};
use crate::{
    desk::api::rules,
    http::{
        AppState,
        api::{asked::Asked, reply::serve},
    },
};

/// The policies in the order in which they are asked whether they apply; the default stands last.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Policies {
    policies: Vec<OwnPolicy>,
}

/// What is demanded of some users.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnPolicy {
    id: i64,
    name: String,
    /// For whom it is; null for the default, which is for everybody else.
    #[schema(required = true)]
    groups: Option<Vec<String>>,
    #[schema(schema_with = codes::requirement)]
    requirement: &'static str,
    allowed_kinds: Vec<&'static str>,
    #[schema(schema_with = codes::self_removal)]
    self_removal: &'static str,
    #[schema(schema_with = codes::passwordless)]
    passwordless: &'static str,
    idle_minutes: u16,
    absolute_minutes: u16,
}

impl From<&Policy> for OwnPolicy {
    fn from(policy: &Policy) -> Self {
        let rules = &policy.rules;
        let groups = match &policy.scope {
            Scope::Default => None,
            Scope::Groups(groups) => Some(groups.iter().map(ToString::to_string).collect()),
        };
        Self {
            id: policy.id.0,
            name: policy.name.clone(),
            groups,
            requirement: rules.requirement.code(),
            allowed_kinds: rules.allowed.iter().map(FactorKind::code).collect(),
            self_removal: rules.self_removal.code(),
            passwordless: rules.passwordless.code(),
            idle_minutes: rules.idle_minutes,
            absolute_minutes: rules.absolute_minutes,
        }
    }
}

pub async fn policies(State(state): State<AppState>, asked: Asked) -> Response {
    let work = |knock, caller| async move { rules::policies(&knock, &caller).await };
    let good = |policies: Vec<Policy>| {
        let policies = policies.iter().map(OwnPolicy::from).collect();
        answer(&Policies { policies }, StatusCode::OK)
    };
    serve((&state, &asked), (OWN, ""), Call::ReadPolicies, work, good).await
}

pub async fn groups(State(state): State<AppState>, asked: Asked) -> Response {
    let work = |knock, caller| async move { rules::groups(&knock, &caller).await };
    let good = |groups: Vec<String>| answer(&Groups { groups }, StatusCode::OK);
    serve((&state, &asked), (OWN, ""), Call::ReadUsers, work, good).await
}
