//! The use cases: load, decide (identity), record, commit. One action a file.

use std::{ops::Deref, sync::Arc};

use identity::{
    time::Timestamp,
    turn::{Answer, Away, Shown, Turn},
    visitor::Visitor,
};

use crate::{
    config::Config,
    crypto::{keyring::Keyring, limiter::Hasher},
    store::Db,
    world::World,
};

pub mod access_pass;
pub mod account;
pub mod activity;
pub mod addresses;
pub mod admins;
pub mod api;
pub mod ask_admin;
pub mod audit_erasure;
pub mod audit_verify;
pub mod author;
pub mod break_glass;
pub mod bulk_work;
pub mod check;
pub mod check_code;
pub mod chosen_password;
pub mod codes;
pub mod console;
pub mod customers;
pub mod customers_by_hand;
pub mod ended;
pub mod enrol;
pub mod enrolling;
pub mod exports;
pub mod fault;
pub mod forgot;
pub mod front_desk;
pub mod guard;
pub mod hardware_token;
pub mod help;
pub mod invitation;
pub mod issue;
pub mod known_device;
pub mod language;
pub mod leave;
pub mod letters;
pub mod links;
pub mod lose;
pub mod mail_desk;
pub mod new_password;
pub mod not_me;
pub mod opened;
pub mod other_sessions;
pub mod own_factor;
pub mod own_password;
pub mod passkey;
pub mod password;
pub mod password_check;
pub mod password_link;
pub mod phone;
pub mod profile;
pub mod pulse;
pub mod reach;
pub mod record;
pub mod regroup;
pub mod remove;
pub mod rename;
pub mod replace;
pub mod replace_lost;
pub mod requests;
pub mod reset;
pub mod reset_password;
pub mod restore;
pub mod role_change;
mod run;
pub mod sessions;
pub mod set_up;
pub mod sign_in;
pub mod step_up;
pub mod strength;
pub mod switched;
pub mod take_away;
pub mod throttle;
mod to_the_end;
pub mod told;
pub mod totp;
pub mod verify;
pub mod webhooks;
pub mod webhooks_by_hand;
pub mod welcome;

use exports::Exports;
use fault::Fault;
use pulse::Pulse;
use to_the_end::ToTheEnd;

/// What every use case stands on.
#[derive(Debug)]
pub struct Foundation {
    pub db: Db,
    pub world: World,
    pub config: Config,
    pub keys: Keyring,
    pub hasher: Hasher,
    pub exports: Exports,
    pub pulse: Pulse,
}

/// The desk: both the front desk and the console. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Desk(Arc<Foundation>);

impl Deref for Desk {
    type Target = Foundation;

    fn deref(&self) -> &Foundation {
        &self.0
    }
}

/// Somebody at the desk: what a use case is given.
#[derive(Clone, Debug)]
pub struct Knock {
    pub desk: Desk,
    pub visitor: Visitor,
}

impl Knock {
    pub fn now(&self) -> Timestamp {
        self.desk.world.now()
    }

    pub fn ip(&self) -> String {
        self.visitor.ip.to_string()
    }
}

/// How often a use case is run when the engine only says that two of them met.
const TRIES: u32 = 3;

impl Desk {
    pub fn new(foundation: Foundation) -> Self {
        Self(Arc::new(foundation))
    }

    fn knock(&self, visitor: &Visitor) -> Knock {
        Knock {
            desk: self.clone(),
            visitor: visitor.clone(),
        }
    }

    /// Runs a posted use case to its end, so that a client that hangs up cannot leave it half done.
    pub(crate) async fn answer<W, F>(&self, visitor: &Visitor, work: W) -> Answer
    where
        W: Fn(Knock) -> F,
        F: Future<Output = Result<Turn, Fault>> + Send + 'static,
    {
        match self.to_the_end(visitor, work).await {
            Ok(turn) => Ok(turn),
            Err(fault) => match fault.into_away(visitor) {
                Away::Go(turn) => Ok(*turn),
                Away::NotFound => Ok(Turn::refused(
                    fault::home(visitor),
                    identity::refusal::Refusal::NotFound,
                )),
                Away::NotAllowed => Ok(Turn::refused(
                    fault::home(visitor),
                    identity::refusal::Refusal::NotAllowed,
                )),
                Away::Trouble(trouble) => Err(trouble),
            },
        }
    }

    /// The same for a page.
    pub(crate) async fn show<T, W, F>(&self, visitor: &Visitor, work: W) -> Shown<T>
    where
        T: Send + 'static,
        W: Fn(Knock) -> F,
        F: Future<Output = Result<T, Fault>> + Send + 'static,
    {
        self.to_the_end(visitor, work)
            .await
            .map_err(|fault| fault.into_away(visitor))
    }

    async fn to_the_end<T, W, F>(&self, visitor: &Visitor, work: W) -> Result<T, Fault>
    where
        T: Send + 'static,
        W: Fn(Knock) -> F,
        F: Future<Output = Result<T, Fault>> + Send + 'static,
    {
        let mut tries = 1;
        loop {
            match ToTheEnd::new(work(self.knock(visitor))).await {
                Err(fault) if tries < TRIES && fault.is_retryable() => tries += 1,
                outcome => return outcome,
            }
        }
    }
}
