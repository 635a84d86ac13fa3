//! `/admin/settings/brand`: what the organisation is called, its colour and its logo. A proof comes before the form.

use identity::{
    brand::BrandForm,
    place::Place,
    refusal::Field,
    view::{prove::Due, settings::BrandView},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{ConsolePage, Tab, Tick};
use crate::{
    brand,
    components::{Button, FileField, Form, ProveForm, TextField},
    pages::show_console,
    paths::path,
    wire::{self, Followed, Hold, console, follow, visitor},
    words::{self, settings as said},
};

#[server(prefix = "/do", endpoint = "save-brand", input = crate::wire::Form)]
pub async fn save_brand(#[server(flatten)] form: BrandForm) -> Followed {
    follow(console().save_brand(&visitor(), form).await)
}

#[component]
pub fn BrandPage() -> impl IntoView {
    show_console(
        |console, visitor| async move { console.brand_page(&visitor).await },
        page,
    )
}

fn page(view: BrandView) -> impl IntoView {
    let language = words::language();
    let me = view.me.clone();
    let body = match view.gate.clone() {
        Due::Proof(proof) => {
            let own = BrandForm::default();
            let own = own.typed().map(|(name, _)| name);
            let typed = wire::flash().typed.into_iter();
            Hold::on_to(typed.filter(|(name, _)| own.contains(&name.as_str())));
            view! { <ProveForm view=proof /> }.into_any()
        }
        Due::Ready(()) => form(view).into_any(),
    };
    view! {
        <ConsolePage title=said::brand_title(language) me=me tab=Tab::Settings>
            <p>{said::brand_lead(language)}</p>
            {body}
            <p>
                <a href=path(&Place::Settings)>{said::back_to_settings(language)}</a>
            </p>
        </ConsolePage>
    }
}

fn form(view: BrandView) -> impl IntoView {
    let language = words::language();
    let accent = view.brand.accent.map(|accent| accent.to_string());
    let now = view.brand.logo.map(|logo| {
        view! {
            <p>
                {said::logo_now(language)} <br />
                <img class="logo" src=brand::logo(&logo) alt="" width=logo.width.to_string() height=logo.height.to_string() />
            </p>
            <Tick name="no_logo" label=said::no_logo(language) ticked=false />
        }
    });
    view! {
        <Form action=SaveBrand::PATH enctype="multipart/form-data">
            <input type="hidden" name="digest" value=view.digest />
            <TextField
                field=Field::OrganisationName
                label=said::name(language)
                hint=said::name_hint(language)
                value=view.name
            />
            <TextField
                field=Field::Accent
                label=said::accent(language)
                hint=said::accent_hint(language)
                value=accent.unwrap_or_default()
                required=false
            />
            <FileField
                field=Field::Logo
                label=said::logo(language)
                hint=said::logo_hint(language)
                accept="image/png,image/jpeg,image/webp"
            />
            {now}
            <Button>{said::save(language)}</Button>
        </Form>
    }
}
