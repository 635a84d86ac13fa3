//! The command line: serving, looking after an installation, and ways in when every other way is closed.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};

use identity::secret::Secret;

use crate::{config::Config, log};

mod api_credential;
mod audit;
mod failure;
mod house;
mod organisation;
mod serve;
mod user;
mod webhook;

use failure::Failure;
use serve::Contents;

/// Sign-in and multi-factor enrolment for organisations.
#[derive(Debug, Parser)]
#[command(name = "latchkey", version)]
struct Latchkey {
    /// The file with the settings; latchkey.toml if there is one.
    #[arg(
        long,
        short,
        global = true,
        env = "LATCHKEY_CONFIG",
        value_name = "FILE"
    )]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve until told to stop.
    Serve(serve::Options),
    /// Serve a sample world of two customers and forty people, and print how to sign in as them.
    Demo(serve::Options),
    /// Say what is wrong with the settings, and do nothing else.
    CheckConfig,
    /// Make a new link for the first run. It works once, for an hour; older ones stop working.
    #[command(visible_alias = "set-up-link")]
    SetupLink,
    /// Bring the database up to date. `serve` does it, too.
    Migrate,
    /// Look after a user when the console cannot be reached. Each of these is written to the audit log.
    #[command(subcommand)]
    User(user::Command),
    /// Credentials of programs for the REST API. Each change is written to the audit log.
    #[command(subcommand)]
    ApiCredential(api_credential::Command),
    /// Endpoints that are told of audit events. Each change is written to the audit log.
    #[command(subcommand)]
    Webhook(webhook::Command),
    /// Make, suspend and delete organisations, and say which operator looks after which. Each change is written to the audit log.
    #[command(subcommand)]
    Organisation(organisation::Command),
    /// Look into the audit log.
    #[command(subcommand)]
    Audit(audit::Command),
}

/// Runs the command that stands on the command line.
pub fn run() -> ExitCode {
    let Latchkey { config, command } = Latchkey::parse();
    let outcome = runtime().and_then(|runtime| {
        let outcome = runtime.block_on(carry_out(config, command));
        // Whatever still runs now has had its ten seconds.
        runtime.shutdown_background();
        outcome
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("latchkey: {}", failure.whole());
            ExitCode::FAILURE
        }
    }
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?)
}

async fn carry_out(file: Option<PathBuf>, command: Command) -> Result<(), Failure> {
    refuse_test_builds()?;
    let config = Config::load(file.as_deref())?;
    log::start(if matches!(command, Command::Serve(_) | Command::Demo(_)) {
        &config.log
    } else {
        "warn"
    });
    match command {
        Command::Serve(options) => serve::run(config, options, Contents::Own).await,
        Command::Demo(options) => serve::run(demo_of(config), options, Contents::Sample).await,
        Command::CheckConfig => check(&config),
        Command::SetupLink => setup_link(config).await,
        Command::Migrate => migrate(config).await,
        Command::User(command) => user::run(config, command).await,
        Command::ApiCredential(command) => api_credential::run(config, command).await,
        Command::Webhook(command) => webhook::run(config, command).await,
        Command::Organisation(command) => organisation::run(config, command).await,
        Command::Audit(command) => audit::run(config, command).await,
    }
}

/// The sample world lives beside the real one, never in it.
fn demo_of(mut config: Config) -> Config {
    config.data_dir = config.data_dir.join("demo");
    let file = config.data_dir.join("latchkey.db");
    config.database.url = Secret::from(format!("sqlite:{}", file.display()));
    config
}

/// Cheap hashes and injected faults are for tests. Whoever ships them by mistake should learn of it at once.
fn refuse_test_builds() -> Result<(), Failure> {
    let for_tests = cfg!(feature = "failpoints") || cfg!(feature = "test-hash");
    if for_tests && !cfg!(debug_assertions) {
        return Err(Failure::Refused(
            "this is a release build with the features of a test build; build it without them"
                .to_owned(),
        ));
    }
    Ok(())
}

fn check(config: &Config) -> Result<(), Failure> {
    for warning in config.warnings() {
        say(&format!("warning: {warning}"))?;
    }
    say("The settings are good.")
}

async fn setup_link(config: Config) -> Result<(), Failure> {
    let desk = house::open(config).await?;
    let link = crate::desk::set_up::new_link(&desk).await?;
    desk.db.close().await;
    match link {
        Some(link) => say(link.address.reveal()),
        None => Err(Failure::Refused(
            "there is an organisation already; an admin invites everybody else".to_owned(),
        )),
    }
}

async fn migrate(config: Config) -> Result<(), Failure> {
    crate::store::Db::connect(&config.database)
        .await?
        .close()
        .await;
    say("The database is up to date.")
}

/// One line for whoever typed the command. The log goes to standard error.
fn say(line: &str) -> Result<(), Failure> {
    Ok(writeln!(io::stdout().lock(), "{line}")?)
}

#[cfg(test)]
mod tests;
