//! `/api/docs`: the same table as a page to read. It loads our own style and nothing else.

use std::fmt::{self, Write as _};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, header::CONTENT_TYPE},
    response::Response,
};
use identity::api::{Scope, scope};
use utoipa::openapi::{RefOr, Schema};

use super::{
    document::{self, method},
    table::{Served, table},
    told::{Answer, Part, Shape},
};
use crate::http::AppState;

pub const PATH: &str = "/api/docs";

pub async fn show(State(state): State<AppState>) -> Response {
    let mut page = String::new();
    // Writing to a String cannot fail.
    write(&mut page, &state).ok();
    let mut response = Response::new(Body::from(page));
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    response
}

fn write(page: &mut String, state: &AppState) -> fmt::Result {
    let (style, icon) = (&state.assets.style, &state.assets.icon);
    let (address, json) = (
        text(&state.desk.config.public_url.to_string()),
        document::PATH,
    );
    write!(
        page,
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>REST API</title>\
         <link rel=\"icon\" href=\"{icon}\" type=\"image/svg+xml\"><link rel=\"stylesheet\" href=\"{style}\"></head>\
         <body><main class=\"page\"><h1>REST API</h1><p>Base address: <code>{address}</code>. \
         For programs: <a href=\"{json}\">the OpenAPI document</a>.</p>"
    )?;
    let table = table();
    for part in Part::ALL {
        write!(page, "<h2>{}</h2>", text(part.name()))?;
        for served in table.iter().filter(|served| served.told.part == part) {
            call(page, served)?;
        }
    }
    page.push_str("</main></body></html>");
    Ok(())
}

fn call(page: &mut String, served: &Served) -> fmt::Result {
    let told = &served.told;
    let (method, path) = (method(&served.method), text(served.path));
    let summary = text(told.summary);
    write!(
        page,
        "<section class=\"card\"><h3>{summary}</h3><p><code>{method} {path}</code></p><dl>"
    )?;
    if let Some(call) = told.call {
        let scopes = Scope::ALL.iter().filter(|one| scope::may(**one, call));
        let names: Vec<&str> = scopes.map(|one| one.code()).collect();
        write!(page, "<dt>Scopes</dt><dd>{}</dd>", names.join(", "))?;
    }
    for asked in &told.queries {
        let (name, words) = (asked.name, text(asked.words));
        write!(page, "<dt><code>{name}</code></dt><dd>{words}</dd>")?;
    }
    if let Some(body) = &told.body {
        write!(page, "<dt>Body</dt><dd>{}</dd>", fields(&body.shape))?;
    }
    let answer = match &told.answer {
        Answer::Nothing => "nothing".to_owned(),
        Answer::One(shape) => fields(shape),
        Answer::Many(shape) => format!("a list of {}", fields(shape)),
    };
    write!(
        page,
        "<dt>{}</dt><dd>{answer}</dd></dl></section>",
        told.status
    )
}

/// A shape by its name, and what stands in it.
fn fields(shape: &Shape) -> String {
    let own = shape.parts.iter().find(|(name, _)| *name == shape.name);
    let Some((name, RefOr::T(Schema::Object(object)))) = own else {
        return text(&shape.name);
    };
    let fields: Vec<String> = object
        .properties
        .keys()
        .map(|field| format!("<code>{}</code>", text(field)))
        .collect();
    format!("{} {}", text(name), fields.join(", "))
}

/// Nothing in it comes alive.
fn text(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
