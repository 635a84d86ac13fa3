//! `latchkey audit verify`: whether the audit log is what was written, event by event.

use clap::Subcommand;

use super::{Failure, house, say};
use crate::{
    config::Config,
    desk::audit_verify::{self, ChainReport, Flaw, Verdict},
};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Follow every chain to its end, and name the first event that is not what was written. Fails if there is one.
    Verify {
        /// The short name of one organisation; every chain otherwise.
        #[arg(long, short, value_name = "SHORT NAME")]
        organisation: Option<String>,
    },
}

pub async fn run(config: Config, command: Command) -> Result<(), Failure> {
    let Command::Verify { organisation } = command;
    let desk = house::open(config).await?;
    let reports = audit_verify::verify(&desk, organisation.as_deref()).await;
    desk.db.close().await;
    let reports = reports?;
    if reports.is_empty() && organisation.is_some() {
        return Err(Failure::Refused(
            "there is no organisation with this short name".to_owned(),
        ));
    }
    for report in &reports {
        say(&line(report))?;
    }
    if reports.iter().all(ChainReport::is_whole) {
        say("The audit log is whole.")
    } else {
        Err(Failure::Refused("the audit log was changed".to_owned()))
    }
}

fn line(report: &ChainReport) -> String {
    let whose = match &report.slug {
        Some(slug) => slug.clone(),
        None if report.is_installation() => "(installation)".to_owned(),
        None => format!("(organisation {}, which is gone)", report.organisation),
    };
    let state = match report.verdict {
        Verdict::Whole => "whole".to_owned(),
        Verdict::Broken { sequence, flaw } => {
            format!("broken at event {sequence}: {}", words(flaw))
        }
    };
    format!("{whose}: {} events, {state}", report.events)
}

const fn words(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::Missing => "it is missing",
        Flaw::Altered => "it, or one before it, was changed or signed with another key",
        Flaw::HeadMismatch => "the chain does not end where its head says",
    }
}

#[cfg(test)]
mod tests {
    use identity::ids::OrganisationId;

    use super::*;

    #[test]
    fn a_report_names_the_chain_and_the_event() {
        let mut report = ChainReport {
            organisation: OrganisationId(7),
            slug: Some("acme".to_owned()),
            events: 41,
            verdict: Verdict::Whole,
        };
        assert_eq!(line(&report), "acme: 41 events, whole");
        report.slug = None;
        report.verdict = Verdict::Broken {
            sequence: 42,
            flaw: Flaw::Missing,
        };
        assert_eq!(
            line(&report),
            "(organisation 7, which is gone): 41 events, broken at event 42: it is missing"
        );
    }
}
