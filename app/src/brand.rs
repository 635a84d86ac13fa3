//! Where an organisation's colour and logo are served, and the style sheet that its colour makes.

use identity::brand::{Accent, Logo};

/// Below this; the names in it say their content.
pub const PREFIX: &str = "/brand/";

/// The address of the style sheet of a colour.
pub fn theme(accent: Accent) -> String {
    format!("{PREFIX}{}.css", accent.digits())
}

/// The address of a logo.
pub fn logo(logo: &Logo) -> String {
    format!("{PREFIX}{logo}.png")
}

/// What `style/tokens.css` leaves to a theme.
pub fn sheet(accent: Accent) -> String {
    let shades = accent.shades();
    format!(
        ":root{{--accent:{};--on-accent:{}}}\n@media (prefers-color-scheme:dark){{:root{{--accent:{};--on-accent:{}}}}}\n",
        shades.light, shades.on_light, shades.dark, shades.on_dark
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_sets_two_colours_and_nothing_else() {
        let accent = Accent::stored("7a1f3d").unwrap();
        assert_eq!(theme(accent), "/brand/7a1f3d.css");
        let sheet = sheet(accent);
        assert!(
            sheet.starts_with(
                ":root{--accent:#7a1f3d;--on-accent:#ffffff}\n@media (prefers-color-scheme:dark)"
            ),
            "{sheet}"
        );
        assert_eq!(sheet.matches("--").count(), 4);
    }
}
