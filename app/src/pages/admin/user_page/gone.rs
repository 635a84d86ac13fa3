//! The way to the end of an account.

use identity::{place::Place, view::users::UserView};
use leptos::prelude::*;

use crate::{
    paths::path,
    words::{self, users as said},
};

pub fn section(view: &UserView) -> impl IntoView + use<> {
    let language = words::language();
    let way = path(&Place::DeleteUser(view.id));
    view.may.delete.then(|| {
        view! {
            <section>
                <h2>{said::delete_section(language)}</h2>
                <p>{said::delete_section_lead(language)}</p>
                <p>
                    <a href=way>{said::delete_link(language)}</a>
                </p>
            </section>
        }
    })
}
