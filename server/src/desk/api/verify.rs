//! A program gives a code of a factor: the first one of a new factor makes it active, any other is checked and spent as at a sign-in.

use identity::{
    api::{
        Call,
        ceremony::{CeremonyId, Kind},
        device::is_listed,
    },
    factor::FactorState,
    ids::{FactorId, UserId},
    secret::Secret,
    time::Timestamp,
    totp::OtpCode,
};

use super::{Caller, Refused, Stop, challenge::Challenge, confirm, owner};
use crate::{
    desk::{
        Knock,
        author::Author,
        check::{self, Account, CodeOutcome, Entered},
        phone::What,
        record::{Happened, record},
    },
    store::{
        Txn,
        api_ceremonies::{self, Ceremony},
        factors::{self, FactorRow},
        phone_codes::Asker,
        users::User,
    },
};
use identity::audit::Event;

/// What the code is of.
#[derive(Clone, Debug)]
pub enum Of {
    /// A device, with the token of what was begun if the program kept one.
    Device(Option<FactorId>, Option<String>),
    Begun(Kind, String),
}

#[derive(Clone, Debug)]
pub struct Given {
    pub user: Option<UserId>,
    pub of: Of,
    pub otp: Secret,
}

pub async fn verify(
    knock: &Knock,
    caller: &Caller,
    given: &Given,
) -> Result<Option<Challenge>, Stop> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let caller = caller.again(&mut txn, Call::VerifyFactor, now).await?;
    let user = match owner::locked(&mut txn, &caller, given.user).await? {
        owner::Owner::Theirs(user) => user,
        owner::Owner::OutOfReach(user) => {
            drop(txn);
            return Err(owner::out_of_reach(knock, &caller, (Call::VerifyFactor, &user)).await);
        }
    };
    let (ceremony, id) = begun(&mut txn, (&caller, &user), &given.of, now).await?;
    let row = factors::find_locked(&mut txn, user.id, id).await?;
    let row = row.ok_or(Refused::NoSuchFactor)?;
    let code = OtpCode::parse(given.otp.reveal());
    let by = By {
        caller: &caller,
        user: &user,
    };
    let told = if row.factor.state == FactorState::Pending {
        confirm::confirm(txn, knock, by, (&row, code), now).await?
    } else {
        check(txn, knock, by, (&row, code, ceremony), now).await?
    };
    Ok(told.map(|ceremony| Challenge {
        ceremony,
        user: user.id,
        factor: row.factor,
    }))
}

/// The program, and whom it acts for.
#[derive(Clone, Copy, Debug)]
pub(super) struct By<'a> {
    pub caller: &'a Caller,
    pub user: &'a User,
}

/// What was begun, if the program says so, and the factor that is meant.
async fn begun(
    txn: &mut Txn,
    (caller, user): (&Caller, &User),
    of: &Of,
    now: Timestamp,
) -> Result<(Option<Ceremony>, FactorId), Stop> {
    let whose = (caller.organisation.id, user.id);
    match of {
        Of::Device(id, None) => Ok((None, id.unwrap_or(FactorId(0)))),
        Of::Device(id, Some(token)) => {
            let found = match CeremonyId::parse(token) {
                Some(token) => api_ceremonies::find(txn, whose, &token).await?,
                None => None,
            };
            let id = id.unwrap_or(FactorId(0));
            let open = found.filter(|found| found.factor == id && found.is_open(now));
            let open = open.ok_or(Refused::FailedFactor)?;
            Ok((Some(open), id))
        }
        Of::Begun(kind, id) => {
            let found = match CeremonyId::parse(id) {
                Some(id) => api_ceremonies::find(txn, whose, &id).await?,
                None => None,
            };
            let found = found.filter(|found| found.kind == *kind);
            let found = found.ok_or(Refused::NoSuchCeremony)?;
            if !found.is_open(now) {
                return Err(Refused::FailedFactor.into());
            }
            let factor = found.factor;
            Ok((Some(found), factor))
        }
    }
}

/// A code of a factor that is there, by the same rule as at a sign-in: throttled, and never accepted twice. A wrong one commits as well.
async fn check(
    mut txn: Txn,
    knock: &Knock,
    By { caller, user }: By<'_>,
    (row, code, ceremony): (&FactorRow, Option<OtpCode>, Option<Ceremony>),
    now: Timestamp,
) -> Result<Option<Ceremony>, Stop> {
    if !is_listed(&row.factor) {
        return Err(Refused::NoSuchFactor.into());
    }
    // A right code says that somebody may come in: not whoever was switched off.
    if !row.factor.kind.shows_codes() || !user.is_active() {
        return Err(Refused::NotAvailable.into());
    }
    // Nothing that could be a code reaches the HMAC, nor counts on the factor (case M-04).
    let code = code.ok_or(Refused::FailedFactor)?;
    let organisation = &*caller.organisation;
    let account = Account { organisation, user };
    let entered = Entered {
        row,
        code: &code,
        by: Asker::Ceremony(ceremony.as_ref().map_or("", |begun| begun.id.as_str())),
        what: What::Program,
    };
    let checked = check::check_otp(&mut txn, knock, account, entered, now).await?;
    let by_program = |event: Happened| event.with("credential", caller.credential.id.0);
    let mut events: Vec<_> = checked.events.into_iter().map(by_program).collect();
    let outcome = match checked.outcome {
        CodeOutcome::Accepted => {
            let right = Author::Program(caller).did(Event::FactorVerified);
            events.push(right.about(user).factor(row.factor.id));
            Ok(())
        }
        CodeOutcome::Replayed | CodeOutcome::Wrong | CodeOutcome::Dead | CodeOutcome::Disabled => {
            Err(Refused::FailedFactor)
        }
        CodeOutcome::Wait(until) => Err(Refused::Throttled((until - now).ceil_seconds().max(1))),
    };
    let accepted = match (&outcome, ceremony) {
        (Ok(()), Some(ceremony)) => {
            api_ceremonies::accept(&mut txn, &ceremony.id).await?;
            Some(confirm::accepted(ceremony))
        }
        (_, ceremony) => ceremony,
    };
    record(&mut txn, knock, organisation.id, events, now).await?;
    txn.commit().await?;
    outcome.map(|()| accepted).map_err(Stop::Refused)
}
