//! `/admin/users/<id>/delete`: what goes with somebody, before it does.

use identity::{
    console::DeleteUserForm,
    ids::UserId,
    place::Place,
    refusal::Field,
    turn::Away,
    view::{delete_user::DeleteUserView, prove::Due},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{ConsolePage, Tab};
use crate::{
    components::{Button, Form, Look, ProveForm, TextField},
    pages::show_console,
    paths::{part, path, query},
    wire::{Followed, console, follow, visitor},
    words::{self, thing, users as said},
};

#[server(prefix = "/do", endpoint = "delete-user", input = crate::wire::Form)]
pub async fn delete_user(
    user: UserId,
    #[server(default)] reason: String,
    #[server(default)] digest: String,
) -> Followed {
    let form = DeleteUserForm {
        user,
        reason,
        digest,
    };
    follow(console().delete_user(&visitor(), form).await)
}

#[component]
pub fn DeleteUserPage() -> impl IntoView {
    let user = part::<UserId>("user");
    show_console(
        move |console, visitor| async move {
            let user = user.ok_or(Away::NotFound)?;
            console.delete_page(&visitor, user).await
        },
        page,
    )
}

fn page(view: DeleteUserView) -> impl IntoView {
    let language = words::language();
    let name = &view.name;
    let role = view.role.map(|role| {
        let said = said::delete_role(language, name, thing::role(language, role));
        view! { <p class="badge care">{said}</p> }
    });
    let sessions = if view.sessions == 0 {
        said::delete_out_none(language, name)
    } else {
        said::delete_out(language, view.sessions)
    };
    let lines = [
        sessions,
        said::delete_steps(language, view.factors),
        said::delete_log(language, name),
        said::delete_mail(language, name),
    ];
    let rest = match view.gate {
        Due::Proof(proof) => {
            view! { <ProveForm view=proof autofocus=!query("by").is_empty() /> }.into_any()
        }
        Due::Ready(()) => form(view.id, name, view.digest).into_any(),
    };
    view! {
        <ConsolePage title=said::delete_title(language, name) me=view.me tab=Tab::Users>
            <p class="quiet">{view.email}</p>
            {role}
            <p>{said::delete_lead(language)}</p>
            <ul>{lines.map(|line| view! { <li>{line}</li> }).into_iter().collect_view()}</ul>
            {rest}
            <p>
                <a href=path(&Place::User(view.id))>{said::delete_cancel(language)}</a>
            </p>
        </ConsolePage>
    }
}

fn form(id: UserId, name: &str, digest: String) -> impl IntoView + use<> {
    let language = words::language();
    let button = said::delete_button(language, name);
    view! {
        <Form action=DeleteUser::PATH>
            <input type="hidden" name="user" value=id.to_string() />
            <input type="hidden" name="digest" value=digest />
            <TextField field=Field::Reason label=said::delete_reason(language) hint=said::delete_reason_hint(language) />
            <Button look=Look::Danger>{button}</Button>
        </Form>
    }
}
