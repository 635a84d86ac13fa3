//! A program with an access token: one user read, and one factor removed.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use identity::{
    api::Scope,
    ids::{FactorId, UserId},
    time::Span,
};
use server::{
    desk::{
        api::credentials::{self, Wish},
        break_glass::Whom,
    },
    store::args,
};

use super::{
    Outcome,
    browser::{Browser, Raw},
    cpu::Own,
    house::House,
    table::{Row, Table, ms},
};

const TIMES: u32 = 500;
/// Seconds of CPU: a thousand reads a second on one core.
const READ: f64 = 0.001;
const REMOVAL: f64 = 0.003;

/// After the console's figures: its first admin is whose rights the program has.
pub async fn measure(house: &House, table: &mut Table) -> Outcome<()> {
    let factors = factors(house).await?;
    let mut program = Program::with_token(house).await?;
    let (reads, removals): (Vec<_>, Vec<_>) = factors
        .iter()
        .map(|(user, factor)| {
            let path = format!("/api/1/users/{user}");
            let device = format!("{path}/otp_devices/{factor}");
            ((Method::GET, path), (Method::DELETE, device))
        })
        .unzip();
    let name = house.engine.name();
    let read = program.calls(&reads).await?;
    let row = Row::fact(&format!("a user read by a program, {name}"), ms(read));
    table.push(row.target("1000 a second on a core", read <= READ));
    let removal = program.calls(&removals).await?;
    let row = Row::fact(
        &format!("a factor removed by a program, {name}"),
        ms(removal),
    );
    table.push(row.target("at most 3 ms", removal <= REMOVAL));
    Ok(())
}

/// Some colleagues, each with an app.
async fn factors(house: &House) -> Outcome<Vec<(UserId, FactorId)>> {
    const ACTIVE: &str = "UPDATE users SET status = 'active' WHERE email_key LIKE 'colleague%'";
    const NEW: &str = "
        INSERT INTO factors (organisation_id, user_id, kind, state, name, created_at, confirmed_at, bound_ip, bound_agent)
        SELECT organisation_id, id, 'totp', 'active', 'Tablet', created_at, created_at, '', ''
        FROM users
        WHERE email_key LIKE 'colleague%'";
    const SOME: &str = "SELECT user_id, id FROM factors WHERE name = 'Tablet' ORDER BY id LIMIT $1";
    let mut txn = house.desk.db.begin().await?;
    txn.execute(ACTIVE, args![]).await?;
    txn.execute(NEW, args![]).await?;
    let some = txn.fetch_all(SOME, args![i64::from(TIMES)]).await?;
    txn.commit().await?;
    Ok(some)
}

struct Program<'a> {
    house: &'a House,
    client: Browser,
    authorization: String,
}

impl<'a> Program<'a> {
    async fn with_token(house: &'a House) -> Outcome<Self> {
        let admin = house.accounts.first().ok_or("nobody")?;
        let wish = Wish {
            creator: Whom {
                organisation: Some(admin.organisation.to_owned()),
                email: admin.email().to_owned(),
            },
            name: "Bench".to_owned(),
            scope: Scope::ManageAll,
            days: 1,
        };
        let made = credentials::create(&house.desk, &wish).await?;
        let made = made.map_err(|why| format!("no credential: {why:?}"))?;
        let pair = format!("{}:{}", made.client_id, made.secret.reveal());
        let basic = format!("Basic {}", data_encoding::BASE64.encode(pair.as_bytes()));
        let mut program = Self {
            house,
            client: house.browser(),
            authorization: basic,
        };
        let ask = (Method::POST, "/auth/oauth2/v2/token".to_owned());
        let given = program
            .send(&ask, r#"{"grant_type":"client_credentials"}"#)
            .await?;
        let given: serde_json::Value = serde_json::from_slice(&given.body)?;
        let token = given.get("access_token").and_then(|token| token.as_str());
        program.authorization = format!("Bearer {}", token.ok_or("no token")?);
        Ok(program)
    }

    async fn send(&mut self, (method, path): &(Method, String), body: &str) -> Outcome<Raw> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, &self.authorization);
        let answer = self
            .client
            .send(request, Body::from(body.to_owned()))
            .await?;
        if answer.status != StatusCode::OK {
            return Err(format!("{method} {path}: {}", answer.status).into());
        }
        Ok(answer)
    }

    /// Seconds of CPU of one, each a second after the one before: within what a token may ask and an organisation may call.
    async fn calls(&mut self, calls: &[(Method, String)]) -> Outcome<f64> {
        let before = Own::now()?;
        for call in calls {
            self.house.clock.advance(Span::seconds(1));
            self.send(call, "").await?;
        }
        let count = u32::try_from(calls.len().max(1))?;
        Ok(Own::now()?.since(&before).as_secs_f64() / f64::from(count))
    }
}
