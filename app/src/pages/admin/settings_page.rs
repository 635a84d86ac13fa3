//! `/admin/settings`: whom people reach, what admins prove, and the rules of a reset. A proof comes before the form; what was typed
//! waits for it.

use identity::{
    access_pass::ResetPass,
    organisation::StepUpRequirement,
    place::Place,
    refusal::Field,
    role::EqualRank,
    settings::{MOST_RUNBOOK, Settings, SettingsForm},
    view::{prove::Due, settings::SettingsView},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::parts::{Choice, ConsolePage, Tab, runbook};
use crate::{
    components::{Button, Form, ProveForm, TextArea, TextField},
    pages::show_console,
    paths::path,
    wire::{self, Followed, Hold, console, follow, visitor},
    words::{self, settings as said},
};

#[server(prefix = "/do", endpoint = "save-settings", input = crate::wire::Form)]
pub async fn save_settings(#[server(flatten)] form: SettingsForm) -> Followed {
    follow(console().save_settings(&visitor(), form).await)
}

#[component]
pub fn SettingsPage() -> impl IntoView {
    show_console(
        |console, visitor| async move { console.settings_page(&visitor).await },
        page,
    )
}

fn page(view: SettingsView) -> impl IntoView {
    let language = words::language();
    let body = match view.gate {
        Due::Proof(proof) => {
            let own = SettingsForm::default();
            let own = own.typed().map(|(name, _)| name);
            let typed = wire::flash().typed.into_iter();
            Hold::on_to(typed.filter(|(name, _)| own.contains(&name.as_str())));
            view! { <ProveForm view=proof /> }.into_any()
        }
        Due::Ready(()) => form(view.settings, view.digest).into_any(),
    };
    view! {
        <ConsolePage title=said::title(language) me=view.me tab=Tab::Settings>
            <p>
                <a href=path(&Place::Brand)>{said::to_brand(language)}</a>
            </p>
            {body}
        </ConsolePage>
    }
}

fn form(settings: Settings, digest: String) -> impl IntoView {
    let language = words::language();
    let proofs = StepUpRequirement::ALL.iter().map(move |one| {
        let label = match one {
            StepUpRequirement::Off => said::step_up_off(language),
            StepUpRequirement::AnyFactor => said::step_up_any_factor(language),
            StepUpRequirement::PhishingResistant => said::step_up_phishing_resistant(language),
        };
        (one.code(), label)
    });
    let passes = ResetPass::ALL.iter().map(move |one| {
        let label = match one {
            ResetPass::Off => said::reset_pass_off(language),
            ResetPass::On => said::reset_pass_on(language),
        };
        (one.code(), label)
    });
    let ranks = [
        (EqualRank::On.code(), said::equal_rank_on(language)),
        (EqualRank::Off.code(), said::equal_rank_off(language)),
    ];
    view! {
        <Form action=SaveSettings::PATH>
            <input type="hidden" name="digest" value=digest />
            <h2>{said::contacts(language)}</h2>
            <TextArea
                field=Field::HelpLine
                label=said::help_line(language)
                hint=said::help_line_hint(language)
                rows=2
                value=settings.help_line
            />
            <TextArea field=Field::Contact label=said::contact(language) hint=said::contact_hint(language) rows=2 value=settings.contact />
            <h2>{said::rules(language)}</h2>
            <p class="quiet">{said::mailed(language)}</p>
            <Choice
                name="step_up"
                legend=said::step_up(language)
                hint=said::step_up_hint(language)
                field=Field::StepUp
                options=proofs.collect()
                chosen=settings.step_up.code()
            />
            <Choice
                name="reset_pass"
                legend=said::reset_pass(language)
                hint=said::reset_pass_hint(language)
                field=Field::ResetPass
                options=passes.collect()
                chosen=settings.reset_pass.code()
            />
            <Choice
                name="equal_rank"
                legend=said::equal_rank(language)
                hint=said::equal_rank_hint(language)
                field=Field::EqualRank
                options=ranks.to_vec()
                chosen=settings.equal_rank.code()
            />
            <TextField
                field=Field::Window
                label=said::window(language)
                hint=said::window_hint(language)
                value=settings.window_hours.to_string()
                inputmode="numeric"
            />
            <TextArea
                field=Field::Runbook
                label=said::runbook(language)
                hint=said::runbook_hint(language)
                rows=6
                most=MOST_RUNBOOK
                value=settings.runbook
            />
            {runbook::shipped()}
            <Button>{said::save(language)}</Button>
        </Form>
    }
}
