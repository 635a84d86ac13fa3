//! The console's settings of the organisation.

use crate::{
    brand::Brand,
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

/// `/admin/settings/brand`.
#[derive(Clone, Debug)]
pub struct BrandView {
    pub me: Me,
    pub name: String,
    pub brand: Brand,
    /// Names both, as [`SettingsView::digest`] does.
    pub digest: String,
    pub gate: Due<()>,
}
