//! What a browser may be told of passkeys: those that are good, or one that nobody has. Its script passes it on.

use identity::view::passkey::KnownPasskeys;
use leptos::prelude::*;

use crate::wire;

/// By this the shell sees that there is something to tell, and brings the script.
pub const OPENING: &str = "<div id=\"known-passkeys\"";

/// The name under which a refused sign-in carries the id of a passkey that nobody has.
const UNKNOWN: &str = "unknown_passkey";

/// To the owner alone: their passkeys and no others.
pub fn accepted(known: KnownPasskeys) -> impl IntoView {
    let KnownPasskeys { user, credentials } = known;
    view! { <div id="known-passkeys" hidden data-user=user data-ids=credentials.join(",")></div> }
}

/// After a sign-in with a passkey that is gone.
pub fn unknown() -> impl IntoView {
    wire::flash()
        .typed
        .remove(UNKNOWN)
        .map(|id| view! { <div id="known-passkeys" hidden data-unknown=id></div> })
}
