//! After a reset: what to tell the person now.

use identity::{
    user::{MustEnrol, UserStatus},
    view::users::UserView,
};
use leptos::prelude::*;

use crate::{
    components::When,
    wire,
    words::{self, console},
};

/// Nothing where it would not be true: whoever is disabled does not sign in, and a window that has passed is opened again first.
pub fn section(view: &UserView) -> Option<impl IntoView + use<>> {
    let language = words::language();
    let owed = view.standing.must_enrol == MustEnrol::Yes;
    let now = wire::visitor().arrived;
    let open = view.wants_pass || view.enrol_until.is_some_and(|until| until > now);
    (owed && open && view.status == UserStatus::Active).then(|| view! {
        <section class="banner">
            <h2>{console::user_tell(language, &view.name)}</h2>
            <ol>
                <li>{console::user_tell_sign_in(language)}</li>
                {view.wants_pass.then(|| view! { <li>{console::user_tell_pass(language)}</li> })}
                <li>{console::user_tell_set_up(language)}</li>
                <li>{console::user_tell_codes(language)}</li>
            </ol>
            {view.enrol_until.map(|at| view! { <p>{console::user_tell_until(language)} " " <strong><When at /></strong></p> })}
        </section>
    })
}
