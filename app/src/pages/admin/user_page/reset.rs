//! The way to a Force MFA reset, or why there is none.

use identity::{
    place::Place,
    view::users::{MayOnUser, UserView},
};
use leptos::prelude::*;

use crate::{
    paths::path,
    words::{self, console},
};

pub fn section(view: &UserView) -> impl IntoView + use<> {
    let language = words::language();
    if view.me.id == view.id {
        return view! {
            <p>
                {console::user_oneself(language)} " "
                <a href=path(&Place::Account)>{console::user_oneself_link(language)}</a>
            </p>
        }
        .into_any();
    }
    if !view.may.reset {
        let why = if view.may == MayOnUser::default() {
            console::user_beyond(language).to_owned()
        } else {
            console::user_reset_nothing(language, &view.name)
        };
        return view! { <p>{why}</p> }.into_any();
    }
    view! {
        <p>{console::user_reset_lead(language)}</p>
        <p>
            <a class="button danger" href=path(&Place::ResetUser(view.id))>
                {console::user_reset(language)}
            </a>
        </p>
    }
    .into_any()
}
