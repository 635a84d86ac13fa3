//! A QR code as inline SVG: dark on white whatever the theme, since cameras want it so.

use std::fmt::Write as _;

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

/// The white border that readers need (ISO/IEC 18004, section 6.3.8).
const QUIET: usize = 4;

/// Nothing if the text is too long for a code: the key to type stands below it.
#[component]
pub fn Qr(text: String, #[prop(into)] label: String) -> impl IntoView {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let side = code.width() + 2 * QUIET;
    Some(view! {
        <svg class="qr" viewBox=format!("0 0 {side} {side}") role="img" aria-label=label shape-rendering="crispEdges">
            <path fill="#fff" d=format!("M0 0h{side}v{side}H0z") />
            <path fill="#000" d=path(&code) />
        </svg>
    })
}

/// One stroke for each run of dark modules in a row.
fn path(code: &QrCode) -> String {
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(code.width()).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                let (left, top, length) = (x + QUIET, y + QUIET, run.len());
                // Writing to a text cannot fail.
                let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
            }
            x += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn() {
        let code = QrCode::new("otpauth://totp/Acme:anna?secret=ABC").unwrap();
        let dark: usize = code
            .to_colors()
            .iter()
            .filter(|color| **color == Color::Dark)
            .count();
        let drawn: usize = path(&code)
            .split('h')
            .skip(1)
            .step_by(2)
            .map(|run| run.split('v').next().unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!(drawn, dark);
    }
}
