//! Before the confirmation: who, what happens to each factor, who is left out, and the questions.

use identity::{
    bulk_reset::Outcome,
    factor::Factor,
    ids::BulkResetId,
    place::Place,
    reset::Fate,
    view::{
        bulk_reset::{Everybody, PlanLine, Summary, Whom},
        prove::Due,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    super::parts::{cards, justify::questions, person, runbook},
    BeginBulkReset,
    result::why,
};
use crate::{
    components::{Button, Form, Look, ProveForm},
    paths::{path, query},
    words::{self, bulk, thing},
};

pub fn body(id: BulkResetId, view: Summary) -> impl IntoView {
    let language = words::language();
    let count = u32::try_from(view.lines.len()).unwrap_or(u32::MAX);
    let with_codes = view.lines.iter().filter(|line| line.plan.codes_left > 0);
    let with_codes = u32::try_from(with_codes.count()).unwrap_or(u32::MAX);
    let codes = (with_codes > 0).then(|| {
        view! { <p class="warning">{bulk::codes_first(language, with_codes)}</p> }
    });
    let everybody = (view.everybody == Everybody::Likely).then(|| {
        view! {
            <p class="warning">
                {bulk::everybody(language)} " " <a href=path(&Place::Policies)>{bulk::everybody_link(language)}</a>
            </p>
        }
    });
    let rest = match view.gate {
        _ if count == 0 => view! { <p>{bulk::nobody(language)}</p> }.into_any(),
        Due::Proof(proof) => {
            view! { <ProveForm view=proof autofocus=!query("by").is_empty() /> }.into_any()
        }
        Due::Ready(()) => form(id, view.digest, count).into_any(),
    };
    view! {
        <p>
            <strong>{bulk::count(language, count)}</strong>
        </p>
        {everybody}
        {codes}
        {runbook::section(&view.runbook)}
        {(count > 0).then(|| table(view.lines, view.window_hours))}
        {left_out(view.left_out)}
        {rest}
        <p>
            <a href=path(&Place::Users)>{bulk::cancel(language)}</a>
        </p>
    }
}

fn table(lines: Vec<PlanLine>, hours: u32) -> impl IntoView {
    let language = words::language();
    let columns = [
        bulk::user(language),
        bulk::what(language),
        bulk::codes(language),
        bulk::sessions(language),
    ];
    view! {
        <section>
            <h2>{bulk::what(language)}</h2>
            {cards(columns, lines.into_iter().map(row).collect_view())}
            <p>{bulk::after_mail(language)}</p>
            <p>{bulk::after(language, hours)}</p>
        </section>
    }
}

fn row(line: PlanLine) -> impl IntoView {
    let language = words::language();
    let factors: Vec<String> = line
        .plan
        .factors
        .iter()
        .map(|(factor, fate)| fated(factor, *fate))
        .collect();
    let factors = if factors.is_empty() {
        bulk::no_factors(language).to_owned()
    } else {
        factors.join("; ")
    };
    view! {
        <tr>
            <th scope="row">{person(line.whom)}</th>
            <td data-label=bulk::what(language)>{factors}</td>
            <td data-label=bulk::codes(language)>{line.plan.codes_left}</td>
            <td data-label=bulk::sessions(language)>{line.plan.sessions}</td>
        </tr>
    }
}

/// "Pixel 9 (Authenticator app): deleted".
fn fated(factor: &Factor, fate: Fate) -> String {
    let language = words::language();
    let named = thing::factor(language, factor);
    match fate {
        Fate::Deleted => bulk::deleted(language, named),
        Fate::Deactivated => bulk::deactivated(language, named),
    }
}

fn left_out(users: Vec<(Whom, Outcome)>) -> impl IntoView {
    let language = words::language();
    (!users.is_empty()).then(|| {
        let lines = users.into_iter().map(|(whom, outcome)| {
            let line = bulk::left_out_line(language, whom.name, why(language, outcome));
            view! { <li>{line}</li> }
        });
        view! {
            <section>
                <h2>{bulk::left_out(language)}</h2>
                <p>{bulk::left_out_lead(language)}</p>
                <ul>{lines.collect_view()}</ul>
            </section>
        }
    })
}

fn form(id: BulkResetId, digest: String, count: u32) -> impl IntoView {
    let language = words::language();
    let questions = questions(
        bulk::who_rule(language).to_owned(),
        bulk::reason_hint(language).to_owned(),
    );
    view! {
        <Form action=BeginBulkReset::PATH>
            <input type="hidden" name="reset" value=id.to_string() />
            <input type="hidden" name="digest" value=digest />
            {questions}
            <Button look=Look::Danger>{bulk::button(language, count)}</Button>
        </Form>
    }
}
