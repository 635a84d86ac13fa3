//! Requests for help: who is told of one, and what an admin's deed means for the one that is open.

use identity::{
    audit::Event,
    factor::Factor,
    ids::AdminRequestId,
    mail::Occasion,
    request::{Answer, Status, WAITS, hears_first},
    role::{Act, reaches},
    time::Timestamp,
};

use super::{Desk, Fault, Knock, author::Author, bulk_work, letters, record::Happened};
use crate::store::{
    Txn,
    organisations::{self, Organisation},
    requests::{self, Decision},
    users::{self, User},
};

/// Which of the admins are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// Those who hear of it at once.
    First,
    /// Everybody who may decide: nobody has, since then.
    All(Timestamp),
}

/// The request, and what its owner wrote.
pub type Asked<'a> = (AdminRequestId, &'a str);

/// Mails about a request to the admins; never to its owner, who may be one.
pub async fn tell(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, user): (&Organisation, &User),
    ((id, note), round): (Asked<'_>, Round),
    now: Timestamp,
) -> Result<(), Fault> {
    let mut admins = users::admins(txn, organisation.id).await?;
    admins.retain(|admin| admin.id != user.id);
    let roles: Vec<_> = admins.iter().filter_map(User::role).collect();
    let told = match round {
        Round::First => hears_first(organisation.equal_rank, &roles, user.role()),
        Round::All(_) => roles
            .iter()
            .map(|role| {
                reaches(
                    organisation.equal_rank,
                    *role,
                    Act::DecideRequest,
                    user.role(),
                )
            })
            .collect(),
    };
    let occasion = Occasion::AdminAsked {
        name: user.name.clone(),
        email: user.email.clone(),
        note: note.to_owned(),
        waits_since: match round {
            Round::First => None,
            Round::All(since) => Some(since),
        },
        link: format!("{}/admin/requests/{id}", knock.desk.config.public_url),
    };
    for (admin, _) in admins.iter().zip(told).filter(|(_, told)| *told) {
        letters::tell(txn, knock, (organisation, admin), &occasion, now).await?;
    }
    Ok(())
}

/// What was done answers the request that is open, if it is about that.
#[derive(Clone, Copy, Debug)]
pub enum Deed<'a> {
    Reset,
    Removed(&'a Factor),
}

/// Under the user's lock; the event, if it did.
pub async fn answered_by(
    txn: &mut Txn,
    author: Author<'_>,
    (user, deed): (&User, Deed<'_>),
    now: Timestamp,
) -> Result<Option<Happened>, Fault> {
    let Some((id, _)) = requests::open_of(txn, user.id).await? else {
        return Ok(None);
    };
    let status = match deed {
        Deed::Reset => Status::Reset,
        Deed::Removed(factor) => {
            let open = requests::find(txn, id).await?;
            if open.and_then(|open| open.factor) != Some(factor.id) {
                return Ok(None);
            }
            Status::Removed
        }
    };
    let decision = Decision {
        status,
        by: author.admin(),
        answer: "",
    };
    let decided = requests::decide(txn, id, decision, now).await?;
    Ok(decided.then(|| event(author, user, (id, status))))
}

/// An answer without a deed, which its owner reads in a mail and on their pages; under the user's lock. None where somebody else was
/// faster.
pub async fn decline(
    txn: &mut Txn,
    knock: &Knock,
    (author, organisation, user): (Author<'_>, &Organisation, &User),
    (id, answer): (AdminRequestId, &Answer),
    now: Timestamp,
) -> Result<Option<Happened>, Fault> {
    let decision = Decision {
        status: Status::Declined,
        by: author.admin(),
        answer: answer.as_str(),
    };
    if !requests::decide(txn, id, decision, now).await? {
        return Ok(None);
    }
    let occasion = Occasion::RequestDeclined {
        admin: author.name(),
        answer: answer.as_str().to_owned(),
    };
    letters::tell(txn, knock, (organisation, user), &occasion, now).await?;
    let event = event(author, user, (id, Status::Declined));
    Ok(Some(event.because(answer.as_str())))
}

pub fn event(author: Author<'_>, user: &User, (id, status): (AdminRequestId, Status)) -> Happened {
    let event = author.did(Event::RemovalDecided).about(user);
    event.with("request", id.0).with("decision", status.code())
}

/// Tells everybody of what has waited too long, one request a transaction.
///
/// # Errors
/// Where the database is away: what was not told is told the next time.
pub async fn tell_of_waiting(desk: &Desk) -> Result<(), Fault> {
    loop {
        let now = desk.world.now();
        let knock = bulk_work::system(desk, now);
        let mut txn = desk.db.begin().await?;
        let Some((id, organisation, user)) = requests::untold(&mut txn, now - WAITS).await? else {
            return Ok(());
        };
        let request = requests::find(&mut txn, id).await?;
        let user = users::find(&mut txn, organisation, user).await?;
        let organisation = organisations::find(&mut txn, organisation).await?;
        if requests::told_all(&mut txn, id, now).await?
            && let (Some(request), Some(organisation), Some(user)) = (request, organisation, user)
        {
            let asked = (id, request.row.note.as_str());
            let round = Round::All(request.row.asked_at);
            tell(
                &mut txn,
                &knock,
                (&organisation, &user),
                (asked, round),
                now,
            )
            .await?;
        }
        txn.commit().await?;
    }
}
