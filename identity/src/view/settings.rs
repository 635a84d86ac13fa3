//! The console's settings of the organisation.

use crate::{
    settings::Settings,
    view::{account::Me, prove::Due},
};

/// `/admin/settings`.
#[derive(Clone, Debug)]
pub struct SettingsView {
    pub me: Me,
    pub settings: Settings,
    /// Names them: a form that was filled in from older ones is refused.
    pub digest: String,
    pub gate: Due<()>,
}
