//! For whom a factor becomes due by something that an admin changed: time to enrol, and the way to do it.

use identity::{
    factor::Factor,
    ids::UserId,
    policy::impact::{Member, USUAL_GRACE},
    time::{Span, Timestamp},
};

use crate::{
    desk::Fault,
    store::{Txn, factors, graces, organisations::Organisation, users::User},
};

/// One user, as far as a policy can touch them; the groups are the caller's to say.
pub async fn member(txn: &mut Txn, user: &User) -> Result<Member, Fault> {
    let factors = factors::of_user(txn, user.id).await?;
    Ok(Member {
        id: user.id,
        name: user.name.clone(),
        status: user.standing.status,
        role: user.role(),
        groups: Vec::new(),
        active: factors
            .iter()
            .filter(|factor| factor.is_active())
            .map(|factor: &Factor| factor.kind)
            .collect(),
    })
}

/// Gives these users their grace, the usual one where nobody was asked for another, and opens enrolment to those who have
/// no factor. In the order of their ids, so that two who change policies wait for each other.
pub async fn begin(
    txn: &mut Txn,
    organisation: &Organisation,
    users: &[UserId],
    grace: Option<Span>,
    now: Timestamp,
) -> Result<(), Fault> {
    let mut users = users.to_vec();
    users.sort_unstable();
    let grace = grace.unwrap_or(USUAL_GRACE);
    let window = Span::hours(organisation.enrol_window_hours);
    for user in users {
        if grace > Span(0) {
            graces::give(txn, organisation.id, user, now + grace, now).await?;
        }
        graces::open_first_enrolment(txn, organisation.id, user, window, now).await?;
    }
    Ok(())
}
