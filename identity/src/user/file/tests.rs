//! Files as other products and spreadsheets write them, and each way in which a row can be wrong.

use super::*;

fn rows(file: &str) -> Vec<UserRow> {
    let sheet = parse(file).unwrap();
    assert_eq!(sheet.problems, []);
    sheet.rows
}

#[test]
fn what_stands_there_is_set_and_the_rest_is_not() {
    let file = "\u{feff}Name;E-mail address;Groups;Language;Colour\r\nAnna Weber;Anna@Example.com;sales, night shift;de-AT;red\r\n;ben@example.com;;;\r\n";
    let [anna, ben] = rows(file).try_into().unwrap();
    assert_eq!((anna.line, anna.email.as_str()), (2, "Anna@Example.com"));
    assert_eq!(
        anna.name.as_ref().map(PersonName::as_str),
        Some("Anna Weber")
    );
    let names: Vec<&str> = anna
        .groups
        .iter()
        .flatten()
        .map(GroupName::as_str)
        .collect();
    assert_eq!(names, ["sales", "night shift"]);
    assert_eq!(anna.language, Some(Language::De));
    assert_eq!((ben.name, ben.groups, ben.language), (None, None, None));
}

#[test]
fn columns_go_by_the_names_of_others_too() {
    for header in [
        "email,name",
        "mail,displayName",
        "userPrincipalName,displayName",
        "login,full name",
        "E-Mail-Adresse,Name",
        "E-mail address,User",
    ] {
        let rows = rows(&format!("{header}\nanna@example.com,Anna"));
        assert!(rows[0].name.is_some(), "{header}");
    }
    for (file, why) in [
        ("name,groups\nAnna,x", FileFault::UserColumns),
        ("email,name", FileFault::Empty),
        ("", FileFault::Empty),
        ("\"email", FileFault::Quotes(1)),
    ] {
        assert_eq!(parse(file), Err(why), "{file}");
    }
}

#[test]
fn groups_are_told_apart_by_commas_and_semicolons() {
    for file in [
        "email;groups\na@b.example;x,y",
        "email,groups\na@b.example,x;y",
    ] {
        assert_eq!(rows(file)[0].groups.as_ref().map(Vec::len), Some(2));
    }
}

#[test]
fn every_bad_row_is_told_by_its_line() {
    let many: Vec<String> = (0..=GroupName::MOST).map(|nth| format!("g{nth}")).collect();
    let file = format!(
        "email,name,groups,language\n\
        anna@example.com,Anna,,\n\
        anna,Anna,,\n\
        ANNA@example.com,Anna,,\n\
        c@example.com,\u{7},,\n\
        d@example.com,D,{},\n\
        e@example.com,E,,fr\n\
        f@example.com,F\n\
        ,G,,\n",
        many.join(";")
    );
    assert_eq!(
        parse(&file).unwrap().problems,
        [
            (3, RowProblem::Email),
            (4, RowProblem::UserTwice),
            (5, RowProblem::Name),
            (6, RowProblem::Groups),
            (7, RowProblem::Language),
            (8, RowProblem::Cells),
            (9, RowProblem::Email),
        ]
    );
}
