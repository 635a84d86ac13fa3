//! Every call that is served: its method, its path, its handler, and what is told of it. Routes and document are made from here.

use axum::{
    handler::Handler,
    routing::{MethodFilter, MethodRouter, on},
};
use identity::api::Call;
use utoipa::openapi::HttpMethod;

use super::{
    devices, enrolment,
    own::{events, people, reset, rules},
    rate_limit,
    shapes::{self, Success},
    token,
    told::{Part, Query, Told},
    users, verification,
};
use crate::http::AppState;

#[derive(Clone, Debug)]
pub struct Served {
    pub method: HttpMethod,
    pub path: &'static str,
    pub handler: MethodRouter<AppState>,
    pub told: Told,
}

fn served<H, T>(
    (method, filter): (HttpMethod, MethodFilter),
    path: &'static str,
    handler: H,
    told: Told,
) -> Served
where
    H: Handler<T, AppState>,
    T: 'static,
{
    Served {
        method,
        path,
        handler: on(filter, handler),
        told,
    }
}

const GET: (HttpMethod, MethodFilter) = (HttpMethod::Get, MethodFilter::GET);
const POST: (HttpMethod, MethodFilter) = (HttpMethod::Post, MethodFilter::POST);
const PUT: (HttpMethod, MethodFilter) = (HttpMethod::Put, MethodFilter::PUT);
const PATCH: (HttpMethod, MethodFilter) = (HttpMethod::Patch, MethodFilter::PATCH);
const DELETE: (HttpMethod, MethodFilter) = (HttpMethod::Delete, MethodFilter::DELETE);

const FILTERS: &[Query] = &[
    ("email", "A star stands for any text."),
    ("username", "The same as the e-mail address."),
    ("firstname", "The whole name; a star stands for any text."),
    ("id", "One user."),
    ("since", "Created then or later."),
    ("until", "Created then or earlier."),
    ("sort", "`+id` or `-id`."),
    ("fields", "Only these, with commas between them."),
    ("limit", "How many on a page."),
    ("after_cursor", "Version 1: the page after this."),
    ("before_cursor", "Version 1: the page before this."),
    ("page", "Version 2: the nth page."),
    ("cursor", "Version 2: the page that this says."),
];
const STREAM: &[Query] = &[
    (
        "after",
        "The cursor of the answer before; 0 for the beginning.",
    ),
    ("limit", "How many, at most 1000; 100 when nobody says."),
    ("event", "Only this kind."),
];

pub fn table() -> Vec<Served> {
    [tokens(), one(), two(), own()].concat()
}

fn tokens() -> Vec<Served> {
    let told = |summary| Told::new(Part::Tokens, None, summary);
    let limit = Told::new(
        Part::Tokens,
        Some(Call::RateLimit),
        "What is left of the hour",
    );
    vec![
        served(
            POST,
            "/auth/oauth2/v2/token",
            token::give,
            told("Give or renew an access token")
                .takes::<shapes::TokenWish>()
                .gives::<shapes::Token>(200),
        ),
        served(
            POST,
            "/auth/oauth2/token",
            token::give_old,
            told("The same in the older envelope")
                .takes::<shapes::TokenWish>()
                .gives::<shapes::OldToken>(200),
        ),
        served(
            POST,
            "/auth/oauth2/revoke",
            token::revoke,
            told("End an access token")
                .takes::<shapes::TokenEnd>()
                .gives::<Success>(200),
        ),
        served(
            GET,
            "/auth/rate_limit",
            rate_limit::show,
            limit.gives::<shapes::RateLimit>(200),
        ),
    ]
}

fn one() -> Vec<Served> {
    let told = |call, summary| Told::new(Part::One, Some(call), summary);
    let available = || {
        let told = told(Call::ReadFactors, "The kinds that a user may set up");
        told.gives::<shapes::AvailableOne>(200)
    };
    vec![
        served(
            GET,
            "/api/1/users",
            users::list,
            told(Call::ReadUsers, "List users")
                .asks(FILTERS)
                .gives::<shapes::UserList>(200),
        ),
        served(
            GET,
            "/api/1/users/{user}",
            users::one,
            told(Call::ReadUsers, "One user").gives::<shapes::OneUser>(200),
        ),
        served(
            PUT,
            "/api/1/users/{user}/logout",
            users::log_out,
            told(Call::EndSessions, "Sign a user out everywhere").gives::<Success>(200),
        ),
        // The pages say the first, one published client says the second.
        served(
            GET,
            "/api/1/users/{user}/auth_factors",
            devices::available,
            available(),
        ),
        served(
            GET,
            "/api/1/users/{user}/auth_factor",
            devices::available,
            available(),
        ),
        served(
            GET,
            "/api/1/users/{user}/otp_devices",
            devices::enrolled,
            told(Call::ReadFactors, "The factors of a user").gives::<shapes::EnrolledOne>(200),
        ),
        served(
            POST,
            "/api/1/users/{user}/otp_devices",
            enrolment::enrol,
            told(Call::EnrolFactor, "Begin to set up an authenticator app")
                .takes::<shapes::FactorWish>()
                .gives::<shapes::Enrolment>(200),
        ),
        served(
            POST,
            "/api/1/users/{user}/otp_devices/{device}/trigger",
            verification::trigger,
            told(Call::VerifyFactor, "Begin to check a code")
                .takes::<shapes::TriggerWish>()
                .gives::<shapes::Trigger>(200),
        ),
        served(
            POST,
            "/api/1/users/{user}/otp_devices/{device}/verify",
            verification::verify,
            told(Call::VerifyFactor, "Give a code")
                .takes::<shapes::CodeOne>()
                .gives::<Success>(200),
        ),
        served(
            DELETE,
            "/api/1/users/{user}/otp_devices/{device}",
            devices::remove,
            told(Call::RemoveFactor, "Remove a factor").gives::<shapes::Empty>(200),
        ),
    ]
}

fn two() -> Vec<Served> {
    let told = |call, summary| Told::new(Part::Two, Some(call), summary);
    let look = || told(Call::ReadFactors, "How it went on").gives::<shapes::Ceremony>(200);
    let finish = || {
        let told = told(Call::VerifyFactor, "Give its code");
        told.takes::<shapes::CodeTwo>()
            .gives::<shapes::Ceremony>(200)
    };
    vec![
        served(
            GET,
            "/api/2/users",
            users::pages,
            told(Call::ReadUsers, "List users")
                .asks(FILTERS)
                .gives_many::<shapes::User>(200),
        ),
        served(
            GET,
            "/api/2/users/{user}",
            users::one_bare,
            told(Call::ReadUsers, "One user").gives::<shapes::User>(200),
        ),
        served(
            GET,
            "/api/2/mfa/users/{user}/factors",
            devices::available_bare,
            told(Call::ReadFactors, "The kinds that a user may set up")
                .gives_many::<shapes::KindTwo>(200),
        ),
        served(
            POST,
            "/api/2/mfa/users/{user}/registrations",
            enrolment::register,
            told(Call::EnrolFactor, "Begin to set up an authenticator app")
                .takes::<shapes::FactorWish>()
                .gives::<shapes::Registration>(201),
        ),
        served(
            GET,
            "/api/2/mfa/users/{user}/registrations/{registration}",
            enrolment::registration,
            look(),
        ),
        served(
            PUT,
            "/api/2/mfa/users/{user}/registrations/{registration}",
            verification::finish_registration,
            finish(),
        ),
        served(
            POST,
            "/api/2/mfa/users/{user}/verifications",
            verification::begin,
            told(Call::VerifyFactor, "Begin to check a code")
                .takes::<shapes::VerificationWish>()
                .gives_many::<shapes::Ceremony>(201),
        ),
        served(
            GET,
            "/api/2/mfa/users/{user}/verifications/{verification}",
            enrolment::verification,
            look(),
        ),
        served(
            PUT,
            "/api/2/mfa/users/{user}/verifications/{verification}",
            verification::finish_verification,
            finish(),
        ),
        served(
            GET,
            "/api/2/mfa/users/{user}/devices",
            devices::enrolled_bare,
            told(Call::ReadFactors, "The factors of a user").gives_many::<shapes::DeviceTwo>(200),
        ),
        served(
            DELETE,
            "/api/2/mfa/users/{user}/devices/{device}",
            devices::remove_bare,
            told(Call::RemoveFactor, "Remove a factor").gives_nothing(204),
        ),
    ]
}

fn own() -> Vec<Served> {
    let told = |call, summary| Told::new(Part::Own, Some(call), summary);
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
                .asks(STREAM)
                .gives::<events::Events>(200),
        ),
    ]
}
