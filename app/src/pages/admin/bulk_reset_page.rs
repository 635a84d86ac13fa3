//! `/admin/resets/<id>`: what a reset of many will do, and once it is confirmed, how far it is and what became of each.

use identity::{
    bulk_reset::Tally,
    console::BulkResetForm,
    ids::BulkResetId,
    justification::Justification,
    turn::Away,
    view::bulk_reset::{BulkResetStage, BulkResetView},
};
use leptos::prelude::*;

use super::parts::{ConsolePage, Tab};
use crate::{
    pages::show_console,
    paths::part,
    wire::{Declined, Followed, console, follow, hand_over, visitor},
    words::{self, bulk},
};

mod begun;
mod result;
mod summary;

#[server(prefix = "/do", endpoint = "begin-bulk-reset", input = crate::wire::Form)]
pub async fn begin_bulk_reset(
    reset: BulkResetId,
    #[server(default)] reason_kind: String,
    #[server(default)] reason: String,
    #[server(default)] verification: String,
    #[server(default)] digest: String,
) -> Followed {
    let form = BulkResetForm {
        id: reset,
        justification: Justification {
            reason_kind,
            reason,
            verification,
        },
        digest,
    };
    follow(console().begin_bulk_reset(&visitor(), form).await)
}

/// How far it is, for the script of the page.
#[server(prefix = "/do", endpoint = "bulk-reset-tally", input = crate::wire::Form)]
pub async fn bulk_reset_tally(reset: BulkResetId) -> Result<Tally, Declined> {
    let (console, visitor) = (console(), visitor());
    hand_over(async move { console.bulk_reset_tally(&visitor, reset).await }).await
}

#[component]
pub fn BulkResetPage() -> impl IntoView {
    let reset = part::<BulkResetId>("reset");
    show_console(
        move |console, visitor| async move {
            console
                .bulk_reset_page(&visitor, reset.ok_or(Away::NotFound)?)
                .await
        },
        page,
    )
}

fn page(view: BulkResetView) -> impl IntoView {
    let body = match view.stage {
        BulkResetStage::Draft(summary) => summary::body(view.id, *summary).into_any(),
        BulkResetStage::Begun(begun) => begun::body(view.id, begun).into_any(),
    };
    view! {
        <ConsolePage title=bulk::title(words::language()) me=view.me tab=Tab::Users wide=true>
            {body}
        </ConsolePage>
    }
}
