//! Who knocks: reads what a request brings along, and believes none of it.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header::SET_COOKIE, header::USER_AGENT},
    middleware::Next,
    response::Response,
};
use identity::{customers::Chosen, secret::Secret, visitor::Visitor};

use super::{
    AppState,
    cookies::Cookie,
    holder::Holder,
    host::Host,
    jar::Jar,
    rejection::{self, Asker, Rejection},
    trace::Arrival,
};
use crate::crypto::token::Token;

/// A visitor, the tokens that they hold and the flash that they carry; in the extensions of every request for a person.
#[derive(Clone, Debug)]
pub struct Visit {
    pub visitor: Visitor,
    pub holder: Holder,
    /// Still sealed.
    pub flash: Option<Secret>,
}

pub async fn receive(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let asker = Asker::of(&request);
    let Ok(jar) = Jar::read(request.headers()) else {
        return Rejection::Malformed.answer(&asker, &state.assets);
    };
    let Some(arrival) = request.extensions().get::<Arrival>().cloned() else {
        tracing::error!("a request came past the log");
        return Rejection::Broken.answer(&asker, &state.assets);
    };
    let mut holder = Holder::of(&jar);
    let given = (request.method() == Method::GET && holder.anonymous.is_none())
        .then(|| Token::random(&state.desk.world).into_secret());
    if given.is_some() {
        holder.anonymous.clone_from(&given);
    }
    let visitor = Visitor {
        request: arrival.id,
        arrived: state.desk.world.now(),
        ip: arrival.ip,
        agent: agent(request.headers()),
        language: rejection::language(request.headers()),
        session: jar.session,
        sign_in: jar.sign_in,
        anonymous: holder.anonymous.clone(),
        device: jar.device,
        host_organisation: request
            .extensions()
            .get::<Host>()
            .and_then(|host| host.organisation.clone()),
        customers: Chosen::of_query(request.uri().query().unwrap_or_default()),
    };
    request.extensions_mut().insert(Visit {
        visitor,
        holder,
        flash: jar.flash,
    });
    let mut response = next.run(request).await;
    if let Some(line) =
        given.and_then(|token| HeaderValue::try_from(Cookie::Anonymous.set(token.reveal())).ok())
    {
        response.headers_mut().append(SET_COOKIE, line);
    }
    response
}

/// The `User-Agent`, in one line that is not too long (case I-08).
pub fn agent(headers: &HeaderMap) -> String {
    let text = headers
        .get(USER_AGENT)
        .map(|value| String::from_utf8_lossy(value.as_bytes()))
        .unwrap_or_default();
    text.chars().filter(|c| !c.is_control()).take(512).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agent_is_one_line_of_512_characters() {
        let said = |text: &[u8]| {
            agent(
                &[(USER_AGENT, HeaderValue::from_bytes(text).unwrap())]
                    .into_iter()
                    .collect(),
            )
        };
        assert_eq!(said("x".repeat(65_000).as_bytes()).len(), 512);
        assert_eq!(said(b"a\tb"), "ab");
        assert_eq!(said(b"Fire\xff"), "Fire\u{fffd}");
        assert_eq!(agent(&HeaderMap::new()), "");
    }
}
