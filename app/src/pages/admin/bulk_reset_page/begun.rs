//! After the confirmation: the bar, which a small script keeps up to date, and what became of each user.

use identity::{
    bulk_reset::{Outcome, Tally},
    ids::BulkResetId,
    place::Place,
    view::bulk_reset::{Begun, Whom},
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    super::parts::{cards, person},
    BulkResetTally, result,
};
use crate::{
    components::{BulkProgress, When},
    paths::path,
    wire::{self, form_body},
    words::{self, bulk},
};

pub fn body(id: BulkResetId, view: Begun) -> impl IntoView {
    let language = words::language();
    let progress = if view.ended_at.is_some() {
        view! { <p>{bulk::done(language)}</p> }.into_any()
    } else {
        running(id, view.tally).into_any()
    };
    let download = view.ended_at.map(|_| {
        let file = result::as_csv(&view.results);
        view! {
            <p>
                <a class="button" href=wire::file("text/csv", &file) download=bulk::file(language)>
                    {bulk::download(language)}
                </a>
            </p>
        }
    });
    let ended = view
        .ended_at
        .map(|at| view! { " · " {bulk::ended_at(language)} " " <When at /> });
    view! {
        <p class="quiet">
            {bulk::begun_by(language, view.admin)} " · " {bulk::begun_at(language)} " " <When at=view.started_at /> {ended}
        </p>
        {progress}
        {download}
        {table(view.results)}
        <p>
            <a href=path(&Place::BulkResets)>{bulk::earlier(language)}</a>
        </p>
    }
}

fn running(id: BulkResetId, tally: Tally) -> impl IntoView {
    let language = words::language();
    let action = BulkResetTally::PATH;
    let body = form_body(action, &[("reset", id.to_string())]);
    let here = path(&Place::BulkReset(id));
    view! {
        <section>
            <BulkProgress action body tally />
            <p>{bulk::running(language)}</p>
            <p>
                <a href=here>{bulk::refresh(language)}</a>
            </p>
        </section>
    }
}

fn table(results: Vec<(Whom, Option<Outcome>)>) -> impl IntoView {
    let language = words::language();
    let rows = results.into_iter().map(|(whom, outcome)| {
        view! {
            <tr>
                <th scope="row">{person(whom)}</th>
                <td data-label=bulk::outcome(language)>{result::outcome(language, outcome)}</td>
            </tr>
        }
    });
    let columns = [bulk::user(language), bulk::outcome(language)];
    view! {
        <section>
            <h2>{bulk::results(language)}</h2>
            {cards(columns, rows.collect_view())}
        </section>
    }
}
