//! `/api/openapi.json`: the `OpenAPI` document of everything that is served, made from the table of calls.

use std::collections::BTreeMap;

use axum::{
    body,
    extract::State,
    http::{HeaderValue, header::CONTENT_TYPE},
    response::Response,
};
use identity::api::{Call, Scope, scope};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, HttpMethod, InfoBuilder, LicenseBuilder, OpenApi,
    OpenApiBuilder, Paths, Ref, RefOr, Required, ResponseBuilder, Schema, Server,
    path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn},
    request_body::{RequestBody, RequestBodyBuilder},
    schema::{ArrayBuilder, ObjectBuilder, SchemaType, Type},
    security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
};

use super::{
    shapes,
    table::{Served, table},
    told::{Answer, Body, Part, Shape, Told},
};
use crate::http::AppState;

pub const PATH: &str = "/api/openapi.json";

const TOKEN: &str = "token";
const CLIENT: &str = "client";

/// What any call may be answered with when it was not done; our own part says a few more.
const BAD: [(u16, &str); 10] = [
    (400, "The request makes no sense"),
    (401, "Nobody who may do this"),
    (404, "Not there"),
    (413, "The body is too large"),
    (414, "The address is too long"),
    (421, "This host is not served here"),
    (429, "Too many calls, or too many wrong codes"),
    (431, "The headers are too long"),
    (500, "Something failed here"),
    (503, "Please try again"),
];
const OWN_BAD: [(u16, &str); 3] = [
    (403, "Nobody who may do this"),
    (409, "Not as things stand"),
    (422, "A value that is none"),
];

pub async fn json(State(state): State<AppState>) -> Response {
    let text = document(&state.desk.config.public_url.to_string()).to_json();
    let mut response = Response::new(body::Body::from(text.unwrap_or_default()));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// The whole document, for an installation at this address.
pub fn document(address: &str) -> OpenApi {
    let info = InfoBuilder::new()
        .title("Latchkey")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Programs that were written for OneLogin's API, and what that has no call for.",
        ))
        .license(Some(
            LicenseBuilder::new()
                .name(env!("CARGO_PKG_LICENSE"))
                .build(),
        ));
    let mut paths = Paths::new();
    let mut shapes = BTreeMap::new();
    for problem in [Part::One, Part::Two, Part::Own].map(problem) {
        shapes.extend(problem.parts);
    }
    for served in table() {
        let told = &served.told;
        let answer = match &told.answer {
            Answer::One(shape) | Answer::Many(shape) => Some(shape),
            Answer::Nothing => None,
        };
        for shape in told.body.iter().map(|body| &body.shape).chain(answer) {
            shapes.extend(shape.parts.clone());
        }
        let operation = operation(&served);
        paths.add_path_operation(served.path, vec![served.method], operation);
    }
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    let basic = HttpBuilder::new().scheme(HttpAuthScheme::Basic).build();
    let components = ComponentsBuilder::new()
        .schemas_from_iter(shapes)
        .security_scheme(TOKEN, SecurityScheme::Http(bearer))
        .security_scheme(CLIENT, SecurityScheme::Http(basic));
    OpenApiBuilder::new()
        .info(info.build())
        .servers(Some([Server::new(address)]))
        .paths(paths)
        .components(Some(components.build()))
        .build()
}

/// As it stands in a request line.
pub fn method(method: &HttpMethod) -> String {
    let name = match method {
        HttpMethod::Get => "GET",
        HttpMethod::Post => "POST",
        HttpMethod::Put => "PUT",
        HttpMethod::Patch => "PATCH",
        HttpMethod::Delete => "DELETE",
        HttpMethod::Head => "HEAD",
        HttpMethod::Options => "OPTIONS",
        HttpMethod::Trace => "TRACE",
    };
    name.to_owned()
}

/// How a part says what was not done.
fn problem(part: Part) -> Shape {
    match part {
        Part::Tokens | Part::One => Shape::of::<shapes::ErrorOne>(),
        Part::Two => Shape::of::<shapes::ErrorTwo>(),
        Part::Own => Shape::of::<shapes::Problem>(),
    }
}

fn reference(shape: &Shape) -> RefOr<Schema> {
    RefOr::Ref(Ref::from_schema_name(&shape.name))
}

fn operation(Served { path, told, .. }: &Served) -> Operation {
    let scheme = if told.call.is_some() { TOKEN } else { CLIENT };
    let mut operation = OperationBuilder::new()
        .tag(told.part.name())
        .summary(Some(told.summary))
        .description(told.call.map(scopes))
        .request_body(told.body.as_ref().map(body))
        .response(told.status.to_string(), good(told))
        .security(SecurityRequirement::new::<_, [&str; 0], &str>(scheme, []));
    for parameter in path.split('/').filter_map(named) {
        operation = operation.parameter(parameter);
    }
    for query in &told.queries {
        operation = operation.parameter(query.told());
    }
    let (kind, shape) = match told.part {
        Part::Own => ("application/problem+json", problem(told.part)),
        part => ("application/json", problem(part)),
    };
    let own = match told.part {
        Part::Own => OWN_BAD.as_slice(),
        _ => &[],
    };
    for (status, words) in BAD.iter().chain(own).chain(told.also) {
        let content = ContentBuilder::new().schema(Some(reference(&shape)));
        let response = ResponseBuilder::new()
            .description(*words)
            .content(kind, content.build());
        operation = operation.response(status.to_string(), response.build());
    }
    operation.build()
}

fn scopes(call: Call) -> String {
    let scopes = Scope::ALL.iter().filter(|one| scope::may(**one, call));
    let names: Vec<&str> = scopes.map(|one| one.code()).collect();
    format!("Scopes: {}", names.join(", "))
}

fn body(Body { shape, required }: &Body) -> RequestBody {
    let content = ContentBuilder::new().schema(Some(reference(shape)));
    RequestBodyBuilder::new()
        .content("application/json", content.build())
        .required(Some(required.clone()))
        .build()
}

fn good(told: &Told) -> utoipa::openapi::Response {
    let schema = match &told.answer {
        Answer::Nothing => None,
        Answer::One(shape) => Some(reference(shape)),
        Answer::Many(shape) => {
            let list = ArrayBuilder::new().items(reference(shape));
            Some(RefOr::T(Schema::Array(list.build())))
        }
    };
    let response = ResponseBuilder::new().description("Done");
    match schema {
        None => response.build(),
        schema => {
            let content = ContentBuilder::new().schema(schema);
            response
                .content("application/json", content.build())
                .build()
        }
    }
}

/// A part of the path that stands for something.
fn named(part: &str) -> Option<Parameter> {
    let name = part.strip_prefix('{')?.strip_suffix('}')?;
    let kind = match name {
        "user" | "device" | "request" => Type::Integer,
        _ => Type::String,
    };
    let schema = ObjectBuilder::new().schema_type(SchemaType::Type(kind));
    let parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .schema(Some(schema));
    Some(parameter.build())
}
