//! `/admin/users/export`: the list of users as a file, behind a proof. Which list it is stands in the address, and goes along sealed
//! while the proof is asked for.

use identity::{
    place::Place,
    view::{prove::Due, users_export::UsersExportView, users_query::UsersQuery},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    parts::{ConsolePage, Tab},
    users_page,
};
use crate::{
    components::{Button, Form, ProveForm},
    pages::show_console,
    paths::query,
    wire::{self, Download, Followed, Hold, console, give, visitor},
    words::{self, users as said},
};

mod file;

/// Counted no further (contract of [`UsersExportView::total`]).
const MANY: u32 = 1_000;

/// The parameters of the list, by their names.
type Asked = std::collections::BTreeMap<String, String>;

fn read(asked: &Asked) -> UsersQuery {
    UsersQuery::read(|name| asked.get(name).cloned().unwrap_or_default())
}

#[server(prefix = "/do", endpoint = "export-users", input = crate::wire::Form)]
pub async fn export_users(#[server(default)] list: Asked) -> Followed {
    let (console, visitor, query) = (console(), visitor(), read(&list));
    let asked = async move { console.export_users(&visitor, query).await };
    give(asked, |rows| Download {
        name: "users.csv",
        kind: "text/csv",
        text: file::text(&rows),
    })
    .await
}

#[component]
pub fn ExportUsersPage() -> impl IntoView {
    let here = UsersQuery::read(query);
    let held = wire::flash().typed;
    // Whoever comes back from the proof, or was refused, has the list in the flash.
    let asked = if here == UsersQuery::default() {
        read(&held)
    } else {
        here
    };
    show_console(
        move |console, visitor| async move { console.export_page(&visitor, asked).await },
        page,
    )
}

fn page(view: UsersExportView) -> impl IntoView {
    let language = words::language();
    let pairs = filled(&view.query);
    Hold::on_to(
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone())),
    );
    let count = if view.total >= MANY {
        said::export_many(language).to_owned()
    } else {
        said::export_count(language, view.total)
    };
    let rest = match view.gate {
        Due::Proof(proof) => {
            view! { <ProveForm view=proof autofocus=!query("by").is_empty() /> }.into_any()
        }
        Due::Ready(()) => form(pairs).into_any(),
    };
    let back = users_page::link(&Place::Users, &view.query);
    view! {
        <ConsolePage title=said::export_title(language) me=view.me tab=Tab::Users>
            <p>{said::export_lead(language)}</p>
            <p>
                <strong>{count}</strong>
                " "
                {said::export_noted(language)}
            </p>
            {rest}
            <p>
                <a href=back>{said::export_back(language)}</a>
            </p>
        </ConsolePage>
    }
}

fn filled(query: &UsersQuery) -> Vec<(&'static str, String)> {
    let pairs = query.pairs().into_iter();
    pairs.filter(|(_, value)| !value.is_empty()).collect()
}

fn form(pairs: Vec<(&'static str, String)>) -> impl IntoView {
    let fields = pairs.into_iter().map(
        |(name, value)| view! { <input type="hidden" name=format!("list[{name}]") value=value /> },
    );
    view! {
        <Form action=ExportUsers::PATH>
            {fields.collect_view()}
            <Button>{said::export_button(words::language())}</Button>
        </Form>
    }
}
