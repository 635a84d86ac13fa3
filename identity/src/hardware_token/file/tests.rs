//! Files as vendors and spreadsheets write them, and each way in which a row can be wrong.

use super::*;
use crate::csv::report::Problem;

const HEADER: &str = "upn,serial number,secret key,time interval,manufacturer,model";
const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn problems(rows: &str) -> Vec<Problem> {
    parse(&format!("{HEADER}\n{rows}")).unwrap().problems
}

#[test]
fn a_file_of_entra_is_read() {
    let file = format!(
        "{HEADER}\r\nAnna@Example.com,1234567,{SECRET},60,Contoso,HardwareKey\r\n,1234568,{SECRET},30,,\r\n"
    );
    let sheet = parse(&file).unwrap();
    assert!(sheet.problems.is_empty());
    let [first, second] = sheet.rows.try_into().unwrap();
    assert_eq!(first.holder.as_deref(), Some("anna@example.com"));
    assert_eq!(
        (first.serial.as_str(), first.kind),
        ("1234567", OathKind::Totp60)
    );
    assert_eq!(
        (&*first.manufacturer, &*first.model),
        ("Contoso", "HardwareKey")
    );
    assert_eq!(first.seed.as_bytes(), b"12345678901234567890");
    assert_eq!((second.line, second.holder), (3, None));
    assert_eq!(
        (second.kind, second.model),
        (OathKind::Totp30, String::new())
    );
}

#[test]
fn columns_stand_in_any_order_and_some_may_be_missing() {
    let file = format!("Secret_Key;TYPE;Serial Number;colour\n{SECRET};HOTP;h1;red");
    let token = parse(&file).unwrap().rows.remove(0);
    assert_eq!((token.serial.as_str(), token.kind), ("H1", OathKind::Hotp));
    for (header, why) in [
        ("serial number,time interval", FileFault::TokenColumns),
        ("secret key,time interval", FileFault::TokenColumns),
        ("serial number,secret key", FileFault::TokenColumns),
        ("", FileFault::Empty),
        ("\"upn", FileFault::Quotes(1)),
        (HEADER, FileFault::Empty),
    ] {
        assert_eq!(parse(header), Err(why), "{header}");
    }
}

#[test]
fn what_moves_a_token_on_is_one_thing() {
    for (interval, word, expected) in [
        ("30", "", Ok(OathKind::Totp30)),
        ("60", "TOTP", Ok(OathKind::Totp60)),
        ("0", "", Ok(OathKind::Hotp)),
        ("", "hotp", Ok(OathKind::Hotp)),
        ("", "totp", Err(RowProblem::Interval)),
        ("30", "hotp", Err(RowProblem::Interval)),
        ("90", "", Err(RowProblem::Interval)),
        ("-30", "", Err(RowProblem::Interval)),
        ("30", "ocra", Err(RowProblem::Type)),
    ] {
        assert_eq!(kind(interval, word), expected, "{interval} {word}");
    }
}

#[test]
fn every_bad_row_is_told_by_its_line() {
    let rows = format!(
        "a@example.com,1,{SECRET},30,,\n,,{SECRET},30,,\n,3,secret,30,,\n,4,{SECRET},45,,\n,5,{SECRET},30,a\u{7},\n,1,{SECRET},30,,\n,7,{SECRET},30\n"
    );
    assert_eq!(
        problems(&rows),
        [
            (3, RowProblem::Serial),
            (4, RowProblem::Secret),
            (5, RowProblem::Interval),
            (6, RowProblem::Text),
            (7, RowProblem::SerialTwice),
            (8, RowProblem::Cells),
        ]
    );
}

#[test]
fn a_file_has_an_end() {
    let row = |nth: u32| format!(",{nth},{SECRET},30,,\n");
    let rows = |count: u32| (0..count).map(row).collect::<String>();
    assert_eq!(
        parse(&format!("{HEADER}\n{}", rows(MOST_TOKENS)))
            .unwrap()
            .rows
            .len(),
        MOST_TOKENS as usize
    );
    assert_eq!(
        parse(&format!("{HEADER}\n{}", rows(MOST_TOKENS + 1))),
        Err(FileFault::TooLong(MOST_TOKENS))
    );
}
