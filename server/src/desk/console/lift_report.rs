//! `/admin/factors/<id>/lift`: what its owner reported lost was found again, and an admin made sure that it was the owner who says so.

use identity::{
    audit::Event,
    console::OneFactorForm,
    ids::FactorId,
    loss::can_be_restored,
    mail::Occasion,
    notice::Notice,
    operation::Identity,
    place::Place,
    role::Act,
    session::EndCause,
    step_up::StepUp,
    turn::Turn,
    view::{lift_report::LiftReportView, prove::Due},
};

use super::{
    acting::Acting,
    one_factor::{self, Meant, OneFactor},
};
use crate::{
    desk::{Fault, Knock, author::Author, ended, letters, record::record, step_up},
    store::factors,
};

/// As for an access pass: it gives somebody a way in.
const MEANT: Meant = (Act::IssueAccessPass, can_be_restored);

pub async fn page(knock: &Knock, id: FactorId) -> Result<LiftReportView, Fault> {
    let now = knock.now();
    let (mut txn, OneFactor { acting, factor, .. }) = one_factor::look(knock, id, MEANT).await?;
    let Acting { admin, user, .. } = acting;
    let at = &admin.signed_in;
    let due = step_up::due(&mut txn, at, StepUp::LiftReport(id), now).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(LiftReportView {
        me: admin.me(knock),
        user: user.id,
        name: user.name,
        email: user.email,
        factor,
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

pub async fn submit(knock: &Knock, form: &OneFactorForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let (id, typed) = (form.factor, form.justification.typed());
    let (mut txn, OneFactor { acting, factor, .. }) = one_factor::lock(knock, id, MEANT).await?;
    let Acting {
        admin,
        organisation,
        user,
    } = acting;
    let at = &admin.signed_in;
    let why = match form.justification.parse(Identity::MustBeVerified) {
        Ok(why) => why,
        Err(refused) => return Ok(Turn::refused(Place::LiftReport(id), refused).keeping(&typed)),
    };
    step_up::take(&mut txn, at, StepUp::LiftReport(id), now)
        .await
        .map_err(|fault| fault.keeping(&typed))?;
    let author = Author::Admin(&at.user);
    factors::restore(&mut txn, id).await?;
    // A change of factors like any other (ASVS 7.4.3).
    let ended = ended::all(&mut txn, author, &user, EndCause::FactorChange.code()).await?;
    let name = factor.name.to_string();
    let occasion = Occasion::FactorRestored {
        factor: id,
        name: name.clone(),
    };
    letters::tell(&mut txn, knock, (&organisation, &user), &occasion, now).await?;
    let lifted = author
        .did(Event::FactorRestored)
        .about(&user)
        .factor(id)
        .justified(&why)
        .with("kind", factor.kind.code())
        .with("name", name.as_str());
    let events = std::iter::once(lifted).chain(ended);
    record(&mut txn, knock, organisation.id, events, now).await?;
    txn.commit().await?;
    let notice = Notice::ReportLifted {
        factor: name,
        name: user.name,
    };
    Ok(Turn::to(Place::UserMethods(user.id)).saying(notice))
}
