//! Carrying out a bulk reset: one user, one transaction, once; whoever runs this, on however many nodes.

use std::net::{IpAddr, Ipv4Addr};

use identity::{
    bulk_reset::{Outcome, left_out},
    ids::{OrganisationId, UserId},
    justification::Why,
    reset::ReasonKind,
    role::Role,
    time::Timestamp,
    visitor::Visitor,
};

use super::{
    Desk, Fault, Knock,
    author::Author,
    guard::Hold,
    record::record,
    reset::{self, Order, digest},
    role_change::takes_beyond,
};
use crate::{
    failpoint::failpoint,
    store::{
        Txn,
        bulk_resets::{self, BulkReset, Open},
        customers,
        organisations::{self, Organisation},
        users::{self, User},
        users_write,
    },
};

/// Whether there may be more to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum More {
    Yes,
    No,
}

/// Settles one user of the oldest bulk reset that is running.
///
/// # Errors
/// Where the database is away nothing is settled, and the same user is next. What fails by itself is settled as failed: one
/// user must not stand in the way of all others.
pub async fn advance(desk: &Desk) -> Result<More, Fault> {
    let now = desk.world.now();
    let mut txn = desk.db.read().await?;
    let next = bulk_resets::next(&mut txn).await?;
    drop(txn);
    let Some(open) = next else {
        bulk_resets::finish(&desk.db, now).await?;
        return Ok(More::No);
    };
    let knock = knock(desk, &open.reset, now);
    let user = open.user;
    match settle(&knock, &open, now).await {
        Ok(()) => {}
        Err(fault) if fault.is_passing() => return Err(fault),
        Err(fault) => {
            tracing::error!(reset = %open.reset.id, %user, error = %fault, "a reset failed");
            let mut txn = desk.db.begin().await?;
            bulk_resets::settle(&mut txn, (open.reset.id, user), Outcome::Failed, now).await?;
            txn.commit().await?;
        }
    }
    Ok(More::Yes)
}

/// Latchkey itself, in no request.
pub fn system(desk: &Desk, now: Timestamp) -> Knock {
    let nowhere = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    desk.knock(&Visitor::stranger(
        String::new(),
        now,
        nowhere,
        String::new(),
    ))
}

/// The admin who confirmed it, in the request that confirmed it.
fn knock(desk: &Desk, reset: &BulkReset, now: Timestamp) -> Knock {
    let ip = reset.ip.parse();
    let ip = ip.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let (request, agent) = (reset.request.clone(), reset.agent.clone());
    desk.knock(&Visitor::stranger(request, now, ip, agent))
}

async fn settle(knock: &Knock, open: &Open, now: Timestamp) -> Result<(), Fault> {
    let Open { reset, user, .. } = open;
    let mut txn = knock.desk.db.begin().await?;
    users_write::lock_both(&mut txn, (reset.admin_id, *user)).await?;
    let outcome = carry_out(&mut txn, knock, open, now).await?;
    if !bulk_resets::settle(&mut txn, (reset.id, *user), outcome, now).await? {
        // Another node was faster: what was done here never happened.
        txn.roll_back().await?;
        return Ok(());
    }
    failpoint!("bulk reset: before the commit");
    txn.commit().await?;
    Ok(())
}

/// Under the lock, with the organisation, unless that is suspended.
async fn there(txn: &mut Txn, id: UserId) -> Result<Option<(Organisation, User)>, Fault> {
    let Some(home) = users::organisation(txn, id).await? else {
        return Ok(None);
    };
    let user = users::find_locked(txn, home, id).await?;
    let home = organisations::find(txn, home).await?;
    Ok(home.zip(user))
}

async fn is_customer(txn: &mut Txn, admin: &User, id: OrganisationId) -> Result<bool, Fault> {
    let operates = admin.role() == Some(Role::Operator);
    Ok(operates && customers::find(txn, admin.id, id).await?.is_some())
}

/// The admin may have lost the role or the customer meanwhile, and the user may have changed: both are looked at again under the lock.
async fn carry_out(
    txn: &mut Txn,
    knock: &Knock,
    open: &Open,
    now: Timestamp,
) -> Result<Outcome, Fault> {
    let reset = &open.reset;
    let admin = there(txn, reset.admin_id).await?;
    let user = there(txn, open.user).await?;
    let (Some((home, admin)), Some((organisation, user))) = (admin, user) else {
        return Ok(Outcome::Rank);
    };
    let Some(role) = admin.role().filter(|_| admin.is_active()) else {
        return Ok(Outcome::Rank);
    };
    if home.id != organisation.id && !is_customer(txn, &admin, organisation.id).await? {
        return Ok(Outcome::Rank);
    }
    let target = (user.id, user.role());
    if let Some(why) = left_out(
        (admin.id, role),
        target,
        user.standing.status,
        organisation.equal_rank,
    ) {
        return Ok(why);
    }
    if takes_beyond(txn, &user, admin.id).await? {
        return Ok(Outcome::Rank);
    }
    let plan = reset::look(txn, &user, Hold::Lock, now).await?;
    if digest((user.id, user.grant), &plan) != open.shown {
        return Ok(Outcome::Changed);
    }
    let order = Order {
        organisation: &organisation,
        user: &user,
        author: Author::Admin(&admin),
        plan,
        why: Why {
            kind: reset.reason_kind.unwrap_or(ReasonKind::Other),
            text: reset.reason.clone(),
            verification: reset.verification,
        },
    };
    let events = reset::reset(txn, knock, order, now).await?;
    let events = events
        .into_iter()
        .map(|event| event.with("bulk_reset", reset.id.0));
    record(txn, knock, organisation.id, events, now).await?;
    Ok(Outcome::Reset)
}
