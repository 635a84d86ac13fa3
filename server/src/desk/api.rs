//! What programs ask for: who they are, what is left of their hour, and a short closed list of refusals.

use identity::{
    api::{CALLS_PER_HOUR, Call},
    secret::Secret,
    time::Timestamp,
    visitor::Visitor,
};

use super::{Desk, Fault, Knock};
use crate::store::api_calls::Counted;

pub mod admit;
pub mod challenge;
mod confirm;
pub mod credentials;
pub mod devices;
pub mod enrol;
pub mod events;
pub mod issue;
pub mod logout;
pub mod mfa_token;
mod owner;
pub mod people;
pub mod remove;
pub mod requests;
pub mod reset;
pub mod rules;
mod text;
pub mod token;
pub mod users;
pub mod verify;

pub use admit::Caller;

/// Why a program gets nothing. The wire finds the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Wrong, expired or revoked, whichever: the token, the credential, or the rights behind it.
    NotAuthenticated,
    NotPermitted,
    NoSuchUser,
    /// The same, as a call that checks a code says it.
    UserDoesNotExist,
    NoSuchFactor,
    NoSuchRequest,
    /// Nothing was begun under this id.
    NoSuchCeremony,
    /// A kind of factor that this user cannot have from a program, or that a program cannot check.
    NotAvailable,
    /// A code that is wrong or was used before, or a state that has run out.
    FailedFactor,
    /// Too many wrong codes: so many seconds to wait.
    Throttled(i64),
    /// In this hour, by all programs of the organisation.
    TooManyCalls,
    /// In this second, by this token.
    TooFast,
    /// It cannot be done as things stand.
    Conflict(&'static str),
    /// A value that is none, by the name of its field.
    Unfit(&'static str),
    /// A parameter that makes no sense, in words.
    Malformed(String),
}

/// How many calls the organisation has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    pub calls: u32,
    /// Until the count starts anew.
    pub seconds: i64,
}

impl Left {
    fn of(counted: Counted, now: Timestamp) -> Self {
        Self {
            calls: CALLS_PER_HOUR.saturating_sub(counted.calls),
            seconds: (counted.ends_at - now).ceil_seconds().max(0),
        }
    }
}

/// An answer to a call; what is left is known once the program is.
#[derive(Clone, Debug)]
pub struct Answered<T> {
    pub left: Option<Left>,
    pub outcome: Result<T, Refused>,
}

/// Carried by `?` through a use case.
#[derive(Debug)]
pub enum Stop {
    Refused(Refused),
    Fault(Fault),
}

impl From<Refused> for Stop {
    fn from(why: Refused) -> Self {
        Self::Refused(why)
    }
}

impl<E: Into<Fault>> From<E> for Stop {
    fn from(trouble: E) -> Self {
        Self::Fault(trouble.into())
    }
}

impl Stop {
    /// A refusal is an outcome; only trouble goes on as trouble.
    fn settle<T>(outcome: Result<T, Self>) -> Result<Result<T, Refused>, Fault> {
        match outcome {
            Ok(value) => Ok(Ok(value)),
            Err(Self::Refused(why)) => Ok(Err(why)),
            Err(Self::Fault(fault)) => Err(fault),
        }
    }
}

/// Something of ours failed; it is in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    Unavailable,
    Broken,
}

impl Desk {
    /// A call with an access token: admitted, counted, then done, to its end.
    pub(crate) async fn call<T, W, F>(
        &self,
        visitor: &Visitor,
        (bearer, call): (&Secret, Call),
        work: W,
    ) -> Result<Answered<T>, Trouble>
    where
        T: Send + 'static,
        W: Fn(Knock, Caller) -> F + Clone + Send + 'static,
        F: Future<Output = Result<T, Stop>> + Send + 'static,
    {
        let outcome = self
            .to_the_end(visitor, |knock| {
                let (bearer, work) = (bearer.clone(), work.clone());
                async move {
                    let (left, admitted) = admit::admit(&knock, &bearer, call).await?;
                    let outcome = match admitted {
                        Ok(caller) => Stop::settle(work(knock, caller).await)?,
                        Err(why) => Err(why),
                    };
                    Ok(Answered { left, outcome })
                }
            })
            .await;
        outcome.map_err(|fault| trouble(fault, visitor))
    }

    /// What a program asks for before it has a token.
    pub(crate) async fn ask<T, W, F>(
        &self,
        visitor: &Visitor,
        work: W,
    ) -> Result<Answered<T>, Trouble>
    where
        T: Send + 'static,
        W: Fn(Knock) -> F + Send,
        F: Future<Output = Result<Answered<T>, Fault>> + Send + 'static,
    {
        self.to_the_end(visitor, work)
            .await
            .map_err(|fault| trouble(fault, visitor))
    }
}

fn trouble(fault: Fault, visitor: &Visitor) -> Trouble {
    use identity::turn::{Away, Trouble as Said};
    match fault.into_away(visitor) {
        Away::Trouble(Said::Unavailable) => Trouble::Unavailable,
        _ => Trouble::Broken,
    }
}
