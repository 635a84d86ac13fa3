//! The last one where one is required: replacing it comes first; insisting costs what is listed.

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
        <Page title=account::remove_last_title(language, &name) me=view.me.clone()>
            <p>{account::remove_last_lead(language, &organisation, &name)}</p>
            <p>
                <a class="button primary" href=path(&Place::ReplaceFactor(id))>
                    {account::remove_last_replace(language)}
                </a>
            </p>
            <section>
                <h2>{account::remove_anyway(language)}</h2>
                <ul>
                    <li>{account::remove_gone(language, name)}</li>
                    <li>{account::remove_anyway_out(language)}</li>
                    <li>{account::remove_anyway_codes(language)}</li>
                    <li>{account::remove_mail(language, organisation)}</li>
                </ul>
                <Form action=RemoveFactor::PATH>
                    <input type="hidden" name="factor" value=id.to_string() />
                    <input type="hidden" name="insist" value="yes" />
                    <Button look=Look::Secondary>{account::remove_anyway_button(language)}</Button>
                </Form>
            </section>
            <Back />
        </Page>
    }
}
