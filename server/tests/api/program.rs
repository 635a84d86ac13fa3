//! A program with a credential: sends what published clients send, and keeps what comes back.

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use identity::{
    api::{Scope, pace},
    place::FreshCredential,
};
use serde_json::Value;
use server::{
    desk::{
        api::credentials::{self, Wish},
        break_glass::Whom,
    },
    http::Peer,
};
use tower::ServiceExt as _;

use super::{
    document,
    house::{ADMIN, House},
};

pub const JSON: (&str, &str) = ("content-type", "application/json");
pub const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
pub const GRANT: &str = r#"{"grant_type":"client_credentials"}"#;

/// What came back.
#[derive(Clone, Debug)]
pub struct Said {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Said {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts status and body, byte for byte.
    #[track_caller]
    pub fn is(&self, status: u16, body: &str) -> &Self {
        assert_eq!((self.status.as_u16(), self.body.as_str()), (status, body));
        self
    }
}

pub const MISSING: &str = r#"{"status":{"type":"bad request","code":400,"message":"The authorization information is missing","error":true}}"#;
pub const INCORRECT: &str = r#"{"status":{"type":"bad request","code":400,"message":"Authorization Information is incorrect","error":true}}"#;
pub const FAILURE: &str = r#"{"status":{"error":true,"code":401,"type":"Unauthorized","message":"Authentication Failure"}}"#;
pub const NOT_PERMITTED: &str = r#"{"status":{"error":true,"code":401,"type":"Unauthorized","message":"Insufficient Permission"}}"#;
pub const NO_FACTOR: &str = r#"{"status":{"type":"bad request","code":400,"message":"Factor could not be found","error":true}}"#;
pub const NO_ROUTE: &str =
    r#"{"status":{"error":true,"code":404,"type":"not found","message":"No Route Exists"}}"#;
pub const NOBODY_TWO: &str = r#"{"statusCode":401,"name":"InvalidCredentials","message":"Please provide valid credentials"}"#;

pub const NOBODY_OWN: &str = r#"{"type":"about:blank","title":"Unauthorized","status":401,"detail":"An access token is needed: one that is good, of a credential that is"}"#;

impl House {
    pub async fn send(
        &self,
        (method, path): (&str, &str),
        headers: &[(&str, &str)],
        body: &str,
    ) -> Said {
        let mut request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(path)
            .header(header::HOST, "localhost:3000")
            .header(header::USER_AGENT, "onelogin-ruby/2.0")
            .extension(Peer(([198, 51, 100, 7], 50_000).into()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 10 << 20).await.unwrap();
        assert!(
            !parts.headers.contains_key(header::SET_COOKIE),
            "no cookies here"
        );
        let said = Said {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        };
        document::holds((method, path), &said);
        said
    }

    /// A credential of the first admin.
    pub async fn credential(&self, scope: Scope) -> FreshCredential {
        self.credential_of(ADMIN.0, scope).await
    }

    /// A token of the first organisation, where there are several.
    pub async fn credential_of_acme(&self, scope: Scope) -> String {
        let made = self.credential_in(Some("acme"), ADMIN.0, scope).await;
        self.token(&made).await
    }

    pub async fn credential_of(&self, email: &str, scope: Scope) -> FreshCredential {
        self.credential_in(None, email, scope).await
    }

    async fn credential_in(
        &self,
        slug: Option<&str>,
        email: &str,
        scope: Scope,
    ) -> FreshCredential {
        let wish = Wish {
            creator: Whom {
                organisation: slug.map(str::to_owned),
                email: email.to_owned(),
            },
            name: "Help desk robot".to_owned(),
            scope,
            days: 90,
        };
        credentials::create(&self.desk, &wish)
            .await
            .unwrap()
            .unwrap()
    }

    /// An access token for this credential.
    pub async fn token(&self, made: &FreshCredential) -> String {
        let said = self
            .send(
                ("POST", "/auth/oauth2/v2/token"),
                &[JSON, ("authorization", &basic(made))],
                GRANT,
            )
            .await;
        assert_eq!(said.status, 200, "{}", said.body);
        said.json()["access_token"].as_str().unwrap().to_owned()
    }

    /// A new credential with this scope, and a token of it.
    pub async fn bearer(&self, scope: Scope) -> String {
        let made = self.credential(scope).await;
        self.token(&made).await
    }

    /// The same with a body in JSON.
    pub async fn ask(&self, token: &str, (method, path): (&str, &str), body: &Value) -> Said {
        let bearer = format!("bearer {token}");
        self.wait(pace::STEP);
        let headers = [JSON, ("authorization", bearer.as_str())];
        self.send((method, path), &headers, &body.to_string()).await
    }

    /// A call with a token, as most clients spell it, and not faster than a token may call.
    pub async fn call(&self, token: &str, method: &str, path: &str) -> Said {
        let bearer = format!("bearer {token}");
        self.wait(pace::STEP);
        self.send((method, path), &[("authorization", &bearer)], "")
            .await
    }
}

pub fn basic(made: &FreshCredential) -> String {
    let pair = format!("{}:{}", made.client_id, made.secret.reveal());
    format!("Basic {}", data_encoding::BASE64.encode(pair.as_bytes()))
}
