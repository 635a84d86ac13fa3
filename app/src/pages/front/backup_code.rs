//! `/sign-in/backup-code`: a backup code in place of the factor.

use identity::{secret::Secret, view::front::VerifyView};
use leptos::{prelude::*, server_fn::ServerFn};

use super::cancel::Cancel;
use crate::{
    components::{Button, CodeField, Form, Page, code_field::Code},
    pages::show,
    wire::{Followed, desk, follow, visitor},
    words::{self, access_pass, front},
};

#[server(prefix = "/do", endpoint = "verify-backup-code", input = crate::wire::Form)]
pub async fn verify_backup_code(code: Secret) -> Followed {
    follow(desk().verify_backup_code(&visitor(), code).await)
}

#[component]
pub fn BackupCodePage() -> impl IntoView {
    show(
        |desk, visitor| async move { desk.verify_page(&visitor).await },
        |view| page(&view),
    )
}

pub fn page(view: &VerifyView) -> impl IntoView + use<> {
    let language = words::language();
    let hint = format!(
        "{} {}",
        front::backup_hint(language),
        front::backup_left(language, view.codes_left)
    );
    let other = (!view.factors.is_empty())
        .then(|| view! { <li><a href="/sign-in/verify">{front::verify_other(language)}</a></li> });
    view! {
        <Page title=front::backup_title(language) organisation=view.organisation.clone()>
            <p>{front::backup_intro(language)}</p>
            <Form action=VerifyBackupCode::PATH>
                <CodeField label=front::backup_label(language) hint=hint kind=Code::Backup />
                <Button>{front::backup_submit(language)}</Button>
            </Form>
            <h2>{front::backup_none(language)}</h2>
            <ul class="ways">
                {other} <li>
                    <a href="/sign-in/access-pass">{access_pass::way(language)}</a>
                </li> <li>
                    <a href="/sign-in/help">{front::verify_help(language)}</a>
                </li>
            </ul>
            <Cancel />
        </Page>
    }
}
