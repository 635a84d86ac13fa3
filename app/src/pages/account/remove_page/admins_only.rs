//! The policy lets only admins remove it: why, who they are, and *Ask an admin*.

use identity::{place::Place, view::account::RemoveView};
use leptos::prelude::*;

use super::super::guarded::Back;
use crate::{
    components::{Admins, AskAdmin, Page},
    paths::path,
    words::{self, account},
};

pub fn page(view: RemoveView) -> impl IntoView {
    let language = words::language();
    let (id, name, organisation) = (
        view.factor.id,
        view.factor.name.to_string(),
        view.me.organisation.name.clone(),
    );
    view! {
        <Page title=account::remove_admins_title(language, &name) me=view.me>
            <p>
                {account::remove_admins_replace(language)} " "
                <a href=path(&Place::ReplaceFactor(id))>{account::remove_admins_replace_link(language, name)}</a>
            </p>
            <p>{account::remove_admins_lead(language, organisation)}</p>
            <Admins admins=view.admins contact=view.contact />
            <AskAdmin asked=view.asked factor=id />
            <Back />
        </Page>
    }
}
