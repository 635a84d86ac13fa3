//! The way to a Force MFA reset, or why there is none.

use identity::{
    place::Place,
    view::{user_tabs::UserHead, users::MayOnUser},
};
use leptos::prelude::*;

use crate::{
    paths::path,
    words::{self, console},
};

pub fn section(head: &UserHead) -> impl IntoView + use<> {
    let language = words::language();
    if head.me.id == head.id {
        return view! {
            <p>
                {console::user_oneself(language)} " "
                <a href=path(&Place::Account)>{console::user_oneself_link(language)}</a>
            </p>
        }
        .into_any();
    }
    if !head.may.reset {
        let why = if head.may == MayOnUser::default() {
            console::user_beyond(language).to_owned()
        } else {
            console::user_reset_nothing(language, &head.name)
        };
        return view! { <p>{why}</p> }.into_any();
    }
    view! {
        <p>{console::user_reset_lead(language)}</p>
        <p>
            <a class="button danger" href=path(&Place::ResetUser(head.id))>
                {console::user_reset(language)}
            </a>
        </p>
    }
    .into_any()
}
