//! Codes made and read back, however they were typed.

use std::collections::HashSet;

use super::*;

const RANDOM: [u8; 10] = [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0x10, 0x32];

#[test]
fn a_code_is_fifteen_characters_in_three_groups() {
    let code = BackupCode::from_random(RANDOM);
    assert_eq!(code.canonical().len(), 15);
    assert_eq!(
        code.grouped()
            .reveal()
            .split('-')
            .map(str::len)
            .collect::<Vec<_>>(),
        [5, 5, 5]
    );
    assert_eq!(code.grouped().reveal().replace('-', ""), code.canonical());
    assert_eq!(
        BackupCode::parse(code.grouped().reveal()),
        Some(code.clone())
    );
    assert_eq!(format!("{code:?}"), "BackupCode(…)");
}

#[test]
fn seventy_five_bits_reach_the_code() {
    let bits = (0..80).map(|bit| {
        let mut random = [0_u8; 10];
        random[bit / 8] = 1 << (bit % 8);
        BackupCode::from_random(random).canonical().to_owned()
    });
    let distinct: HashSet<String> = bits.collect();
    // Five of the eighty bits fall away, and leave the code of zero.
    assert_eq!(distinct.len(), 76);
    assert_eq!(
        BackupCode::from_random([0xff; 10]).canonical(),
        "ZZZZZZZZZZZZZZZ"
    );
    assert_eq!(
        BackupCode::from_random([0; 10]).canonical(),
        "000000000000000"
    );
}

#[test]
fn typed_in_any_way_it_is_the_same_code() {
    let code = BackupCode::parse("10ABC-DEFGH-JKMNP").unwrap();
    assert_eq!(code.canonical(), "10ABCDEFGHJKMNP");
    for typed in [
        "10abc-defgh-jkmnp",
        "10ABCDEFGHJKMNP",
        " 10abc defgh jkmnp\n",
        "10abc\u{2010}defgh\u{2013}jkmnp",
        "10abc\u{2212}defgh\u{2011}jkmnp",
        "lOabc-defgh-jkmnp",
        "IoABC-DEFGH-JKMNP",
        "1 0 A B C - D E F G H - J K M N P",
        "\u{feff}10abc\u{a0}defgh\u{200b}jkmnp",
    ] {
        assert_eq!(BackupCode::parse(typed), Some(code.clone()), "{typed:?}");
    }
}

#[test]
fn what_is_not_a_code_is_none() {
    for typed in [
        "",
        "123456",
        "10ABC-DEFGH-JKMN",
        "10ABC-DEFGH-JKMNPQ",
        "10ABC-DEFGH-JKMNU",
        "10ABC-DEFGH-JKMN!",
        "１0ABC-DEFGH-JKMNP",
        "10ABC_DEFGH_JKMNP",
        &"1".repeat(100_000),
        &"-".repeat(100_000),
    ] {
        assert_eq!(BackupCode::parse(typed), None, "{typed:?}");
    }
}
