//! One operation on one account: signed out everywhere, a new password, time to enrol. Each for itself, and never more than it says.

use identity::{
    audit::Event,
    console::OperationForm,
    enrolment::Grant,
    ids::UserId,
    justification::Why,
    notice::Notice,
    operation::Operation,
    place::Place,
    refusal::Refusal,
    session::EndCause,
    step_up::StepUp,
    time::{Span, Timestamp},
    turn::Turn,
    view::{operation::OperationView, prove::Due},
};

use super::acting::{self, Acting};
use crate::{
    desk::{
        Fault, Knock,
        author::Author,
        ended, password_link,
        record::{Happened, record},
        step_up,
    },
    store::{
        Txn, sessions,
        users::{self, User},
        users_write,
    },
};

pub async fn page(knock: &Knock, what: Operation, id: UserId) -> Result<OperationView, Fault> {
    let now = knock.now();
    let (
        mut txn,
        Acting {
            admin,
            organisation,
            user,
        },
    ) = acting::look_on(knock, id, what.act()).await?;
    let at = &admin.signed_in;
    if !what.makes_sense(&user.standing, user.grant, now) {
        return Err(Turn::refused(Place::User(id), Refusal::NotAllowed).into());
    }
    let sessions = sessions::count(&mut txn, id, now).await?;
    let due = step_up::due(&mut txn, at, StepUp::Operate(what, id), now).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(OperationView {
        me: admin.me(knock),
        operation: what,
        id,
        name: user.name,
        email: user.email,
        sessions: u32::try_from(sessions).unwrap_or(u32::MAX),
        window_hours: u32::try_from(organisation.enrol_window_hours).unwrap_or_default(),
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

pub async fn submit(knock: &Knock, form: &OperationForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let typed = form.justification.typed();
    let (what, id) = (form.operation, form.user);
    let back = Place::Operate(what, id);
    let (mut txn, acting) = acting::on(knock, id, what.act()).await?;
    if !what.makes_sense(&acting.user.standing, acting.user.grant, now) {
        return Ok(Turn::refused(Place::User(id), Refusal::NotAllowed));
    }
    let why = match form.justification.parse(what.identity()) {
        Ok(why) => why,
        Err(refused) => return Ok(Turn::refused(back, refused).keeping(&typed)),
    };
    let at = &acting.admin.signed_in;
    step_up::take(&mut txn, at, StepUp::Operate(what, id), now)
        .await
        .map_err(|fault| fault.keeping(&typed))?;
    let events = carry_out(&mut txn, knock, &acting, (what, &why), now).await?;
    record(&mut txn, knock, acting.organisation.id, events, now).await?;
    txn.commit().await?;
    Ok(Turn::to(tab(what, id)).saying(Notice::Operated(what, acting.user.name)))
}

/// Where it can be seen that it was done.
const fn tab(what: Operation, id: UserId) -> Place {
    match what {
        Operation::RevokeSessions => Place::UserSessions(id),
        Operation::SendPasswordReset
        | Operation::RequireNewPassword
        | Operation::ReopenEnrolment => Place::User(id),
    }
}

async fn carry_out(
    txn: &mut Txn,
    knock: &Knock,
    Acting {
        admin,
        organisation,
        user,
    }: &Acting,
    (what, why): (Operation, &Why),
    now: Timestamp,
) -> Result<Vec<Happened>, Fault> {
    let at = &admin.signed_in;
    let author = Author::Admin(&at.user);
    let justified = |event: Happened| event.justified(why);
    let begun = |event| justified(author.did(event).about(user));
    match what {
        Operation::RevokeSessions => {
            let cause = EndCause::Revoked.code();
            let ended = ended::all(txn, author, user, cause).await?;
            // Asked for and justified: written down, whether or not one was open.
            let none = || {
                let event = author.did(Event::SessionRevoked).about(user);
                event.with("cause", cause).with("sessions", 0)
            };
            Ok(vec![justified(ended.unwrap_or_else(none))])
        }
        Operation::SendPasswordReset => {
            let reader = (organisation, Some(user));
            password_link::send(txn, knock, reader, &user.email, now).await?;
            Ok(vec![
                begun(Event::PasswordResetRequested).with("how", "mailed"),
            ])
        }
        Operation::RequireNewPassword => {
            users_write::expire_password(txn, user.id).await?;
            Ok(vec![
                begun(Event::PasswordResetRequested).with("how", "at_next_sign_in"),
            ])
        }
        Operation::ReopenEnrolment => {
            let until = reopen(txn, user, organisation.enrol_window_hours, now).await?;
            Ok(vec![
                begun(Event::EnrolmentReopened).with("enrol_until", until.0),
            ])
        }
    }
}

/// For the same cause as before.
async fn reopen(
    txn: &mut Txn,
    user: &User,
    hours: i64,
    now: Timestamp,
) -> Result<Timestamp, Fault> {
    let until = now + Span::hours(hours);
    let grant = user.grant.map(|grant| Grant {
        cause: grant.cause,
        until,
    });
    // Whoever never set anything up owes it by the policy, or not at all.
    users::set_grant(txn, user.id, grant, user.standing.must_enrol).await?;
    Ok(until)
}
