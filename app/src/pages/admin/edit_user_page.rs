//! `/admin/users/<id>/edit`: name, address and language of somebody.

use identity::{
    console::EditUserForm,
    ids::UserId,
    language::Language,
    place::Place,
    refusal::Field,
    turn::Away,
    user::UserStatus,
    view::{edit_user::EditUserView, prove::Due},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{ConsolePage, Select, Tab};
use crate::{
    components::{Button, Form, ProveForm, TextField},
    pages::show_console,
    paths::{part, path, query},
    wire::{self, Followed, console, follow, visitor},
    words::{self, common, users as said},
};

#[server(prefix = "/do", endpoint = "edit-user", input = crate::wire::Form)]
pub async fn edit_user(
    user: UserId,
    #[server(default)] name: String,
    #[server(default)] email: String,
    language: Language,
    #[server(default)] digest: String,
) -> Followed {
    let form = EditUserForm {
        user,
        name,
        email,
        language,
        digest,
    };
    follow(console().edit_user(&visitor(), form).await)
}

#[component]
pub fn EditUserPage() -> impl IntoView {
    let user = part::<UserId>("user");
    show_console(
        move |console, visitor| async move {
            let user = user.ok_or(Away::NotFound)?;
            console.edit_page(&visitor, user).await
        },
        page,
    )
}

fn page(view: EditUserView) -> impl IntoView {
    let language = words::language();
    let lead = match view.status {
        UserStatus::Invited => said::edit_lead_invited(language, &view.name),
        UserStatus::Active | UserStatus::Disabled => said::edit_lead(language, &view.name),
    };
    let title = said::edit_title(language, &view.name);
    let me = view.me.clone();
    let back = path(&Place::User(view.id));
    let rest = match view.gate.clone() {
        Due::Proof(proof) => {
            view! { <ProveForm view=proof autofocus=!query("by").is_empty() /> }.into_any()
        }
        Due::Ready(()) => form(view).into_any(),
    };
    view! {
        <ConsolePage title=title me=me tab=Tab::Users>
            <p>{lead}</p>
            {rest}
            <p>
                <a href=back>{said::edit_cancel(language)}</a>
            </p>
        </ConsolePage>
    }
}

fn form(view: EditUserView) -> impl IntoView {
    let language = words::language();
    let typed = wire::flash().typed.get("language").cloned();
    let chosen = typed.unwrap_or_else(|| view.language.tag().to_owned());
    let languages = Language::ALL
        .into_iter()
        .map(|one| (one.tag(), common::language_name(one).to_owned()))
        .collect();
    view! {
        <Form action=EditUser::PATH>
            <input type="hidden" name="user" value=view.id.to_string() />
            <input type="hidden" name="digest" value=view.digest />
            <TextField field=Field::Name label=said::edit_name(language) value=view.name />
            <TextField field=Field::Email label=said::edit_email(language) value=view.email kind="email" />
            <Select name="language" label=said::edit_language(language) options=languages chosen=chosen />
            <Button>{said::edit_button(language)}</Button>
        </Form>
    }
}
