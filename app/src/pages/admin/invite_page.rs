//! `/admin/users/invite`.

use identity::{
    console::InviteForm,
    place::Place,
    refusal::Field,
    view::{users::UsersView, users_query::UsersQuery},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{ConsolePage, Tab};
use crate::{
    components::{Button, Form, TextField},
    pages::{not_allowed, show_console},
    paths::path,
    wire::{Followed, console, follow, visitor},
    words::{self, console as said},
};

#[server(prefix = "/do", endpoint = "invite", input = crate::wire::Form)]
pub async fn invite(
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] groups: String,
) -> Followed {
    follow(
        console()
            .invite(
                &visitor(),
                InviteForm {
                    name,
                    email,
                    groups,
                },
            )
            .await,
    )
}

/// Whoever may not invite is told so by the same answer that the list of users gives.
#[component]
pub fn InvitePage() -> impl IntoView {
    show_console(
        |console, visitor| async move { console.users_page(&visitor, UsersQuery::default()).await },
        page,
    )
}

fn page(view: UsersView) -> AnyView {
    if !view.may_invite {
        return not_allowed::page().into_any();
    }
    let language = words::language();
    view! {
        <ConsolePage title=said::invite_title(language) me=view.me tab=Tab::Users>
            <p>{said::invite_lead(language)}</p>
            <Form action=Invite::PATH>
                <TextField field=Field::Name label=said::invite_name(language) autofocus=true />
                <TextField field=Field::Email label=said::invite_email(language) kind="email" />
                <TextField field=Field::Groups label=said::invite_groups(language) hint=said::groups_hint(language) />
                <Button>{said::invite_button(language)}</Button>
            </Form>
            <p>
                <a href=path(&Place::Users)>{said::user_back(language)}</a>
            </p>
        </ConsolePage>
    }
    .into_any()
}
