//! The secret of a credential that was just made: on this page, and never again.

use leptos::prelude::*;

use crate::{
    wire,
    words::{self, credentials as said},
};

pub fn section() -> Option<impl IntoView> {
    let language = words::language();
    let fresh = wire::flash().credential?;
    let secret = fresh.secret.reveal().to_owned();
    Some(view! {
        <section class="card" role="status">
            <h2>{said::fresh_title(language, &fresh.name)}</h2>
            <p>{said::fresh_once(language)}</p>
            <dl>
                <dt>"client_id"</dt>
                <dd>
                    <code>{fresh.client_id}</code>
                </dd>
                <dt>"client_secret"</dt>
                <dd>
                    <code>{secret}</code>
                </dd>
            </dl>
        </section>
    })
}
