//! `/account`: the ways to sign in, the backup codes, the password, and who can help.

use identity::{place::Place, view::account::AccountView};
use leptos::prelude::*;

use super::frame::{AccountFrame, Area};
use crate::{
    components::{When, known_passkeys},
    pages::show,
    paths::path,
    words::{self, account},
};

mod banners;
mod codes;
mod factors;

#[component]
pub fn AccountPage() -> impl IntoView {
    show(
        |desk, visitor| async move { desk.account_page(&visitor).await },
        page,
    )
}

fn page(view: AccountView) -> impl IntoView {
    let language = words::language();
    let who = account::signed_in_as(language, &view.me.email, &view.me.organisation.name);
    view! {
        <AccountFrame title=account::title(language) me=view.me.clone() area=Area::SignIn>
            <p class="quiet">{who}</p>
            {banners::banners(&view)}
            {factors::section(&view)}
            {codes::section(&view)}
            <section>
                <h2>{account::password(language)}</h2>
                <p>
                    {match view.password_changed_at {
                        Some(at) => view! { {account::password_changed(language)} " " <When at /> }.into_any(),
                        None => account::password_never(language).into_any(),
                    }}
                </p>
                <p>
                    <a href=path(&Place::Password)>{account::password_change(language)}</a>
                </p>
            </section>
            <section>
                <h2>{account::help(language)}</h2>
                <p>{account::help_lead(language)}</p>
                <p>
                    <a href=path(&Place::Admins)>{account::help_link(language)}</a>
                </p>
            </section>
            {view.passkeys.map(known_passkeys::accepted)}
        </AccountFrame>
    }
}
