//! The calls of our own part.

use identity::api::Call;

use super::{
    super::{
        own::{events, people, requests, reset, rules},
        parameter,
        told::{Part, Told},
    },
    GET, PATCH, POST, PUT, Served, served,
};

pub fn own() -> Vec<Served> {
    [users(), others()].concat()
}

fn told(call: Call, summary: &'static str) -> Told {
    Told::new(Part::Own, Some(call), summary)
}

fn users() -> Vec<Served> {
    vec![
        served(
            POST,
            "/api/latchkey/1/users",
            people::invite,
            told(Call::WriteUsers, "Invite somebody")
                .takes::<people::NewUser>()
                .gives::<people::OwnUser>(201),
        ),
        served(
            GET,
            "/api/latchkey/1/users/{user}",
            people::one,
            told(Call::ReadUsers, "One user").gives::<people::OwnUser>(200),
        ),
        served(
            PATCH,
            "/api/latchkey/1/users/{user}",
            people::update,
            told(Call::WriteUsers, "Change name or language")
                .takes::<people::UserChange>()
                .gives::<people::OwnUser>(200),
        ),
        served(
            POST,
            "/api/latchkey/1/users/{user}/disable",
            people::disable,
            told(Call::WriteUsers, "Disable an account").gives::<people::OwnUser>(200),
        ),
        served(
            POST,
            "/api/latchkey/1/users/{user}/enable",
            people::enable,
            told(Call::WriteUsers, "Enable it again").gives::<people::OwnUser>(200),
        ),
        served(
            GET,
            "/api/latchkey/1/users/{user}/groups",
            people::groups_of,
            told(Call::ReadUsers, "The groups of a user").gives::<people::Groups>(200),
        ),
        served(
            PUT,
            "/api/latchkey/1/users/{user}/groups",
            people::regroup,
            told(Call::WriteUsers, "Set the groups of a user")
                .takes::<people::Groups>()
                .gives::<people::Groups>(200),
        ),
        served(
            POST,
            "/api/latchkey/1/users/{user}/reset",
            reset::reset,
            told(
                Call::ResetFactors,
                "Reset all multi-factor authentication of a user",
            )
            .takes::<reset::ResetOrder>()
            .gives::<reset::ResetDone>(200),
        ),
    ]
}

fn others() -> Vec<Served> {
    vec![
        served(
            GET,
            "/api/latchkey/1/requests",
            requests::list,
            told(
                Call::ReadRequests,
                "What users asked their admins for, oldest first",
            )
            .asks(parameter::requests())
            .gives::<requests::Requests>(200),
        ),
        served(
            GET,
            "/api/latchkey/1/requests/{request}",
            requests::one,
            told(Call::ReadRequests, "One request").gives::<requests::OwnRequest>(200),
        ),
        served(
            POST,
            "/api/latchkey/1/requests/{request}/decline",
            requests::decline,
            told(
                Call::DecideRequest,
                "Answer a request without doing what it asks for",
            )
            .takes::<requests::Decline>()
            .gives::<requests::OwnRequest>(200),
        ),
        served(
            GET,
            "/api/latchkey/1/groups",
            rules::groups,
            told(Call::ReadUsers, "Every group that somebody carries").gives::<people::Groups>(200),
        ),
        served(
            GET,
            "/api/latchkey/1/policies",
            rules::policies,
            told(Call::ReadPolicies, "The policies, in their order").gives::<rules::Policies>(200),
        ),
        served(
            GET,
            "/api/latchkey/1/audit",
            events::stream,
            told(Call::ReadAudit, "The audit log, oldest first")
                .asks(parameter::events())
                .gives::<events::Events>(200),
        ),
    ]
}
