//! Elements that hold nothing but text.

use identity::{
    refusal::{Field, Refusal},
    turn::Flash,
};

use crate::{browser::ask, rules::check};

/// An element of plain text holds nothing but that: no marks of the renderer, and no markup of whoever typed it.
#[tokio::test]
async fn a_note_stands_in_its_field_as_it_was_typed() {
    let note = "</textarea><b>\"my\" phone</b> & more";
    let flash = Flash {
        refused: Some(Refusal::NoteTooLong.at(Field::Note)),
        typed: [("note".to_owned(), note.to_owned())].into(),
        ..Flash::default()
    };
    let got = ask("/sign-in/help").case("known").with(flash).get().await;
    check("a note", &got);
    let field = got.html.split("<textarea").nth(1).unwrap();
    let held = field.split_once('>').unwrap().1;
    assert!(
        held.starts_with(
            "&lt;/textarea&gt;&lt;b&gt;&quot;my&quot; phone&lt;/b&gt; &amp; more</textarea>"
        ),
        "{held}"
    );
}
