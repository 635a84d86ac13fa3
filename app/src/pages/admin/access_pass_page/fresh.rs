//! A pass that was just made: on this page, and never again; with what to tell whom it is for.

use identity::place::{FreshPass, Place};
use leptos::prelude::*;

use crate::{
    components::When,
    islands::copy_codes::CopyKey,
    paths::path,
    words::{self, access_pass as said},
};

pub fn section(fresh: &FreshPass, name: &str) -> impl IntoView + use<> {
    let language = words::language();
    let (pass, at) = (fresh.pass.reveal().to_owned(), fresh.until);
    let back = path(&Place::User(fresh.user));
    view! {
        <section class="card" role="status">
            <p>
                <code class="key pass">{pass.clone()}</code>
                " "
                <CopyKey text=pass />
            </p>
            <p>{said::fresh_until(language)} " " <strong><When at /></strong></p>
            <p>{said::fresh_once(language, name)}</p>
        </section>
        <section class="banner">
            <h2>{said::fresh_tell(language, name)}</h2>
            <ol>
                <li>{said::fresh_step_sign_in(language)}</li>
                <li>{said::fresh_step_enter(language)}</li>
                <li>{said::fresh_step_enrol(language)}</li>
            </ol>
        </section>
        <p class="quiet">{said::fresh_mailed(language, name)}</p>
        <p>
            <a href=back>{said::fresh_back(language, name)}</a>
        </p>
    }
}
