//! Invitation, disabling and enabling of an account.

use identity::{ids::UserId, user::UserStatus, view::users::UserView};
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    components::{Button, Form, Look},
    wire::{Followed, console, follow, visitor},
    words::{self, console as said},
};

#[server(prefix = "/do", endpoint = "reinvite", input = crate::wire::Form)]
pub async fn reinvite(user: UserId) -> Followed {
    follow(console().reinvite(&visitor(), user).await)
}

#[server(prefix = "/do", endpoint = "disable-user", input = crate::wire::Form)]
pub async fn disable_user(user: UserId) -> Followed {
    follow(console().disable_user(&visitor(), user).await)
}

#[server(prefix = "/do", endpoint = "enable-user", input = crate::wire::Form)]
pub async fn enable_user(user: UserId) -> Followed {
    follow(console().enable_user(&visitor(), user).await)
}

pub fn section(view: &UserView) -> impl IntoView + use<> {
    view! {
        {view.may.reinvite.then(|| invitation(view))}
        {view.may.disable.then(|| if view.status == UserStatus::Disabled { enabling(view).into_any() } else { disabling(view).into_any() })}
    }
}

fn invitation(view: &UserView) -> impl IntoView + use<> {
    let (language, user, name) = (words::language(), view.id.to_string(), view.name.clone());
    view! {
        <section>
            <h2>{said::user_reinvite(language)}</h2>
            <p>{said::user_reinvite_lead(language, &name)}</p>
            <Form action=Reinvite::PATH>
                <input type="hidden" name="user" value=user />
                <Button look=Look::Secondary>{said::user_reinvite_button(language)}</Button>
            </Form>
        </section>
    }
}

fn disabling(view: &UserView) -> impl IntoView + use<> {
    let (language, user, name) = (words::language(), view.id.to_string(), view.name.clone());
    view! {
        <section>
            <h2>{said::user_disable(language)}</h2>
            <ul>
                <li>{said::user_disable_now(language, &name)}</li>
                <li>{said::user_disable_in(language, &name)}</li>
                <li>{said::user_disable_keep(language)}</li>
            </ul>
            <Form action=DisableUser::PATH>
                <input type="hidden" name="user" value=user />
                <Button look=Look::Danger>{said::user_disable_button(language, &name)}</Button>
            </Form>
        </section>
    }
}

fn enabling(view: &UserView) -> impl IntoView + use<> {
    let (language, user, name) = (words::language(), view.id.to_string(), view.name.clone());
    view! {
        <section>
            <h2>{said::user_enable(language)}</h2>
            <p>{said::user_enable_lead(language, &name)}</p>
            <Form action=EnableUser::PATH>
                <input type="hidden" name="user" value=user />
                <Button look=Look::Secondary>{said::user_enable_button(language, &name)}</Button>
            </Form>
        </section>
    }
}
