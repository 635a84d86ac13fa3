//! `/admin/users/import`: a file of new users, and of changes to those that there are, behind a proof.

use identity::{
    console::ImportForm,
    place::Place,
    secret::Secret,
    user::file::MOST_USERS,
    view::{import_users::ImportUsersView, prove::Due},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{ConsolePage, Tab, import_form, import_report};
use crate::{
    components::ProveForm,
    pages::show_console,
    paths::{path, query},
    wire::{Followed, console, follow, visitor},
    words::{self, users as said},
};

#[server(prefix = "/do", endpoint = "import-users", input = crate::wire::Form)]
pub async fn import_users(
    #[server(default)] file: Secret,
    #[server(default)] pasted: Secret,
) -> Followed {
    let form = ImportForm { file, pasted };
    follow(console().import_users(&visitor(), form).await)
}

#[component]
pub fn ImportUsersPage() -> impl IntoView {
    show_console(
        |console, visitor| async move { console.import_users_page(&visitor).await },
        page,
    )
}

fn page(view: ImportUsersView) -> impl IntoView {
    let language = words::language();
    let rest = match view.gate {
        Due::Proof(proof) => {
            view! { <ProveForm view=proof autofocus=!query("by").is_empty() /> }.into_any()
        }
        Due::Ready(()) => import_form(ImportUsers::PATH, MOST_USERS).into_any(),
    };
    view! {
        <ConsolePage title=said::import_title(language) me=view.me tab=Tab::Users>
            <p>{said::import_lead(language)}</p>
            {import_report()}
            {rest}
            <p>
                <a href=path(&Place::Users)>{said::import_back(language)}</a>
            </p>
        </ConsolePage>
    }
}
