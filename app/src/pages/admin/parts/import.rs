//! A file that is imported: chosen or pasted, and what was wrong with it. Neither is kept for a second try, since either may hold secrets
//! and both are larger than a cookie.

use identity::{csv::report::RowProblem, language::Language, refusal::Field};
use leptos::prelude::*;

use crate::{
    components::{Button, FileField, Form, TextArea},
    wire,
    words::{self, import as said},
};

/// The form, for this action and so many rows at most.
pub fn import_form(action: &'static str, most: u32) -> impl IntoView {
    let language = words::language();
    view! {
        <p>{said::limits(language, most)}</p>
        <Form action=action enctype="multipart/form-data">
            <FileField
                field=Field::File
                label=said::file(language)
                hint=said::file_hint(language)
                accept=".csv,text/csv,text/plain"
            />
            <TextArea field=Field::Pasted label=said::pasted(language) rows=6 />
            <Button>{said::button(language)}</Button>
        </Form>
    }
}

/// Every line with a problem, as far as there is room.
pub fn import_report() -> impl IntoView {
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
        RowProblem::OtherCustomer => said::problem_other_customer(language),
        RowProblem::Serial => said::problem_serial(language),
        RowProblem::SerialTwice => said::problem_serial_twice(language),
        RowProblem::SerialTaken => said::problem_serial_taken(language),
        RowProblem::Secret => said::problem_secret(language),
        RowProblem::Interval => said::problem_interval(language),
        RowProblem::Type => said::problem_type(language),
        RowProblem::Text => said::problem_text(language),
        RowProblem::HolderUnknown => said::problem_holder_unknown(language),
        RowProblem::HolderBeyond => said::problem_holder_beyond(language),
        RowProblem::HolderFull => said::problem_holder_full(language),
        RowProblem::Email => said::problem_email(language),
        RowProblem::UserTwice => said::problem_user_twice(language),
        RowProblem::UserTaken => said::problem_user_taken(language),
        RowProblem::UserBeyond => said::problem_user_beyond(language),
        RowProblem::Name => said::problem_name(language),
        RowProblem::NameMissing => said::problem_name_missing(language),
        RowProblem::Groups => said::problem_groups(language),
        RowProblem::Language => said::problem_language(language),
    }
}
