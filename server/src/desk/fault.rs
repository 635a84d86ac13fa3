//! What can stop a use case: a page that is owed first, or trouble of our own.

use identity::{
    place::Place,
    turn::{Away, Trouble, Turn},
    visitor::Visitor,
};

use crate::{
    crypto::{self, limiter::HashError},
    mail::outbox::OutboxError,
    store,
};

/// Carried by `?` through a use case. Dropping the transaction rolls it back, so a refusal that must be counted is
/// committed and returned as a turn instead.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("something else is owed first")]
    Away(Box<Away>),
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The hashing queue is full, or a wait in it was too long.
    #[error("too many passwords to check at once")]
    HashingBusy,
    /// A sealed value does not open: a wrong key or a changed row. Never taken for a wrong code (ASVS 11.2.5).
    #[error("a sealed value does not open")]
    Seal(#[from] crypto::seal::SealError),
    #[error("a stored password hash does not parse")]
    BrokenHash,
    /// `public_url` is an address that authenticators do not know.
    #[error("passkeys need a public_url with a name in it")]
    NoPasskeysHere,
    /// What belongs to a ceremony cannot be made or read.
    #[error("a ceremony cannot be begun")]
    Ceremony(#[from] webauthn_rs::prelude::WebauthnError),
    #[error("a use case panicked")]
    Panicked,
}

impl Fault {
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_retryable())
    }

    /// Whether the same may well succeed later: the database is away, or everybody wants it at once.
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::HashingBusy | Self::Store(store::Error::Busy | store::Error::Engine(_))
        )
    }

    /// Keeps what was typed when a proof is asked for in between.
    #[must_use]
    pub fn keeping(self, typed: &[(&str, &str)]) -> Self {
        match self {
            Self::Away(away) => match *away {
                Away::Go(turn) => turn.keeping(typed).into(),
                away => away.into(),
            },
            fault => fault,
        }
    }

    /// Logs trouble once, here, with its cause and the request it happened in.
    pub fn into_away(self, visitor: &Visitor) -> Away {
        let trouble = match &self {
            Self::Away(_) => None,
            passing if passing.is_passing() => Some(Trouble::Unavailable),
            Self::HashingBusy
            | Self::Store(_)
            | Self::Seal(_)
            | Self::BrokenHash
            | Self::NoPasskeysHere
            | Self::Ceremony(_)
            | Self::Panicked => Some(Trouble::Broken),
        };
        match (self, trouble) {
            (Self::Away(away), _) => *away,
            (fault, trouble) => {
                let cause = std::error::Error::source(&fault).map(ToString::to_string);
                tracing::error!(request = %visitor.request, error = %fault, cause, "a use case failed");
                Away::Trouble(trouble.unwrap_or(Trouble::Broken))
            }
        }
    }
}

impl From<HashError> for Fault {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::HashingBusy,
            HashError::Broken(_) => Self::BrokenHash,
        }
    }
}

impl From<OutboxError> for Fault {
    fn from(error: OutboxError) -> Self {
        match error {
            OutboxError::Store(error) => Self::Store(error),
            OutboxError::Seal(error) => Self::Seal(error),
        }
    }
}

impl From<Away> for Fault {
    fn from(away: Away) -> Self {
        Self::Away(Box::new(away))
    }
}

impl From<Turn> for Fault {
    fn from(turn: Turn) -> Self {
        Self::Away(Box::new(turn.into()))
    }
}

/// Where somebody is sent back to when the thing that they acted on is not there.
pub fn home(visitor: &Visitor) -> Place {
    if visitor.session.is_some() {
        Place::Account
    } else {
        Place::SignInAnywhere
    }
}
