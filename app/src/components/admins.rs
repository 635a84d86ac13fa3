//! Who can help: the admins by name, and how to reach them.

use identity::view::help::Admin;
use leptos::prelude::*;

use crate::words::{self, front, thing};

#[component]
pub fn Admins(admins: Vec<Admin>, #[prop(into)] contact: String) -> impl IntoView {
    let language = words::language();
    let nobody = admins
        .is_empty()
        .then(|| view! { <p>{front::help_no_admins(language)}</p> });
    let people = admins.into_iter().map(|admin| {
        let Admin { name, email, role } = admin;
        view! {
            <li>
                <span class="name">{name}</span>
                <span class="quiet">{thing::role(language, role)}</span>
                <a href=format!("mailto:{email}")>{email.clone()}</a>
            </li>
        }
    });
    view! {
        {nobody}
        <ul class="people">{people.collect_view()}</ul>
        {(!contact.is_empty())
            .then(|| {
                view! {
                    <p class="contact">
                        <strong>{front::help_contact(language)}</strong>
                        " "
                        {contact}
                    </p>
                }
            })}
    }
}
