//! What can stand on the command line.

use clap::{CommandFactory as _, Parser as _};

use super::*;

#[test]
fn the_command_line_is_sound() {
    Latchkey::command().debug_assert();
}

#[test]
fn commands_are_read() {
    for line in [
        "serve",
        "serve --metrics 127.0.0.1:9464",
        "check-config --config x.toml",
        "setup-link",
        "set-up-link",
        "migrate",
        "api-credential create berta@example.com --name Robot --scope manage_users --days 30 -o acme",
        "api-credential list",
        "api-credential revoke 3f2a",
        "api-credential factor-removal off",
        "webhook create https://example.com/hooks --name Chat --event user.signed_in --event user.invited -o acme",
        "webhook list",
        "webhook test 3",
        "webhook rotate-secret 3 -o acme",
        "webhook delete 3",
    ] {
        let words = ["latchkey"].into_iter().chain(line.split(' '));
        assert!(Latchkey::try_parse_from(words).is_ok(), "{line}");
    }
    for line in [
        "",
        "server",
        "serve --metrics here",
        "user reset-mfa anna@example.com",
        "user set-role anna@example.com king",
        "api-credential create berta@example.com --name Robot --scope everything",
        "api-credential create berta@example.com --name Robot --scope read_all --days 366",
        "api-credential factor-removal maybe",
        "webhook create https://example.com/hooks",
        "webhook off everything",
    ] {
        let words = ["latchkey"].into_iter().chain(line.split(' '));
        assert!(Latchkey::try_parse_from(words).is_err(), "{line}");
    }
}
