//! An admin and what they act on: the way into every action of the console.

use identity::{
    ids::UserId,
    place::Place,
    refusal::Refusal,
    role::{Act, may, reaches},
    turn::Turn,
};

use super::denied::{self, Thing};
use crate::{
    desk::{
        Fault, Knock,
        guard::{self, AdminOf, Hold},
    },
    store::{
        Txn,
        users::{self, User},
        users_write,
    },
};

/// An admin and a user of the same organisation; both locked, but for a page.
#[derive(Clone, Debug)]
pub struct Acting {
    pub admin: AdminOf,
    pub user: User,
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

/// For an action without a target.
pub async fn act(knock: &Knock, act: Act) -> Result<(Txn, AdminOf), Fault> {
    let (txn, admin) = denied::admin(knock.desk.db.begin().await?, knock, Hold::Read).await?;
    allowed(txn, knock, admin, act).await
}

/// The same where the admin's own things change: two tabs of one admin take turns.
pub async fn act_in_turn(knock: &Knock, act: Act) -> Result<(Txn, AdminOf), Fault> {
    let txn = knock.desk.db.begin().await?;
    let (txn, admin) = denied::admin(txn, knock, Hold::Lock).await?;
    allowed(txn, knock, admin, act).await
}

/// For a page that only those may open who may act on it.
pub async fn look_to(knock: &Knock, act: Act) -> Result<(Txn, AdminOf), Fault> {
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

/// A user of the admin's own organisation, not locked: for pages.
pub async fn find(
    mut txn: Txn,
    knock: &Knock,
    admin: &AdminOf,
    id: UserId,
) -> Result<(Txn, User), Fault> {
    match users::find(&mut txn, admin.signed_in.organisation.id, id).await? {
        Some(user) => Ok((txn, user)),
        None => Err(denied::not_there(txn, knock, admin, Thing::User(id)).await),
    }
}

/// For the page of an action on a user: looked at and permitted, as the action itself will be. Nothing is locked.
pub async fn look_on(knock: &Knock, id: UserId, act: Act) -> Result<(Txn, Acting), Fault> {
    let (txn, admin) = look(knock).await?;
    let (txn, user) = find(txn, knock, &admin, id).await?;
    Acting { admin, user }.permitted(txn, knock, act).await
}

/// Locks the admin and the user, in the order of their ids, and then looks at both: what was true before the lock may
/// not be any more (case A-09).
pub async fn lock(knock: &Knock, id: UserId, others: Others) -> Result<(Txn, Acting), Fault> {
    let (mut txn, admin) = denied::admin(knock.desk.db.begin().await?, knock, Hold::Read).await?;
    let organisation = admin.signed_in.organisation.id;
    let both = (admin.signed_in.user.id, id);
    match others {
        Others::Nobody => users_write::lock_both(&mut txn, organisation, both).await?,
        Others::Admins => users_write::lock_with_admins(&mut txn, organisation, both).await?,
    }
    let admin = guard::admin(&mut txn, knock, Hold::Lock).await?;
    match users::find_locked(&mut txn, organisation, id).await? {
        Some(user) => Ok((txn, Acting { admin, user })),
        None => Err(denied::not_there(txn, knock, &admin, Thing::User(id)).await),
    }
}

impl Acting {
    /// Whether the role table allows it. Nobody acts on themselves through the console.
    pub async fn permitted(self, txn: Txn, knock: &Knock, act: Act) -> Result<(Txn, Self), Fault> {
        let what = format!("{act:?}");
        if self.admin.signed_in.user.id == self.user.id {
            return Err(self
                .refused(txn, knock, (&what, Refusal::OneselfRefused))
                .await);
        }
        let equal = self.admin.signed_in.organisation.equal_rank;
        if reaches(equal, self.admin.role, act, self.user.role()) {
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
