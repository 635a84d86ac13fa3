//! Every page of enrolment in every case, and its title.

use crate::{
    browser::{Ask, ask},
    desk::fresh,
};

pub fn pages() -> Vec<(Ask, &'static str)> {
    vec![
        (ask("/enrol"), "Set up a second step – Acme Instruments"),
        (
            ask("/enrol").case("reset"),
            "Set up a second step – Acme Instruments",
        ),
        (
            ask("/enrol").case("grace"),
            "Set up a second step – Acme Instruments",
        ),
        (
            ask("/enrol").case("adding").signed_in(),
            "Add a way to sign in – Acme Instruments",
        ),
        (
            ask("/enrol").case("proof").signed_in(),
            "Add a way to sign in – Acme Instruments",
        ),
        (
            ask("/enrol").case("full").signed_in(),
            "Add a way to sign in – Acme Instruments",
        ),
        (
            ask("/enrol/totp/3"),
            "Scan this with your authenticator app – Acme Instruments",
        ),
        (
            ask("/enrol/totp/3").case("replacing").signed_in(),
            "Scan this with your authenticator app – Acme Instruments",
        ),
        (
            ask("/enrol").case("phone"),
            "Set up a second step – Acme Instruments",
        ),
        (
            ask("/enrol/phone"),
            "Get codes by text message – Acme Instruments",
        ),
        (
            ask("/enrol/phone/for/1").case("replacing").signed_in(),
            "Get codes by text message – Acme Instruments",
        ),
        (
            ask("/enrol/phone/3"),
            "Enter the code from the text message – Acme Instruments",
        ),
        (
            ask("/enrol/phone/3").case("replacing").signed_in(),
            "Enter the code from the text message – Acme Instruments",
        ),
        (
            ask("/sign-in/verify").case("phone"),
            "Get a code by text message – Acme Instruments",
        ),
        (
            ask("/sign-in/verify").case("phone-sent"),
            "Enter the code from the text message – Acme Instruments",
        ),
        (
            ask("/sign-in/verify").case("phone-stuck"),
            "Enter the code from the text message – Acme Instruments",
        ),
        (
            ask("/enrol/backup-codes")
                .case("fresh")
                .signed_in()
                .with(fresh()),
            "Save your backup codes – Acme Instruments",
        ),
        (
            ask("/enrol/backup-codes").signed_in(),
            "Backup codes – Acme Instruments",
        ),
        (
            ask("/enrol/backup-codes").case("first").signed_in(),
            "Backup codes – Acme Instruments",
        ),
        (
            ask("/enrol/backup-codes").case("unsaved").signed_in(),
            "Backup codes – Acme Instruments",
        ),
        (
            ask("/enrol/backup-codes").case("proof").signed_in(),
            "Make backup codes – Acme Instruments",
        ),
        (
            ask("/enrol/backup-codes").case("owing").signed_in(),
            "Make new backup codes – Acme Instruments",
        ),
        (
            ask("/enrol/replace").signed_in(),
            "Replace your lost phone? – Acme Instruments",
        ),
        (
            ask("/enrol/replace").case("several").signed_in(),
            "Replace your lost phone? – Acme Instruments",
        ),
        (ask("/welcome?link=abc"), "Welcome to Acme Instruments"),
        (
            ask("/welcome"),
            "This invitation no longer works – Latchkey",
        ),
    ]
}
