//! An admin and what they act on: the way into every action of the console.

use identity::{
    ids::UserId,
    place::Place,
    refusal::Refusal,
    role::{Act, may, reaches, stays_within_grants},
    turn::Turn,
};

use super::denied::{self, Thing};
use crate::{
    desk::{
        Fault, Knock,
        guard::{self, AdminOf, Hold},
        role_change::takes_beyond,
    },
    store::{
        Txn,
        organisations::Organisation,
        users::{self, User},
        users_write,
    },
};

/// An admin, and a user of an organisation that they act in; both locked, but for a page.
#[derive(Clone, Debug)]
pub struct Acting {
    pub admin: AdminOf,
    /// The user's.
    pub organisation: Organisation,
    pub user: User,
}

/// An admin, and the one organisation that the request is about.
#[derive(Clone, Debug)]
pub struct Within {
    pub admin: AdminOf,
    pub organisation: Organisation,
}

/// Who else must stand still meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    Nobody,
    /// All org admins: what is about to happen may take the last one.
    Admins,
}

/// For a page: somebody with a role. Nothing is locked.
pub async fn look(knock: &Knock) -> Result<(Txn, AdminOf), Fault> {
    denied::admin(knock.desk.db.read().await?, knock, Hold::Read).await
}

/// The same for what belongs to one organisation.
pub async fn look_in(knock: &Knock) -> Result<(Txn, Within), Fault> {
    let (txn, admin) = look(knock).await?;
    match within(admin) {
        Ok(within) => Ok((txn, within)),
        Err(_) => Err(choose_one()),
    }
}

/// For an action without a target, in one organisation. What is asked of several at once is refused whole (case T-04).
pub async fn act(knock: &Knock, act: Act) -> Result<(Txn, Within), Fault> {
    let (txn, admin) = denied::admin(knock.desk.db.begin().await?, knock, Hold::Read).await?;
    let (txn, admin) = allowed(txn, knock, admin, act).await?;
    match within(admin) {
        Ok(within) => Ok((txn, within)),
        Err(admin) => {
            let what = format!("{act:?} for several customers");
            let user = &admin.signed_in.user;
            let noted = denied::note(txn, knock, user, (&what, None)).await;
            Err(noted.err().unwrap_or_else(choose_one))
        }
    }
}

fn within(admin: AdminOf) -> Result<Within, Box<AdminOf>> {
    match admin.reach.only().cloned() {
        Some(organisation) => Ok(Within {
            admin,
            organisation,
        }),
        None => Err(Box::new(admin)),
    }
}

/// Off to where one customer is chosen.
pub fn choose_one() -> Fault {
    Turn::refused(Place::Customers, Refusal::OneCustomer).into()
}

/// Where the admin's own things change: two tabs of one admin take turns.
pub async fn act_in_turn(knock: &Knock, act: Act) -> Result<(Txn, AdminOf), Fault> {
    let txn = knock.desk.db.begin().await?;
    let (txn, admin) = denied::admin(txn, knock, Hold::Lock).await?;
    allowed(txn, knock, admin, act).await
}

/// For a page that only those may open who may act on it.
pub async fn look_to(knock: &Knock, act: Act) -> Result<(Txn, Within), Fault> {
    let (
        txn,
        Within {
            admin,
            organisation,
        },
    ) = look_in(knock).await?;
    let (txn, admin) = allowed(txn, knock, admin, act).await?;
    Ok((
        txn,
        Within {
            admin,
            organisation,
        },
    ))
}

/// The same about customers as such, whichever are chosen.
pub async fn look_to_customers(knock: &Knock) -> Result<(Txn, AdminOf), Fault> {
    look_to_all(knock, Act::ManageCustomers).await
}

/// The same about all that are chosen at once.
pub async fn look_to_all(knock: &Knock, act: Act) -> Result<(Txn, AdminOf), Fault> {
    let (txn, admin) = look(knock).await?;
    allowed(txn, knock, admin, act).await
}

async fn allowed(
    txn: Txn,
    knock: &Knock,
    admin: AdminOf,
    act: Act,
) -> Result<(Txn, AdminOf), Fault> {
    if may(admin.role, act, None) {
        return Ok((txn, admin));
    }
    Err(denied::refused(
        txn,
        knock,
        &admin.signed_in.user,
        (&format!("{act:?}"), None),
    )
    .await)
}

/// A user of an organisation that the admin acts in, not locked: for pages.
pub async fn find(
    mut txn: Txn,
    knock: &Knock,
    admin: AdminOf,
    id: UserId,
) -> Result<(Txn, Acting), Fault> {
    let organisation = whose(&mut txn, &admin, id).await?;
    if let Some(organisation) = organisation
        && let Some(user) = users::find(&mut txn, organisation.id, id).await?
    {
        let acting = Acting {
            admin,
            organisation,
            user,
        };
        return Ok((txn, acting));
    }
    Err(denied::not_there(txn, knock, &admin, Thing::User(id)).await)
}

/// The organisation of a user, if it is one that the request is about.
pub async fn whose(
    txn: &mut Txn,
    admin: &AdminOf,
    id: UserId,
) -> Result<Option<Organisation>, Fault> {
    let organisation = users::organisation(txn, id).await?;
    Ok(organisation.and_then(|id| admin.reach.find(id).cloned()))
}

/// For the page of an action on a user: looked at and permitted, as the action itself will be. Nothing is locked.
pub async fn look_on(knock: &Knock, id: UserId, act: Act) -> Result<(Txn, Acting), Fault> {
    let (txn, admin) = look(knock).await?;
    let (txn, acting) = find(txn, knock, admin, id).await?;
    acting.permitted(txn, knock, act).await
}

/// Locks the admin and the user, in the order of their ids, and then looks at both: what was true before the lock may
/// not be any more (case A-09).
pub async fn lock(knock: &Knock, id: UserId, others: Others) -> Result<(Txn, Acting), Fault> {
    let (mut txn, admin) = denied::admin(knock.desk.db.begin().await?, knock, Hold::Read).await?;
    let Some(organisation) = whose(&mut txn, &admin, id).await? else {
        return Err(denied::not_there(txn, knock, &admin, Thing::User(id)).await);
    };
    let both = (admin.signed_in.user.id, id);
    match others {
        Others::Nobody => users_write::lock_both(&mut txn, both).await?,
        Others::Admins => users_write::lock_with_admins(&mut txn, organisation.id, both).await?,
    }
    let admin = guard::admin(&mut txn, knock, Hold::Lock).await?;
    let organisation = admin.reach.find(organisation.id).cloned();
    if let Some(organisation) = organisation
        && let Some(user) = users::find_locked(&mut txn, organisation.id, id).await?
    {
        let acting = Acting {
            admin,
            organisation,
            user,
        };
        return Ok((txn, acting));
    }
    Err(denied::not_there(txn, knock, &admin, Thing::User(id)).await)
}

impl Acting {
    /// Whether the role table allows it. Nobody acts on themselves through the console.
    pub async fn permitted(
        self,
        mut txn: Txn,
        knock: &Knock,
        act: Act,
    ) -> Result<(Txn, Self), Fault> {
        let what = format!("{act:?}");
        if self.admin.signed_in.user.id == self.user.id {
            return Err(self
                .refused(txn, knock, (&what, Refusal::OneselfRefused))
                .await);
        }
        let equal = self.organisation.equal_rank;
        if reaches(equal, self.admin.role, act, self.user.role()) {
            let beyond = stays_within_grants(act)
                && takes_beyond(&mut txn, &self.user, self.admin.signed_in.user.id).await?;
            if beyond {
                let what = format!("{act:?} with customers beyond");
                return Err(self
                    .refused(txn, knock, (&what, Refusal::CustomersBeyond))
                    .await);
            }
            return Ok((txn, self));
        }
        Err(denied::refused(
            txn,
            knock,
            &self.admin.signed_in.user,
            (&what, Some(&self.user)),
        )
        .await)
    }

    /// Refused for another reason than the role, on the user's page; written down as well.
    pub async fn refused(self, txn: Txn, knock: &Knock, (what, why): (&str, Refusal)) -> Fault {
        let noted = denied::note(
            txn,
            knock,
            &self.admin.signed_in.user,
            (what, Some(&self.user)),
        )
        .await;
        noted
            .err()
            .unwrap_or_else(|| Turn::refused(Place::User(self.user.id), why).into())
    }
}

/// For an action on a user: locked, looked at, permitted.
pub async fn on(knock: &Knock, id: UserId, act: Act) -> Result<(Txn, Acting), Fault> {
    let (txn, acting) = lock(knock, id, Others::Nobody).await?;
    acting.permitted(txn, knock, act).await
}
