//! Files that are written while they are sent: the audit log for a spreadsheet or a program.

use std::io;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderValue, Uri,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
        uri::PathAndQuery,
    },
    response::{IntoResponse as _, Response},
};
use futures::stream;
use identity::{
    csv,
    view::audit::{AuditQuery, AuditRow, ExportFormat},
    visitor::Visitor,
};

use super::{
    AppState,
    api::{json::instant, own::events::AuditEvent},
    doors, form,
    rejection::{Asker, Rejection},
    visitor::Visit,
};
use crate::desk::console::audit_export::Export;

/// `GET /admin/audit/export`. Whoever may not have it sees what the page of the log would say.
pub async fn audit(State(state): State<AppState>, request: Request) -> Response {
    let fields = form::fields(request.uri().query().unwrap_or_default()).unwrap_or_default();
    let get = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let visit = request.extensions().get::<Visit>();
    if let Some(visit) = visit
        && let Ok(format) = get("format").parse()
        && let Ok(export) = state
            .desk
            .export_audit(&visit.visitor, AuditQuery::of(get), format)
            .await
    {
        return match export {
            Some(export) => file(&state, visit.visitor.clone(), export, format),
            None => Rejection::Busy.answer(&Asker::of(&request), &state.assets),
        };
    }
    doors::page(State(state), at_its_page(request)).await
}

/// The same request for the page, with all that it asked for.
fn at_its_page(mut request: Request) -> Request {
    let query = request.uri().query().map(|query| format!("?{query}"));
    let page = format!("{}{}", app::paths::AUDIT, query.unwrap_or_default());
    if let Ok(page) = page.parse::<PathAndQuery>() {
        *request.uri_mut() = Uri::from(page);
    }
    request
}

fn file(state: &AppState, visitor: Visitor, export: Export, format: ExportFormat) -> Response {
    let desk = state.desk.clone();
    let pieces = stream::try_unfold(Some(export), move |export| {
        let (desk, visitor) = (desk.clone(), visitor.clone());
        async move {
            let Some(export) = export else {
                return Ok(None);
            };
            // The connection breaks, so that nobody takes a part for the whole.
            let piece = desk.export_piece(&visitor, export).await;
            let piece = piece.map_err(|_| io::Error::other("the log can be read no further"))?;
            Ok::<_, io::Error>(Some((lines(piece.rows, format), piece.rest)))
        }
    });
    let head = match format {
        ExportFormat::Csv => csv::line(COLUMNS),
        ExportFormat::JsonLines => String::new(),
    };
    let head = stream::once(async { Ok(head) });
    let (kind, name) = match format {
        ExportFormat::Csv => (
            "text/csv; charset=utf-8; header=present",
            "attachment; filename=\"latchkey-audit.csv\"",
        ),
        ExportFormat::JsonLines => (
            "application/jsonl; charset=utf-8",
            "attachment; filename=\"latchkey-audit.jsonl\"",
        ),
    };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CONTENT_DISPOSITION, HeaderValue::from_static(name)),
    ];
    let body = Body::from_stream(futures::StreamExt::chain(head, pieces));
    (headers, body).into_response()
}

const COLUMNS: [&str; 14] = [
    "sequence",
    "at",
    "event",
    "actor_kind",
    "actor_id",
    "actor_name",
    "subject_id",
    "subject_name",
    "factor_id",
    "reason",
    "request_id",
    "ip",
    "detail",
    "customer",
];

fn lines(rows: Vec<AuditRow>, format: ExportFormat) -> String {
    rows.into_iter()
        .map(|row| match format {
            ExportFormat::Csv => csv::line(cells(row).each_ref().map(String::as_str)),
            ExportFormat::JsonLines => json_line(row),
        })
        .collect()
}

fn cells(row: AuditRow) -> [String; 14] {
    let number = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    let detail = row.detail.into_iter();
    let detail: Vec<String> = detail
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    [
        row.sequence.to_string(),
        instant(row.at),
        row.event.code().to_owned(),
        row.actor_kind.code().to_owned(),
        number(row.actor.map(i64::from)),
        row.actor_name,
        number(row.subject.map(i64::from)),
        row.subject_name,
        number(row.factor.map(i64::from)),
        row.reason,
        row.request,
        row.ip,
        detail.join("\n"),
        row.customer.unwrap_or_default(),
    ]
}

/// An event of the shape that the audit stream of the REST API has, and whose it is where that is not said by the file.
#[derive(serde::Serialize)]
struct Line {
    #[serde(flatten)]
    event: AuditEvent,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<String>,
}

fn json_line(row: AuditRow) -> String {
    let line = Line {
        customer: row.customer.clone(),
        event: AuditEvent::from(row),
    };
    serde_json::to_string(&line)
        .map(|line| line + "\n")
        .unwrap_or_default()
}
