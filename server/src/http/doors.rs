//! The two doors to what people see: pages, and posted forms; each with all that a page may ask for.

use std::sync::Arc;

use app::wire::{Cookies, FlashIn, FormKey, Hold, Typed};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header::ALLOW, header::SET_COOKIE},
    response::Response,
};
use identity::turn::{Flash, Held};
use leptos::prelude::provide_context;

use super::{
    AppState,
    flash::{Carried, Carrier},
    form_key,
    guard::Passed,
    rejection::{Asker, Rejection},
    turn,
    visitor::Visit,
};

/// `GET` of a page, and of anything that there is not.
pub async fn page(State(state): State<AppState>, request: Request) -> Response {
    let Some((visit, carried)) = who(&state, &request) else {
        return lost(&state, &request);
    };
    let page = request.uri().path().to_owned();
    let (seen, hold) = (carried.flash.seen_at(&page), Hold::default());
    let around = context(&state, &visit, &carried, seen);
    let within = {
        let hold = hold.clone();
        move || {
            around();
            provide_context(hold.clone());
        }
    };
    let mut response = app::serve::page(within, request).await;
    let typed = hold.take();
    let until = None;
    let kept = (!typed.is_empty()).then_some(Held { page, typed, until });
    if response.status().is_redirection() {
        // What leads on shows nothing.
        *response.body_mut() = Body::empty();
    }
    // A page that says that a link is dead has been read as well.
    if matches!(response.status(), StatusCode::OK | StatusCode::GONE)
        && let Some(line) = carrier(&state, &visit).shown(&carried, kept, visit.flash.is_some())
        && let Ok(line) = HeaderValue::try_from(line)
    {
        response.headers_mut().append(SET_COOKIE, line);
    }
    response
}

/// Whatever no route knows: a page that says so, if it was asked for as one.
pub async fn anything_else(state: State<AppState>, request: Request) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return page(state, request).await;
    }
    let mut response = Rejection::WrongMethod.answer(&Asker::of(&request), &state.assets);
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    response
}

/// `POST /do/…`, for what the guard let through.
pub async fn post(State(state): State<AppState>, request: Request) -> Response {
    if request.extensions().get::<Passed>().is_none() {
        return Rejection::Foreign.answer(&Asker::of(&request), &state.assets);
    }
    if !app::wire::ENDPOINTS
        .iter()
        .any(|(endpoint, _)| *endpoint == request.uri().path())
    {
        return anything_else(State(state), as_get(request)).await;
    }
    let Some((visit, carried)) = who(&state, &request) else {
        return lost(&state, &request);
    };
    let seen = carried.flash.clone();
    let typed = request.extensions().get::<Typed>().cloned();
    let around = context(&state, &visit, &carried, seen);
    let within = move || {
        around();
        provide_context(typed.clone().unwrap_or_default());
    };
    app::serve::post(within, request).await
}

/// For a form that there is not: the page that says so.
fn as_get(mut request: Request) -> Request {
    *request.method_mut() = Method::GET;
    request
}

fn who(state: &AppState, request: &Request) -> Option<(Visit, Carried)> {
    let visit = request.extensions().get::<Visit>()?.clone();
    let carried = visit
        .flash
        .as_ref()
        .and_then(|sealed| carrier(state, &visit).open(sealed))
        .unwrap_or_default();
    Some((visit, carried))
}

fn lost(state: &AppState, request: &Request) -> Response {
    tracing::error!("a request came past the reception");
    Rejection::Broken.answer(&Asker::of(request), &state.assets)
}

fn carrier<'a>(state: &'a AppState, visit: &Visit) -> Carrier<'a> {
    Carrier {
        keys: state.desk.keys.seal_flash(),
        world: &state.desk.world,
        binding: visit.holder.binding(),
        now: visit.visitor.arrived,
    }
}

fn context(
    state: &AppState,
    visit: &Visit,
    carried: &Carried,
    seen: Flash,
) -> impl Fn() + Clone + Send + 'static {
    let (state, visit, carried) = (state.clone(), visit.clone(), carried.clone());
    move || {
        provide_context(visit.visitor.clone());
        provide_context(state.front.clone());
        provide_context(state.console.clone());
        provide_context(state.assets.clone());
        provide_context(FlashIn(seen.clone()));
        provide_context(form_keys(&state, &visit));
        provide_context(cookies(&state, &visit, &carried));
    }
}

/// A page that is shown to nobody in particular has no forms that work.
fn form_keys(state: &AppState, visit: &Visit) -> FormKey {
    let (state, binding) = (state.clone(), visit.holder.binding());
    FormKey(Arc::new(move |action| {
        binding
            .map(|binding| form_key::token(state.desk.keys.csrf(), binding, action))
            .unwrap_or_default()
    }))
}

fn cookies(state: &AppState, visit: &Visit, carried: &Carried) -> Cookies {
    let (state, visit, carried) = (state.clone(), visit.clone(), carried.clone());
    Cookies(Arc::new(move |turn| {
        turn::cookies(turn, &visit, &carried, &carrier(&state, &visit))
    }))
}
