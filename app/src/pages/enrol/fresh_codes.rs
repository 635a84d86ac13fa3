//! A set of backup codes that was just made: copy, download, print; and the answer that they are saved.

use identity::{
    ids::BackupCodeSetId,
    place::{FreshCodes, Place, ReturnPath},
    refusal::{Field, Refusal},
    time::Timestamp,
    turn::Turn,
    view::account::Me,
};
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    components::{Button, Form, Page, TickBox},
    islands::copy_codes::CopyCodes,
    wire::{self, Followed, desk, follow, visitor},
    words::{self, enrol, when},
};

/// Names the set, so that an old page cannot confirm a dead one. Without the tick, the codes are shown once more.
#[server(prefix = "/do", endpoint = "codes-saved", input = crate::wire::Form)]
pub async fn codes_saved(
    set: BackupCodeSetId,
    #[server(default)] saved: String,
    #[server(default)] then: String,
) -> Followed {
    if saved.is_empty() {
        let why = Refusal::CodesNotSaved.at(Field::Saved);
        return follow(Ok(
            Turn::refused(Place::BackupCodes, why).keeping(&[("then", &then)])
        ));
    }
    let answer = desk().codes_saved(&visitor(), set).await;
    follow(answer.map(|turn| on_to(turn, &then)))
}

/// Whoever was on the way somewhere when the codes were due goes there now.
fn on_to(mut turn: Turn, then: &str) -> Turn {
    if let (Place::Account, Some(path)) = (&turn.go, ReturnPath::parse(then)) {
        turn.go = Place::Return(path);
    }
    turn
}

pub fn page(fresh: FreshCodes, me: Me, made_at: Timestamp) -> impl IntoView {
    let language = words::language();
    let set = fresh.set.to_string();
    let codes: Vec<String> = fresh
        .codes
        .iter()
        .map(|code| code.reveal().to_owned())
        .collect();
    let heading = enrol::codes_heading(language, &me.email, &me.organisation.name);
    let made = enrol::codes_made(language, when::date(language, made_at));
    let text = format!("{heading}\n{made}\n\n{}\n", codes.join("\n"));
    let later = wire::flash()
        .typed
        .remove("then")
        .unwrap_or_else(|| "/account".to_owned());
    let then = later.clone();
    view! {
        <Page title=enrol::codes_title(language) me>
            <p>{enrol::codes_intro(language)}</p>
            <section class="codes">
                <p class="on-paper">{heading} " – " {made}</p>
                <ol>{codes.into_iter().map(|code| view! { <li>{code}</li> }).collect_view()}</ol>
            </section>
            <div class="actions">
                <CopyCodes text=text.clone() />
                <a class="button" href=wire::file("text/plain", &text) download=enrol::codes_file(language)>
                    {enrol::codes_download(language)}
                </a>
            </div>
            <p class="quiet">{enrol::codes_where(language)}</p>
            <Form action=CodesSaved::PATH>
                <input type="hidden" name="set" value=set />
                <input type="hidden" name="then" value=then />
                <TickBox field=Field::Saved label=enrol::codes_ticked(language) />
                <Button>{enrol::codes_continue(language)}</Button>
            </Form>
            <p>
                <a href=later>{enrol::codes_later(language)}</a>
            </p>
        </Page>
    }
}
