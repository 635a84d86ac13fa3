//! What an organisation settles for all of its people: whom to reach, and what is asked for around a reset.

use serde::{Deserialize, Serialize};

use crate::{
    access_pass::ResetPass,
    organisation::StepUpRequirement,
    refusal::{Field, Refusal, Refused},
    role::EqualRank,
    text::paragraph,
};

/// The longest contact, in characters.
const MOST_CONTACT: usize = 200;
/// The longest runbook, in characters: what fits beside a summary, and into what is kept when a form is refused.
pub const MOST_RUNBOOK: usize = 500;
/// How long enrolment may stay open after a reset, in hours.
pub const LEAST_WINDOW: u16 = 1;
pub const MOST_WINDOW: u16 = 168;

/// As it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// Shown to everybody before they sign in; may be empty.
    pub help_line: String,
    /// Shown to members; may be empty.
    pub contact: String,
    pub step_up: StepUpRequirement,
    pub reset_pass: ResetPass,
    pub equal_rank: EqualRank,
    pub window_hours: u16,
    /// What admins read before a reset; empty for the text that is shipped.
    pub runbook: String,
}

/// As it was typed. Every part may be missing, so that the desk can say which.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    pub help_line: String,
    pub contact: String,
    pub step_up: String,
    pub reset_pass: String,
    pub equal_rank: String,
    pub window_hours: String,
    pub runbook: String,
    /// [`crate::view::settings::SettingsView::digest`] as it was shown.
    pub digest: String,
}

impl SettingsForm {
    /// Field by field, as it is kept for the form when it was refused.
    pub fn typed(&self) -> [(&'static str, &str); 7] {
        [
            ("help_line", &self.help_line),
            ("contact", &self.contact),
            ("step_up", &self.step_up),
            ("reset_pass", &self.reset_pass),
            ("equal_rank", &self.equal_rank),
            ("window_hours", &self.window_hours),
            ("runbook", &self.runbook),
        ]
    }

    /// In the order of the page.
    ///
    /// # Errors
    ///
    /// A refusal at the field that is missing, too long or out of bounds.
    pub fn parse(&self) -> Result<Settings, Refused> {
        let text =
            |typed: &str, most, field: Field| paragraph(typed, most).map_err(|why| why.at(field));
        let window = self.window_hours.trim().parse().ok();
        Ok(Settings {
            help_line: text(&self.help_line, MOST_CONTACT, Field::HelpLine)?,
            contact: text(&self.contact, MOST_CONTACT, Field::Contact)?,
            step_up: self
                .step_up
                .parse()
                .map_err(|_| Refusal::ChoiceMissing.at(Field::StepUp))?,
            reset_pass: self
                .reset_pass
                .parse()
                .map_err(|_| Refusal::ChoiceMissing.at(Field::ResetPass))?,
            equal_rank: self
                .equal_rank
                .parse()
                .map_err(|_| Refusal::ChoiceMissing.at(Field::EqualRank))?,
            window_hours: window
                .filter(|hours| (LEAST_WINDOW..=MOST_WINDOW).contains(hours))
                .ok_or(Refusal::WindowInvalid.at(Field::Window))?,
            runbook: text(&self.runbook, MOST_RUNBOOK, Field::Runbook)?,
        })
    }
}

impl Settings {
    /// What differs from before, by the names of the form.
    pub fn changed_from(&self, before: &Self) -> Vec<&'static str> {
        let differs = [
            ("help_line", self.help_line != before.help_line),
            ("contact", self.contact != before.contact),
            ("step_up", self.step_up != before.step_up),
            ("reset_pass", self.reset_pass != before.reset_pass),
            ("equal_rank", self.equal_rank != before.equal_rank),
            ("window_hours", self.window_hours != before.window_hours),
            ("runbook", self.runbook != before.runbook),
        ];
        differs
            .into_iter()
            .filter_map(|(name, differs)| differs.then_some(name))
            .collect()
    }

    /// Whether what guards a reset is another than before: all admins are told.
    pub fn guards_otherwise(&self, before: &Self) -> bool {
        (
            self.step_up,
            self.reset_pass,
            self.equal_rank,
            self.window_hours,
        ) != (
            before.step_up,
            before.reset_pass,
            before.equal_rank,
            before.window_hours,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> SettingsForm {
        SettingsForm {
            digest: String::new(),
            help_line: " +49 30 555 0100 ".into(),
            contact: "Service desk\r\nRoom 7".into(),
            step_up: "any_factor".into(),
            reset_pass: "off".into(),
            equal_rank: "on".into(),
            window_hours: " 72 ".into(),
            runbook: String::new(),
        }
    }

    #[test]
    fn what_was_typed_is_read() {
        let settings = form().parse().unwrap();
        assert_eq!(settings.help_line, "+49 30 555 0100");
        assert_eq!(settings.contact, "Service desk\nRoom 7");
        assert_eq!(settings.window_hours, 72);
    }

    #[test]
    fn what_is_wrong_is_told_at_its_field() {
        let long = "x".repeat(MOST_RUNBOOK + 1);
        let cases: [(fn(&mut SettingsForm, String), &str, Field); 12] = [
            (|form, text| form.help_line = text, &long, Field::HelpLine),
            (|form, text| form.contact = text, &long, Field::Contact),
            (|form, text| form.runbook = text, &long, Field::Runbook),
            (|form, text| form.step_up = text, "", Field::StepUp),
            (|form, text| form.step_up = text, "Off", Field::StepUp),
            (
                |form, text| form.reset_pass = text,
                "maybe",
                Field::ResetPass,
            ),
            (|form, text| form.equal_rank = text, "", Field::EqualRank),
            (|form, text| form.window_hours = text, "", Field::Window),
            (|form, text| form.window_hours = text, "0", Field::Window),
            (|form, text| form.window_hours = text, "169", Field::Window),
            (|form, text| form.window_hours = text, "-1", Field::Window),
            (|form, text| form.window_hours = text, "72h", Field::Window),
        ];
        for (set, text, field) in cases {
            let mut form = form();
            set(&mut form, text.to_owned());
            assert_eq!(form.parse().unwrap_err().at, Some(field), "{text}");
        }
    }

    #[test]
    fn each_change_is_named_and_what_guards_a_reset_is_told() {
        let before = form().parse().unwrap();
        assert!(before.changed_from(&before).is_empty());
        for (name, value) in form().typed() {
            let mut form = form();
            let other = match name {
                "step_up" => "off",
                "reset_pass" => "on",
                "equal_rank" => "off",
                "window_hours" => "1",
                _ => "Another text",
            };
            assert_ne!(value, other);
            match name {
                "help_line" => form.help_line = other.into(),
                "contact" => form.contact = other.into(),
                "step_up" => form.step_up = other.into(),
                "reset_pass" => form.reset_pass = other.into(),
                "equal_rank" => form.equal_rank = other.into(),
                "window_hours" => form.window_hours = other.into(),
                _ => form.runbook = other.into(),
            }
            let after = form.parse().unwrap();
            assert_eq!(after.changed_from(&before), [name]);
            let guards = ["step_up", "reset_pass", "equal_rank", "window_hours"];
            assert_eq!(
                after.guards_otherwise(&before),
                guards.contains(&name),
                "{name}"
            );
        }
    }
}
