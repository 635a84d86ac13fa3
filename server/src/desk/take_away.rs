//! Somebody who may removes one factor of a user: one use case for admins and for programs. One transaction with everything that
//! hangs on it, as when its owner does.

use identity::{
    api::device::was_last,
    audit::Event,
    enrolment::{Grant, GrantCause},
    factor::Factor,
    mail::{Occasion, Remover},
    reset::{Fate, fate},
    session::EndCause,
    time::{Span, Timestamp},
    user::MustEnrol,
};

use super::{
    Fault, Knock,
    author::Author,
    ended, letters,
    record::Happened,
    requests::{self, Deed},
};
use crate::store::{
    Txn, codes, factors,
    organisations::Organisation,
    pending, resets,
    users::{self, User},
};

/// A removal that was asked for and permitted.
#[derive(Debug)]
pub struct Order<'a> {
    pub organisation: &'a Organisation,
    /// Locked, and all its factors with it.
    pub user: &'a User,
    pub factor: &'a Factor,
    pub all: &'a [Factor],
    pub author: Author<'a>,
}

/// The events that tell of it, for the caller to record last.
pub async fn take_away(
    txn: &mut Txn,
    knock: &Knock,
    order: &Order<'_>,
    now: Timestamp,
) -> Result<(Happened, Vec<Happened>), Fault> {
    let Order {
        organisation,
        user,
        factor,
        all,
        author,
    } = *order;
    let fate = fate(factor.kind);
    match fate {
        Fate::Deleted => drop(factors::bury(txn, factor.id, now).await?),
        Fate::Deactivated => resets::deactivate(txn, factor.id, now).await?,
    }
    let last = was_last(factor, all);
    let hours = u32::try_from(organisation.enrol_window_hours).unwrap_or_default();
    let (event, cause, by) = match author {
        Author::Program(_) => (
            Event::FactorApiRemoved,
            GrantCause::ApiRemoval,
            Remover::Program(author.name()),
        ),
        Author::Admin(_) | Author::CommandLine => (
            Event::FactorAdminRemoved,
            GrantCause::Reset,
            Remover::Admin(author.name()),
        ),
    };
    if last {
        let until = now + Span::hours(organisation.enrol_window_hours);
        must_enrol(txn, user, Grant { cause, until }, now).await?;
    }
    let ended = ended::all(txn, author, user, EndCause::FactorChange.code()).await?;
    let occasion = Occasion::TakenAway {
        name: factor.name.to_string(),
        by,
        hours: last.then_some(hours),
    };
    letters::tell(txn, knock, (organisation, user), &occasion, now).await?;
    let removed = author
        .did(event)
        .about(user)
        .factor(factor.id)
        .with("kind", factor.kind.code())
        .with("name", factor.name.as_str())
        .with("fate", fate.code())
        .with("last", last);
    let deed = (user, Deed::Removed(factor));
    let answered = requests::answered_by(txn, author, deed, now).await?;
    Ok((removed, ended.into_iter().chain(answered).collect()))
}

/// Nothing is left to prove with: the next sign-in demands enrolment. Backup codes go as well, since they stand in for a factor.
async fn must_enrol(txn: &mut Txn, user: &User, grant: Grant, now: Timestamp) -> Result<(), Fault> {
    codes::revoke(txn, user.id, now).await?;
    pending::bury_all(txn, user.id, now).await?;
    users::set_grant(txn, user.id, Some(grant), MustEnrol::Yes).await?;
    Ok(())
}
