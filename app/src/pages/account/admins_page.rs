//! `/account/admins`: who can help, and how to reach them.

use identity::view::account::AdminsView;
use leptos::prelude::*;

use super::guarded::Back;
use crate::{
    components::{Admins, AskAdmin, Page},
    pages::show,
    words::{self, account, front},
};

#[component]
pub fn AdminsPage() -> impl IntoView {
    show(
        |desk, visitor| async move { desk.admins_page(&visitor).await },
        page,
    )
}

fn page(view: AdminsView) -> impl IntoView {
    let language = words::language();
    let lead = account::admins_lead(language, &view.me.organisation.name);
    view! {
        <Page title=front::help_who(language) me=view.me>
            <p>{lead}</p>
            <Admins admins=view.admins contact=view.contact />
            <AskAdmin asked=view.asked />
            <Back />
        </Page>
    }
}
