//! "Are you still there?": warns before a session ends by itself. Closed until its script opens it; without the script
//! nothing of it is seen, and the session ends as it does anyway.

use identity::{session::Ends, time::Timestamp};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{Button, Form, Look};
use crate::{
    pages::{account::StaySignedIn, front::SignOut},
    wire,
    words::{self, common, sessions, when},
};

/// By this the shell sees that a page holds the dialog, and brings the script.
pub const OPENING: &str = "<dialog id=\"still-there\"";

#[component]
pub fn StillThere(ends: Ends) -> impl IntoView {
    let language = words::language();
    let now = wire::visitor().arrived;
    let left = |at: Timestamp| (at - now).0.max(0).to_string();
    // A screen reader is told now and then, not every second.
    let said = |seconds: i64| {
        let left = when::span(language, identity::time::Span::seconds(seconds));
        sessions::still_said(language, left)
    };
    view! {
        <dialog
            id="still-there"
            aria-labelledby="still-there-title"
            aria-describedby="still-there-text"
            data-idle=ends.idle.0.to_string()
            data-left=left(ends.idle_at)
            data-end=left(ends.expires_at)
            data-at60=said(60)
            data-at30=said(30)
            data-at10=said(10)
        >
            <h2 id="still-there-title">{sessions::still_title(language)}</h2>
            <div id="still-there-text">
                <p class="idle">{sessions::still_text(language)}</p>
                <p class="last" hidden>
                    {sessions::still_last(language)}
                </p>
                <p>{sessions::still_left(language)} " " <strong class="clock"></strong></p>
            </div>
            <p class="said unseen" role="status"></p>
            <Form action=StaySignedIn::PATH>
                <input type="hidden" name="then" value=wire::here() />
                <Button>{sessions::still_stay(language)}</Button>
            </Form>
            <button type="button" class="close button" hidden>
                {sessions::still_close(language)}
            </button>
            <Form action=SignOut::PATH>
                <Button look=Look::Link>{common::sign_out(language)}</Button>
            </Form>
        </dialog>
    }
}
