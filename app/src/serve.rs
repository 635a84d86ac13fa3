//! The two doors that the server puts into its router: pages, and posted forms.

use std::pin::Pin;

use axum::{
    body::Body,
    http::{
        Method, Request, StatusCode,
        header::{LOCATION, REFERER},
    },
    response::{IntoResponse, Response},
};
use futures::{Stream, StreamExt, stream};
use leptos::prelude::*;
use leptos_axum::{
    AxumRouteListing, generate_route_list, handle_response_inner, handle_server_fns_with_context,
};

use crate::{
    pages::unavailable,
    paths,
    routes::App,
    shell::shell,
    wire::{ENDPOINTS, Handover, Mishap, StoodOn},
};

type Text = Pin<Box<dyn Stream<Item = String> + Send>>;

/// The pages' routes, for `leptos_routes_with_handler`.
pub fn routes() -> Vec<AxumRouteListing> {
    generate_route_list(App)
}

/// A page. Also the fallback of the router: what is no page says so, with 404.
pub async fn page(context: impl Fn() + Clone + Send + 'static, request: Request<Body>) -> Response {
    handle_response_inner(context, || shell(App), request, whole).await
}

/// A posted form (`/do/…`). The context runs within the request, after `Parts` are provided.
pub async fn post(
    context: impl Fn() + Clone + Send + 'static,
    mut request: Request<Body>,
) -> Response {
    let Some((_, back)) = ENDPOINTS
        .iter()
        .find(|(endpoint, _)| *endpoint == request.uri().path())
    else {
        return page(context, request).await;
    };
    if request.method() != Method::POST {
        return (StatusCode::SEE_OTHER, [(LOCATION, paths::path(back))]).into_response();
    }
    // Leptos would send a refused form back to wherever its Referer says.
    let referer = request.headers_mut().remove(REFERER);
    let stood_on = StoodOn::of(referer.as_ref());
    let (parts, body) = request.into_parts();
    let again = Request::from_parts(parts.clone(), Body::empty());
    let (mishap, handover) = (Mishap::default(), Handover::default());
    let within = {
        let (context, mishap, handover) = (context.clone(), mishap.clone(), handover.clone());
        move || {
            context();
            provide_context(mishap.clone());
            provide_context(handover.clone());
            provide_context(stood_on.clone());
        }
    };
    let answer = handle_server_fns_with_context(within, Request::from_parts(parts, body))
        .await
        .into_response();
    if let Some(download) = handover.take() {
        return download.into_response();
    }
    match mishap.take() {
        None => answer,
        Some(trouble) => {
            handle_response_inner(
                context,
                move || shell(move || unavailable::page(trouble)),
                again,
                whole,
            )
            .await
        }
    }
}

/// Everything in one piece and in order: no streaming, so no inline script that the content security policy would forbid.
fn whole<V: IntoView + 'static>(
    app: V,
    _chunks: Box<dyn FnOnce() -> Text + Send>,
    _: bool,
) -> Pin<Box<dyn Future<Output = Text> + Send>> {
    Box::pin(async move {
        let html = app
            .into_view()
            .to_html_stream_in_order()
            .collect::<String>()
            .await;
        Box::pin(stream::once(async move { html })) as Text
    })
}
