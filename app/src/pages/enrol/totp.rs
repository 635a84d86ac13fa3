//! `/enrol/totp/<id>`: scan, name, confirm with a code; all on one page.

use identity::{
    front_desk::{ConfirmForm, KeepOld},
    ids::FactorId,
    refusal::Field,
    secret::Secret,
    turn::Away,
    view::enrolment::TotpView,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    parts::{back, replacing},
    qr::Qr,
};
use crate::{
    components::{Button, CodeField, Form, Page, TextField},
    islands::copy_codes::CopyKey,
    pages::{front::Cancel, show},
    paths,
    wire::{self, Followed, desk, follow, visitor},
    words::{self, enrol, when},
};

/// `keep` is ticked to keep the factor that this one replaces.
#[server(prefix = "/do", endpoint = "confirm-totp", input = crate::wire::Form)]
pub async fn confirm_totp(
    factor: FactorId,
    code: Secret,
    name: String,
    #[server(default)] keep: String,
) -> Followed {
    let keep_old = if keep.is_empty() {
        KeepOld::Remove
    } else {
        KeepOld::Keep
    };
    follow(
        desk()
            .confirm_totp(
                &visitor(),
                ConfirmForm {
                    factor,
                    code,
                    name,
                    keep_old,
                },
            )
            .await,
    )
}

#[component]
pub fn TotpPage() -> impl IntoView {
    let factor: Option<FactorId> = paths::part("factor");
    show(
        move |desk, visitor| async move {
            desk.totp_page(&visitor, factor.ok_or(Away::NotFound)?)
                .await
        },
        page,
    )
}

fn page(view: TotpView) -> impl IntoView {
    let language = words::language();
    let left = when::left(language, view.expires_at, wire::visitor().arrived);
    let TotpView {
        factor,
        uri,
        grouped,
        organisation,
        account,
        name,
        replaces,
        me,
        ..
    } = view;
    // The desk ends the other sessions when a factor is confirmed (ASVS 7.4.3).
    let elsewhere = me
        .as_ref()
        .map(|_| view! { <p class="quiet">{enrol::elsewhere(language)}</p> });
    let replaced = replaces.map(|old| replacing(old.name.as_str()));
    let leave = if me.is_some() {
        back().into_any()
    } else {
        view! { <Cancel /> }.into_any()
    };
    view! {
        <Page title=enrol::scan_title(language) organisation=organisation.clone() me=me>
            <ol class="steps">
                <li>{enrol::step_open(language)}</li>
                <li>
                    {enrol::step_scan(language)} <Qr text=uri.reveal().to_owned() label=enrol::qr_label(language) /> <p>
                        <a class="on-phone" href=uri.reveal().to_owned()>
                            {enrol::on_this_phone(language)}
                        </a>
                    </p> {by_hand(grouped.reveal().to_owned(), organisation.name, account)}
                </li>
                <li>
                    {enrol::step_code(language)} <Form action=ConfirmTotp::PATH>
                        <input type="hidden" name="factor" value=factor.to_string() />
                        <TextField field=Field::Name label=enrol::name(language) hint=enrol::name_hint(language) value=name />
                        {replaced}
                        <CodeField label=enrol::code(language) autofocus=false />
                        <Button>{enrol::confirm(language)}</Button>
                    </Form>
                </li>
            </ol>
            {elsewhere}
            <p class="quiet">{enrol::expires(language, left)}</p>
            {leave}
        </Page>
    }
}

/// The key in groups of four, for those who cannot scan.
fn by_hand(key: String, issuer: String, account: String) -> impl IntoView {
    let language = words::language();
    view! {
        <details>
            <summary>{enrol::cannot_scan(language)}</summary>
            <p>{enrol::type_instead(language)}</p>
            <dl class="facts">
                <div>
                    <dt>{enrol::key(language)}</dt>
                    <dd>
                        <span class="key">{key.clone()}</span> " " <CopyKey text=key.replace(' ', "") />
                    </dd>
                </div>
                <div>
                    <dt>{enrol::key_account(language)}</dt>
                    <dd>{account}</dd>
                </div>
                <div>
                    <dt>{enrol::key_issuer(language)}</dt>
                    <dd>{issuer}</dd>
                </div>
            </dl>
            <p class="quiet">{enrol::key_kind(language)}</p>
        </details>
    }
}
