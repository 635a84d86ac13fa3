//! What else can be done to the account: a link to the page of each.

use identity::{place::Place, view::users::UserView};
use leptos::prelude::*;

use super::super::operation_page::title;
use crate::{
    paths::path,
    words::{self, access_pass, operation},
};

pub fn section(view: &UserView) -> impl IntoView + use<> {
    let language = words::language();
    let id = view.id;
    let links = view.may.operations.iter().map(|what| {
        view! {
            <li>
                <a href=path(&Place::Operate(*what, id))>{title(language, *what)}</a>
            </li>
        }
    });
    let links = links.collect_view();
    let pass = view.may.pass.then(|| {
        view! {
            <li>
                <a href=path(&Place::AccessPass(id))>{access_pass::title(language)}</a>
            </li>
        }
    });
    (view.may.pass || !view.may.operations.is_empty()).then(|| {
        view! {
            <section>
                <h2>{operation::also(language)}</h2>
                <p>{operation::also_lead(language)}</p>
                <ul>{pass} {links}</ul>
            </section>
        }
    })
}
