//! Every call that is served: its method, its path, its handler, and what is told of it. Routes and document are made from here.

use axum::{
    handler::Handler,
    routing::{MethodFilter, MethodRouter, on},
};
use identity::api::Call;
use utoipa::openapi::HttpMethod;

use super::{
    devices, enrolment, mfa_token,
    parameter::{users_one, users_two},
    rate_limit,
    shapes::{self, Success},
    token,
    told::{Part, Told},
    users, verification, wishes,
};
use crate::http::AppState;

mod own;

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

const PASS: &str = "A temporary token: a code that stands in for a factor once";
const NO_LIFE: &[(u16, &str)] = &[(422, "Longer than a day, or reusable")];

pub fn table() -> Vec<Served> {
    [tokens(), one(), two(), own::own()].concat()
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
                .takes::<wishes::TokenWish>()
                .gives::<shapes::Token>(200),
        ),
        served(
            POST,
            "/auth/oauth2/token",
            token::give_old,
            told("The same in the older envelope")
                .takes::<wishes::TokenWish>()
                .gives::<shapes::OldToken>(200),
        ),
        served(
            POST,
            "/auth/oauth2/revoke",
            token::revoke,
            told("End an access token")
                .takes::<wishes::TokenEnd>()
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
                .asks(users_one())
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
                .takes::<wishes::FactorWish>()
                .gives::<shapes::Enrolment>(200),
        ),
        served(
            POST,
            "/api/1/users/{user}/otp_devices/{device}/trigger",
            verification::trigger,
            told(Call::VerifyFactor, "Begin to check a code")
                .may_take::<wishes::TriggerWish>()
                .gives::<shapes::Trigger>(200),
        ),
        served(
            POST,
            "/api/1/users/{user}/otp_devices/{device}/verify",
            verification::verify,
            told(Call::VerifyFactor, "Give a code")
                .takes::<wishes::CodeOne>()
                .gives::<Success>(200),
        ),
        served(
            DELETE,
            "/api/1/users/{user}/otp_devices/{device}",
            devices::remove,
            told(Call::RemoveFactor, "Remove a factor").gives::<shapes::Empty>(200),
        ),
        served(
            POST,
            "/api/1/users/{user}/mfa_token",
            mfa_token::one,
            told(Call::IssueAccessPass, PASS)
                .may_take::<wishes::MfaTokenWish>()
                .also(NO_LIFE)
                .gives::<shapes::MfaToken>(201),
        ),
    ]
}

fn two() -> Vec<Served> {
    let told = |call, summary| Told::new(Part::Two, Some(call), summary);
    let look = || told(Call::ReadFactors, "How it went on").gives::<shapes::Ceremony>(200);
    let finish = || {
        let told = told(Call::VerifyFactor, "Give its code");
        told.takes::<wishes::CodeTwo>()
            .gives::<shapes::Ceremony>(200)
    };
    vec![
        served(
            GET,
            "/api/2/users",
            users::pages,
            told(Call::ReadUsers, "List users")
                .asks(users_two())
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
                .takes::<wishes::FactorWish>()
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
                .takes::<wishes::VerificationWish>()
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
        served(
            POST,
            "/api/2/mfa/users/{user}/mfa_token",
            mfa_token::two,
            told(Call::IssueAccessPass, PASS)
                .may_take::<wishes::MfaTokenWish>()
                .also(NO_LIFE)
                .gives::<shapes::MfaToken>(201),
        ),
    ]
}
