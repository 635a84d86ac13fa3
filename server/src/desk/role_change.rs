//! Granting a role and taking it away: what goes with it.

use std::cmp::max;

use identity::{
    audit::Event,
    ids::UserId,
    policy::Requirement,
    role::Role,
    time::{Span, Timestamp},
};

use super::{Fault, Knock, author::Author, customers::withdraw_all, ended, record::Happened};
use crate::store::{
    Txn, access_passes, customers, graces, organisations::Organisation, policies, users::User,
    users_write,
};

/// The role that has to be within reach: the one granted or the one taken, whichever is higher.
pub fn reach(old: Option<Role>, new: Option<Role>) -> Option<Role> {
    max(old, new)
}

/// Whether the organisation would be left without an org admin. The caller holds the locks of all of them.
pub async fn is_last_admin(txn: &mut Txn, user: &User) -> Result<bool, Fault> {
    let counts = user.role() == Some(Role::OrgAdmin) && user.is_active();
    Ok(counts && users_write::other_admins(txn, user.organisation_id, user.id).await? == 0)
}

/// Whether an operator would lose customers that the admin does not look after: an operator acts within their own grants
/// (DESIGN section 6).
pub async fn takes_beyond(txn: &mut Txn, user: &User, admin: UserId) -> Result<bool, Fault> {
    Ok(user.role() == Some(Role::Operator) && customers::is_beyond(txn, user.id, admin).await?)
}

/// Changes the role under the user's lock. What was open ends, since another role means other limits (case C-02).
/// The caller records the events last.
pub async fn change(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, author): (&Organisation, Author<'_>),
    (user, new): (&User, Option<Role>),
    now: Timestamp,
) -> Result<Vec<Happened>, Fault> {
    let policy = policies::of_user(txn, organisation.id, user.id).await?;
    users_write::set_role(txn, user.id, new).await?;
    // A pass was given to whoever they were before, maybe by somebody whose role does not reach them any more.
    access_passes::revoke(txn, user.id).await?;
    let mut events = Vec::new();
    if new != Some(Role::Operator) {
        // What was granted to an operator does not come back with the role.
        events.extend(withdraw_all(txn, knock, author, user, now).await?);
    }
    let owed_before = policy.rules.requirement == Requirement::Required
        && user.standing.grace_until.is_none_or(|until| until <= now);
    if user.role().is_none() && !owed_before {
        // A role owes a factor from now on: whoever was never asked for one must be able to set it up.
        let window = Span::hours(organisation.enrol_window_hours);
        graces::open_first_enrolment(txn, organisation.id, user.id, window, now).await?;
    }
    let event = if new > user.role() {
        Event::RoleGranted
    } else {
        Event::RoleRevoked
    };
    let code = |role: Option<Role>| role.map_or("none", Role::code);
    let event = author
        .did(event)
        .about(user)
        .with("before", code(user.role()))
        .with("after", code(new));
    events.push(event);
    events.extend(ended::all(txn, author, user, "role").await?);
    Ok(events)
}
