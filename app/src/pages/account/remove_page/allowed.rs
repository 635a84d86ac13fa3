//! The policy lets its owner remove it, and others stay.

use identity::{place::Place, view::account::RemoveView};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{super::guarded::Back, RemoveFactor};
use crate::{
    components::{Button, Form, Look, Page},
    paths::path,
    words::{self, account},
};

pub fn page(view: &RemoveView) -> impl IntoView + use<> {
    let language = words::language();
    let (id, name, organisation) = (
        view.factor.id,
        view.factor.name.to_string(),
        view.me.organisation.name.clone(),
    );
    view! {
        <Page title=account::remove_title(language, &name) me=view.me.clone()>
            <h2>{account::remove_what(language)}</h2>
            <ul>
                <li>{account::remove_gone(language, &name)}</li>
                <li>{account::remove_others(language)}</li>
                <li>{account::remove_elsewhere(language)}</li>
                <li>{account::remove_mail(language, organisation)}</li>
            </ul>
            <Form action=RemoveFactor::PATH>
                <input type="hidden" name="factor" value=id.to_string() />
                <Button look=Look::Danger>{account::remove_button(language, name)}</Button>
            </Form>
            <p>
                <a href=path(&Place::ReplaceFactor(id))>{account::remove_instead(language)}</a>
            </p>
            <Back />
        </Page>
    }
}
