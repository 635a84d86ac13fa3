//! The whole table of the decision about the next step, in `policy_table.txt`, reviewed like code. `UPDATE_EXPECT=1` writes it.

use std::fmt::Write as _;

use expect_test::expect_file;
use identity::{
    access_pass::ResetPass,
    enrolment::{EnrolCause, Grant},
    policy::Next,
    proof::ProofKind,
    role::Role,
    user::PasswordStanding,
};

#[path = "policy_table/cases.rs"]
mod cases;
#[path = "policy_table/properties.rs"]
mod properties;

use cases::{Case, GRANTS, Has, NOW, SOON, Who, everybody};

const ABOUT: &str = "\
What comes next after the right password. The policy allows passkeys, authenticator apps (totp) and phones, roles no phone.

across   what was proved besides: nothing, a factor, a backup code, an access pass, or the enrolment of a factor in this sign-in
down     the factors, the backup codes, the grant (which opens enrolment after a password alone), merged where they make no difference
cells    prove ...      one of these is asked for
         ENROL why      enrolment is owed; `later` where it may be postponed
         passed, no way only an admin helps
         SESSION        everything that is owed was proved

With a password that must be changed, every ENROL and every SESSION becomes NEW PASSWORD; nothing else changes (a test says so).
Where the organisation asks for an access pass after a reset, an ENROL that only an open grant opens becomes PASS; nothing else changes (another says so).
Whoever is not active is refused, whatever else is true.
";

#[test]
fn the_table() {
    let mut sections: Vec<(String, Vec<Who>)> = Vec::new();
    for who in everybody() {
        let body = section(who);
        match sections.iter_mut().find(|(known, _)| *known == body) {
            Some((_, alike)) => alike.push(who),
            None => sections.push((body, vec![who])),
        }
    }
    let mut table = ABOUT.to_owned();
    for (body, alike) in sections {
        write!(table, "\n\n{}\n{body}", title(&alike)).unwrap();
    }
    expect_file!["policy_table.txt"].assert_eq(&table);
}

/// The people of a section: the values of each dimension, which make up all combinations.
fn title(alike: &[Who]) -> String {
    let values = |value: fn(&Who) -> &'static str| {
        let mut values: Vec<&str> = Vec::new();
        for value in alike.iter().map(value) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    };
    let role = values(|who| who.role.map_or("none", Role::code));
    let must_enrol = values(|who| who.must_enrol.code());
    let policy = values(|who| who.requirement.code());
    let grace = values(|who| match who.grace_until {
        None => "none",
        Some(until) if until > NOW => "running",
        Some(_) => "over",
    });
    let combinations = role.len() * must_enrol.len() * policy.len() * grace.len();
    assert_eq!(
        combinations,
        alike.len(),
        "a section that is no product: {alike:?}"
    );
    format!(
        "== role       : {}\n== must enrol : {}\n== policy     : {}\n== grace      : {}\n",
        role.join(", "),
        must_enrol.join(", "),
        policy.join(", "),
        grace.join(", ")
    )
}

/// Rows that look alike are one.
#[derive(Clone, PartialEq)]
struct Row {
    codes: Vec<u32>,
    grants: Vec<Option<Grant>>,
    cells: [String; 5],
}

fn section(who: Who) -> String {
    let across = [
        "nothing",
        "a factor",
        "a backup code",
        "an access pass",
        "enrolment",
    ];
    let mut text = line(["factors", "codes", "grant"], &across.map(str::to_owned));
    for has in Has::ALL {
        let mut rows: Vec<Row> = Vec::new();
        for codes_left in [0, 3] {
            for row in of_codes(who, has, codes_left) {
                match rows
                    .iter_mut()
                    .find(|known| known.grants == row.grants && known.cells == row.cells)
                {
                    Some(known) => known.codes.push(codes_left),
                    None => rows.push(row),
                }
            }
        }
        for Row {
            codes,
            grants,
            cells,
        } in rows
        {
            let codes = codes
                .iter()
                .map(u32::to_string)
                .collect::<Vec<_>>()
                .join(", ");
            text += &line([shown(has), &codes, &named(&grants)], &cells);
        }
    }
    text
}

fn of_codes(who: Who, has: Has, codes_left: u32) -> Vec<Row> {
    use ProofKind::{AccessPass, BackupCode, Enrolment, Totp};
    let mut rows: Vec<Row> = Vec::new();
    for grant in GRANTS {
        let proofs = [
            None,
            Some(Totp),
            Some(BackupCode),
            Some(AccessPass),
            Some(Enrolment),
        ];
        let cells = proofs.map(|proof| {
            cell(
                &Case {
                    who,
                    has,
                    codes_left,
                    grant,
                    proof,
                    password: PasswordStanding::Good,
                    reset_pass: ResetPass::Off,
                }
                .next(),
            )
        });
        match rows.iter_mut().find(|known| known.cells == cells) {
            Some(known) => known.grants.push(grant),
            None => rows.push(Row {
                codes: vec![codes_left],
                grants: vec![grant],
                cells,
            }),
        }
    }
    rows
}

fn line([factors, codes, grant]: [&str; 3], cells: &[String; 5]) -> String {
    let cells = cells.each_ref().map(|cell| format!("{cell:28}")).join("");
    let line = format!("{factors:17} {codes:5} {grant:14}| {cells}");
    format!("{}\n", line.trim_end())
}

fn named(grants: &[Option<Grant>]) -> String {
    if grants.len() == GRANTS.len() {
        return "any".to_owned();
    }
    let name = |grant: &Option<Grant>| {
        grant.map_or(
            "none",
            |grant| if grant.is_open(NOW) { "open" } else { "closed" },
        )
    };
    grants.iter().map(name).collect::<Vec<_>>().join(", ")
}

const fn shown(has: Has) -> &'static str {
    match has {
        Has::Nothing => "none",
        Has::Totp => "totp",
        Has::Phone => "phone",
        Has::NotAllowed => "not allowed kind",
        Has::Suspended => "suspended",
        Has::Disabled => "disabled",
        Has::Deactivated => "deactivated",
        Has::Pending => "pending",
        Has::TotpAndSuspended => "totp + suspended",
    }
}

fn cell(next: &Next) -> String {
    match next {
        Next::Refuse => "refuse".to_owned(),
        Next::Prove { factors, codes: 0 } => format!("prove {} factor", factors.len()),
        Next::Prove { factors, codes } if factors.is_empty() => format!("prove {codes} codes"),
        Next::Prove { factors, .. } => format!("prove {} factor/code", factors.len()),
        Next::AccessPass => "PASS".to_owned(),
        Next::NewPassword => "NEW PASSWORD".to_owned(),
        Next::Enrol {
            cause,
            postpone_until,
            ..
        } => {
            assert!(postpone_until.is_none_or(|until| until == SOON));
            let why = match cause {
                EnrolCause::Granted(cause) => cause.code(),
                EnrolCause::PolicyAsksAnother => "another",
                EnrolCause::NoFactorLeft => "none left",
            };
            let later = if postpone_until.is_some() {
                ", later"
            } else {
                ""
            };
            format!("ENROL {why}{later}")
        }
        Next::WindowPassed => "passed".to_owned(),
        Next::NoWayIn => "no way".to_owned(),
        Next::Session => "SESSION".to_owned(),
    }
}
