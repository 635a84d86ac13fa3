//! A bar that says how far a reset of many is. Its script moves it; without one the page has a link to load it again.

use identity::bulk_reset::Tally;
use leptos::prelude::*;

use crate::words::{self, bulk};

/// By this the shell sees that a page holds the bar, and brings the script.
pub const OPENING: &str = "<div id=\"bulk-progress\"";

/// `action` tells the tally to whoever posts `body` to it.
#[component]
pub fn BulkProgress(action: &'static str, body: String, tally: Tally) -> impl IntoView {
    let language = words::language();
    let said = bulk::progress_said(language, tally.settled, tally.all);
    // The script puts the numbers in.
    let pattern = bulk::progress_said(language, "{settled}", "{all}");
    view! {
        <div id="bulk-progress" data-action=action data-body=body data-said=pattern>
            <progress max=tally.all value=tally.settled aria-label=bulk::progress(language)></progress>
            <p>{said}</p>
        </div>
    }
}
