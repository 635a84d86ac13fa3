//! After a reset: what to tell the person now.

use identity::view::users::UserView;
use leptos::prelude::*;

use crate::{
    components::When,
    words::{self, console},
};

pub fn section(view: &UserView) -> impl IntoView + use<> {
    let language = words::language();
    view! {
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
    }
}
