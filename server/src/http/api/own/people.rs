//! `/api/latchkey/1/users…`: one, invited, changed, switched off and on, and their groups.

use axum::{body::Body, extract::State, http::StatusCode, response::Response};
use identity::{
    api::Call,
    email::EmailAddress,
    language::Language,
    name::{GroupName, PersonName},
    user::MustEnrol,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{OWN, answer, at, codes, said};
use crate::{
    desk::{
        api::{
            Refused,
            people::{self, Change, Person},
        },
        invitation::Newcomer,
    },
    http::{
        AppState,
        api::{asked::Asked, json::instant, named::Named, reply::serve},
    },
};

/// A user of the organisation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnUser {
    pub id: i64,
    pub email: String,
    pub name: String,
    #[schema(schema_with = codes::status)]
    pub status: &'static str,
    #[schema(schema_with = codes::role, required = true)]
    pub role: Option<&'static str>,
    #[schema(schema_with = codes::language)]
    pub language: String,
    pub groups: Vec<String>,
    /// Whether the next sign-in demands that a factor is set up.
    pub must_enrol: bool,
    #[schema(required = true)]
    pub last_sign_in_at: Option<String>,
}

impl From<&Person> for OwnUser {
    fn from(Person { user, groups }: &Person) -> Self {
        Self {
            id: user.id.0,
            email: user.email.clone(),
            name: user.name.clone(),
            status: user.standing.status.code(),
            role: user.role().map(identity::role::Role::code),
            language: user.language.tag().to_owned(),
            groups: groups.clone(),
            must_enrol: user.standing.must_enrol == MustEnrol::Yes,
            last_sign_in_at: user.last_sign_in_at.map(instant),
        }
    }
}

/// Somebody who gets an invitation by mail.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    #[schema(min_length = 1, max_length = 64)]
    name: String,
    #[schema(format = Email)]
    email: String,
    #[serde(default)]
    groups: Vec<String>,
    #[schema(schema_with = codes::language_or_none)]
    language: Option<String>,
}

/// What is to change of a user; what is not there stays. The e-mail address is its owner's to change.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserChange {
    #[schema(min_length = 1, max_length = 64)]
    name: Option<String>,
    #[schema(schema_with = codes::language_or_none)]
    language: Option<String>,
}

/// The groups that a user carries; with them goes the policy that applies.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Groups {
    pub groups: Vec<String>,
}

fn language(tag: Option<&str>) -> Result<Option<Language>, Refused> {
    tag.map(str::parse)
        .transpose()
        .map_err(|_| Refused::Unfit("language"))
}

/// Each by itself: a comma is none of a name.
fn groups(names: &[String]) -> Result<Vec<GroupName>, Refused> {
    let unfit = |_| Refused::Unfit("groups");
    let parsed = names.iter().map(|name| GroupName::parse(name));
    let parsed = parsed.collect::<Result<Vec<_>, _>>().map_err(unfit)?;
    let joined: Vec<&str> = parsed.iter().map(GroupName::as_str).collect();
    GroupName::parse_list(&joined.join(",")).map_err(unfit)
}

impl NewUser {
    fn parse(&self) -> Result<Newcomer, Refused> {
        Ok(Newcomer {
            name: PersonName::parse(&self.name).map_err(|_| Refused::Unfit("name"))?,
            email: EmailAddress::parse(&self.email).map_err(|_| Refused::Unfit("email"))?,
            groups: groups(&self.groups)?,
            language: language(self.language.as_deref())?.unwrap_or_default(),
        })
    }
}

impl UserChange {
    fn parse(&self) -> Result<Change, Refused> {
        let name = self.name.as_deref().map(PersonName::parse).transpose();
        Ok(Change::Profile(
            name.map_err(|_| Refused::Unfit("name"))?,
            language(self.language.as_deref())?,
        ))
    }
}

pub async fn one(State(state): State<AppState>, named: Named, asked: Asked) -> Response {
    let id = named.user_id();
    let work = move |knock, caller| async move { people::one(&knock, &caller, id).await };
    let way = (OWN, named.user.as_str());
    serve((&state, &asked), way, Call::ReadUsers, work, |person| {
        answer(&OwnUser::from(&person), StatusCode::OK)
    })
    .await
}

/// 201, and where the user is found.
pub async fn invite(State(state): State<AppState>, asked: Asked, body: Body) -> Response {
    let wish: Result<NewUser, Refused> = match said(&asked.headers, body).await {
        Ok(wish) => wish,
        Err(response) => return response,
    };
    let newcomer = wish.and_then(|wish| wish.parse());
    let work = move |knock, caller| {
        let newcomer = newcomer.clone();
        async move { people::invite(&knock, &caller, &newcomer?).await }
    };
    let good = |person: Person| {
        let address = format!("/api/latchkey/1/users/{}", person.user.id);
        at(
            answer(&OwnUser::from(&person), StatusCode::CREATED),
            &address,
        )
    };
    serve((&state, &asked), (OWN, ""), Call::WriteUsers, work, good).await
}

pub async fn update(
    State(state): State<AppState>,
    named: Named,
    asked: Asked,
    body: Body,
) -> Response {
    let wish: Result<UserChange, Refused> = match said(&asked.headers, body).await {
        Ok(wish) => wish,
        Err(response) => return response,
    };
    let wish = wish.and_then(|wish| wish.parse());
    change((&state, &named, &asked), wish, |person| {
        answer(&OwnUser::from(person), StatusCode::OK)
    })
    .await
}

pub async fn disable(State(state): State<AppState>, named: Named, asked: Asked) -> Response {
    change((&state, &named, &asked), Ok(Change::Off), |person| {
        answer(&OwnUser::from(person), StatusCode::OK)
    })
    .await
}

pub async fn enable(State(state): State<AppState>, named: Named, asked: Asked) -> Response {
    change((&state, &named, &asked), Ok(Change::On), |person| {
        answer(&OwnUser::from(person), StatusCode::OK)
    })
    .await
}

pub async fn regroup(
    State(state): State<AppState>,
    named: Named,
    asked: Asked,
    body: Body,
) -> Response {
    let wish: Result<Groups, Refused> = match said(&asked.headers, body).await {
        Ok(wish) => wish,
        Err(response) => return response,
    };
    let wish = wish.and_then(|wish| Ok(Change::Groups(groups(&wish.groups)?)));
    change((&state, &named, &asked), wish, told_groups).await
}

pub async fn groups_of(State(state): State<AppState>, named: Named, asked: Asked) -> Response {
    let id = named.user_id();
    let work = move |knock, caller| async move { people::one(&knock, &caller, id).await };
    let way = (OWN, named.user.as_str());
    serve((&state, &asked), way, Call::ReadUsers, work, |person| {
        told_groups(&person)
    })
    .await
}

fn told_groups(person: &Person) -> Response {
    let groups = person.groups.clone();
    answer(&Groups { groups }, StatusCode::OK)
}

async fn change(
    (state, named, asked): (&AppState, &Named, &Asked),
    wish: Result<Change, Refused>,
    good: fn(&Person) -> Response,
) -> Response {
    let id = named.user_id();
    let work = move |knock, caller| {
        let wish = wish.clone();
        async move { people::change(&knock, &caller, id, &wish?).await }
    };
    let way = (OWN, named.user.as_str());
    let good = |person: Person| good(&person);
    serve((state, asked), way, Call::WriteUsers, work, good).await
}
