//! A program begins to check a code of a factor, and asks how what it began went on.

use identity::{
    api::{
        Call,
        ceremony::{CeremonyId, Kind},
        device::is_listed,
    },
    factor::{Factor, FactorKind},
    ids::{FactorId, UserId},
    time::Span,
};

use super::{Caller, Refused, Stop, owner, text};
use crate::{
    desk::{
        Knock,
        check::Account,
        phone::{Ask, What},
    },
    store::{
        api_ceremonies::{self, Ceremony, NewCeremony},
        factors,
        phone_codes::Asker,
        policies, users,
    },
};

/// What was begun, and with which factor of whom.
#[derive(Clone, Debug)]
pub struct Challenge {
    pub ceremony: Ceremony,
    pub user: UserId,
    pub factor: Factor,
}

/// An authenticator app shows its codes by itself; to a phone one is sent. What is pending is challenged already.
pub async fn begin(
    knock: &Knock,
    caller: &Caller,
    (user, factor): (Option<UserId>, Option<FactorId>),
    lives: Span,
) -> Result<Challenge, Stop> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let caller = caller.again(&mut txn, Call::VerifyFactor, now).await?;
    let user = match owner::locked(&mut txn, &caller, user).await? {
        owner::Owner::Theirs(user) => user,
        owner::Owner::OutOfReach(user) => {
            drop(txn);
            return Err(owner::out_of_reach(knock, &caller, (Call::VerifyFactor, &user)).await);
        }
    };
    let (of, active) = ((caller.organisation.id, user.id), user.is_active());
    let id = factor.unwrap_or(FactorId(0));
    let row = factors::find(&mut txn, user.id, id).await?;
    let begun = api_ceremonies::registration(&mut txn, of, id).await?;
    let factor = row.map(|row| row.factor).ok_or(Refused::NoSuchFactor)?;
    let organisation = &*caller.organisation;
    let account = Account {
        organisation,
        user: &user,
    };
    // A code by message counts only where it is allowed, and so for no role (ASVS 6.6.1).
    let policy = policies::of_user(&mut txn, organisation.id, user.id).await?;
    let kinds = policy.rules.kinds_for(user.role());
    let allowed = factor.kind != FactorKind::Phone || kinds.contains(FactorKind::Phone);
    if let Some(ceremony) = begun.filter(|begun| begun.is_open(now)) {
        if factor.kind == FactorKind::Phone {
            if !allowed || !active {
                return Err(Refused::NotAvailable.into());
            }
            let ask = Ask {
                account,
                factor: factor.id,
                by: Asker::Ceremony(&ceremony.id),
                what: What::Enrolment,
            };
            let txn = text::send(txn, knock, (&caller, &ask), now).await?;
            txn.commit().await?;
        }
        let user = user.id;
        return Ok(Challenge {
            ceremony,
            user,
            factor,
        });
    }
    if !is_listed(&factor) {
        return Err(Refused::NoSuchFactor.into());
    }
    if !factor.kind.shows_codes() || !allowed || !factor.is_active() || !active {
        return Err(Refused::NotAvailable.into());
    }
    if factor.kind == FactorKind::Phone {
        // What is held back begins nothing, and so takes nothing away that was begun before.
        txn = text::let_through(txn, knock, (&caller, account, factor.id), now).await?;
    }
    let id = CeremonyId::from_random(knock.desk.world.bytes());
    let expires_at = now + lives;
    let new = NewCeremony {
        id: &id,
        kind: Kind::Verification,
        organisation: caller.organisation.id,
        credential: caller.credential.id,
        user: user.id,
        factor: factor.id,
        expires_at,
    };
    api_ceremonies::insert(&mut txn, new, now).await?;
    let ceremony = api_ceremonies::find(&mut txn, of, &id).await?;
    let ceremony = ceremony.ok_or(Refused::NoSuchCeremony)?;
    if factor.kind == FactorKind::Phone {
        let ask = Ask {
            account,
            factor: factor.id,
            by: Asker::Ceremony(&ceremony.id),
            what: What::Program,
        };
        txn = text::send(txn, knock, (&caller, &ask), now).await?;
    }
    txn.commit().await?;
    let user = user.id;
    Ok(Challenge {
        ceremony,
        user,
        factor,
    })
}

/// How it went on.
pub async fn look(
    knock: &Knock,
    caller: &Caller,
    user: Option<UserId>,
    (kind, id): (Kind, &str),
) -> Result<Challenge, Stop> {
    let mut txn = knock.desk.db.read().await?;
    let organisation = caller.organisation.id;
    let found = users::find(&mut txn, organisation, user.unwrap_or(UserId(0))).await?;
    let user = found.ok_or(Refused::NoSuchUser)?.id;
    let id = CeremonyId::parse(id).ok_or(Refused::NoSuchCeremony)?;
    let ceremony = api_ceremonies::find(&mut txn, (organisation, user), &id)
        .await?
        .filter(|ceremony| ceremony.kind == kind)
        .ok_or(Refused::NoSuchCeremony)?;
    let row = factors::find(&mut txn, user, ceremony.factor).await?;
    // Removed meanwhile: then there is nothing left to tell.
    let factor = row.ok_or(Refused::NoSuchCeremony)?.factor;
    Ok(Challenge {
        ceremony,
        user,
        factor,
    })
}
