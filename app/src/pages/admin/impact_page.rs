//! `/admin/policies/<id>/impact`: what saving would change, before it is saved.

use identity::{console::PolicyForm, ids::PolicyId, refusal::Field, view::policies::ImpactView};
use leptos::{prelude::*, server_fn::ServerFn};
use serde::{Deserialize, Serialize};

use super::{
    parts::{ConsolePage, Tab},
    policy_page::typed,
};
use crate::{
    components::{Button, Form, TextField},
    pages::show_console,
    paths::part,
    wire::{Followed, console, follow, visitor},
    words::{self, console as said},
};

mod what;

/// The whole form once more, in hidden fields. Every part may be missing, so that the desk can say which.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    policy: String,
    name: String,
    groups: String,
    requirement: String,
    kinds: String,
    self_removal: String,
    passwordless: String,
    idle_minutes: String,
    absolute_minutes: String,
    grace_days: String,
    digest: String,
}

#[server(prefix = "/do", endpoint = "save-policy", input = crate::wire::Form)]
pub async fn save_policy(#[server(flatten)] typed: Typed) -> Followed {
    follow(console().save_policy(&visitor(), typed.into()).await)
}

impl From<Typed> for PolicyForm {
    fn from(typed: Typed) -> Self {
        let Typed {
            policy,
            name,
            groups,
            requirement,
            kinds,
            self_removal,
            passwordless,
            idle_minutes,
            absolute_minutes,
            grace_days,
            digest,
        } = typed;
        let id = policy.parse().ok();
        Self {
            id,
            name,
            groups,
            requirement,
            kinds,
            self_removal,
            passwordless,
            idle_minutes,
            absolute_minutes,
            grace_days,
            digest,
        }
    }
}

#[component]
pub fn ImpactPage() -> impl IntoView {
    let form = typed::from_query(part::<PolicyId>("policy"));
    show_console(
        move |console, visitor| async move { console.impact_page(&visitor, form).await },
        page,
    )
}

fn page(view: ImpactView) -> impl IntoView {
    let language = words::language();
    let name = view.form.name.clone();
    let grace = if view.tightens {
        view! {
            <TextField
                field=Field::Grace
                label=said::impact_grace(language)
                hint=said::impact_grace_hint(language)
                value=view.form.grace_days.clone()
                inputmode="numeric"
            />
        }
        .into_any()
    } else {
        // Where an admin is asked for something new there is no grace to ask for, and yet it is not nothing.
        let asks_nothing = view.impact.newly_owing == 0;
        asks_nothing
            .then(|| view! { <p>{said::impact_loosens(language)}</p> })
            .into_any()
    };
    let (what, hidden, back) = (
        what::list(&view.impact),
        hidden(&view.form, view.digest),
        typed::back(&view.form),
    );
    view! {
        <ConsolePage title=said::impact_title(language) me=view.me tab=Tab::Policies>
            <p>{said::impact_lead(language, &name)}</p>
            {what}
            <Form action=SavePolicy::PATH>
                {hidden}
                {grace}
                <Button>{said::impact_button(language, name)}</Button>
            </Form>
            <p>
                <a href=back>{said::impact_back(language)}</a>
            </p>
        </ConsolePage>
    }
}

fn hidden(form: &PolicyForm, digest: String) -> impl IntoView + use<> {
    let fields = [
        (
            "policy",
            form.id.map(|id| id.to_string()).unwrap_or_default(),
        ),
        ("name", form.name.clone()),
        ("groups", form.groups.clone()),
        ("requirement", form.requirement.clone()),
        ("kinds", form.kinds.clone()),
        ("self_removal", form.self_removal.clone()),
        ("passwordless", form.passwordless.clone()),
        ("idle_minutes", form.idle_minutes.clone()),
        ("absolute_minutes", form.absolute_minutes.clone()),
        ("digest", digest),
    ];
    fields
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .into_iter()
        .collect_view()
}
