//! What an organisation's pages look like: the style sheet of its colour, and its logo. Their names say their content.

use app::brand::sheet;
use axum::{
    extract::{Path, State},
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse as _, Response},
};
use identity::brand::Accent;

use super::AppState;
use crate::store::brand;

/// `GET /brand/…`.
pub async fn file(State(state): State<AppState>, Path(name): Path<String>) -> Response {
    let found = match name.rsplit_once('.') {
        Some((digits, "css")) => Ok(Accent::stored(digits)
            .filter(|accent| accent.digits() == digits)
            .map(|accent| (sheet(accent).into_bytes(), "text/css; charset=utf-8"))),
        Some((logo, "png")) => picture(&state, logo)
            .await
            .map(|png| png.map(|png| (png, "image/png"))),
        _ => Ok(None),
    };
    match found {
        Ok(Some((bytes, kind))) => (
            [
                (CONTENT_TYPE, HeaderValue::from_static(kind)),
                (
                    CACHE_CONTROL,
                    HeaderValue::from_static("public, max-age=31536000, immutable"),
                ),
            ],
            bytes,
        )
            .into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "a logo cannot be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

async fn picture(state: &AppState, name: &str) -> crate::store::Result<Option<Vec<u8>>> {
    let Ok(logo) = name.parse() else {
        return Ok(None);
    };
    let mut txn = state.desk.db.read().await?;
    brand::logo(&mut txn, &logo).await
}
