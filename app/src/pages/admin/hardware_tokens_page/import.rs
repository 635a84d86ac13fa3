//! A file of tokens, chosen or pasted, and what was wrong with it. Neither is kept for a second try: both hold secrets.

use identity::{
    console::ImportTokensForm,
    hardware_token::file::{MOST_ROWS, RowProblem},
    language::Language,
    refusal::Field,
    secret::Secret,
};
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    components::{Button, FileField, Form, TextArea},
    wire::{self, Followed, console, follow, visitor},
    words::{self, hardware_tokens as said},
};

#[server(prefix = "/do", endpoint = "import-tokens", input = crate::wire::Form)]
pub async fn import_tokens(
    #[server(default)] file: Secret,
    #[server(default)] pasted: Secret,
) -> Followed {
    let form = ImportTokensForm { file, pasted };
    follow(console().import_tokens(&visitor(), form).await)
}

pub fn form() -> impl IntoView {
    let language = words::language();
    view! {
        <section>
            <h2>{said::import_title(language)}</h2>
            <p>{said::import_lead(language)}</p>
            <p>{said::import_limits(language, MOST_ROWS)}</p>
            <Form action=ImportTokens::PATH enctype="multipart/form-data">
                <FileField
                    field=Field::File
                    label=said::file(language)
                    hint=said::file_hint(language)
                    accept=".csv,text/csv,text/plain"
                />
                <TextArea field=Field::Pasted label=said::pasted(language) rows=6 />
                <Button>{said::import(language)}</Button>
            </Form>
        </section>
    }
}

/// Every line with a problem, as far as there is room.
pub fn report() -> impl IntoView {
    let language = words::language();
    wire::flash().report.map(|report| {
        let lines = report.problems.into_iter().map(|(line, why)| {
            view! { <li>{said::report_line(language, line, problem(language, why))}</li> }
        });
        let more = (report.more > 0).then(|| said::report_more(language, report.more));
        view! {
            <section>
                <h2>{said::report_title(language)}</h2>
                <ul>{lines.collect_view()}</ul>
                {more.map(|more| view! { <p>{more}</p> })}
            </section>
        }
    })
}

fn problem(language: Language, why: RowProblem) -> &'static str {
    match why {
        RowProblem::Cells => said::problem_cells(language),
        RowProblem::Serial => said::problem_serial(language),
        RowProblem::SerialTwice => said::problem_serial_twice(language),
        RowProblem::SerialTaken => said::problem_serial_taken(language),
        RowProblem::Secret => said::problem_secret(language),
        RowProblem::Interval => said::problem_interval(language),
        RowProblem::Type => said::problem_type(language),
        RowProblem::Text => said::problem_text(language),
        RowProblem::UserUnknown => said::problem_user_unknown(language),
        RowProblem::UserBeyond => said::problem_user_beyond(language),
        RowProblem::UserFull => said::problem_user_full(language),
    }
}
