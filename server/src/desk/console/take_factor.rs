//! `/admin/factors/<id>/remove`: one factor of a user goes by an admin's hand, and nothing else.

use identity::{
    api::device::{is_listed, was_last},
    console::OneFactorForm,
    ids::FactorId,
    notice::Notice,
    operation::Identity,
    place::Place,
    reset::fate,
    role::Act,
    step_up::StepUp,
    turn::Turn,
    view::{
        prove::Due,
        take_factor::{LastOne, TakeFactorView},
    },
};

use super::{
    acting::Acting,
    one_factor::{self, Meant, OneFactor},
};
use crate::{
    desk::{
        Fault, Knock,
        author::Author,
        record::record,
        step_up,
        take_away::{Order, take_away},
    },
    store::codes,
};

const MEANT: Meant = (Act::ResetFactors, is_listed);

pub async fn page(knock: &Knock, id: FactorId) -> Result<TakeFactorView, Fault> {
    let now = knock.now();
    let (
        mut txn,
        OneFactor {
            acting,
            factor,
            all,
        },
    ) = one_factor::look(knock, id, MEANT).await?;
    let Acting {
        admin,
        organisation,
        user,
    } = acting;
    let at = &admin.signed_in;
    let last = if was_last(&factor, &all) {
        let codes = codes::live(&mut txn, user.id).await?;
        Some(LastOne {
            codes_left: codes.map_or(0, |set| set.left),
            window_hours: u32::try_from(organisation.enrol_window_hours).unwrap_or_default(),
        })
    } else {
        None
    };
    let due = step_up::due(&mut txn, at, StepUp::TakeFactor(id), now).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(TakeFactorView {
        me: admin.me(knock),
        user: user.id,
        name: user.name,
        email: user.email,
        fate: fate(factor.kind),
        factor,
        last,
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

pub async fn submit(knock: &Knock, form: &OneFactorForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let (id, typed) = (form.factor, form.justification.typed());
    let (
        mut txn,
        OneFactor {
            acting,
            factor,
            all,
        },
    ) = one_factor::lock(knock, id, MEANT).await?;
    let Acting {
        admin,
        organisation,
        user,
    } = acting;
    let at = &admin.signed_in;
    let why = match form.justification.parse(Identity::MustBeVerified) {
        Ok(why) => why,
        Err(refused) => return Ok(Turn::refused(Place::TakeFactor(id), refused).keeping(&typed)),
    };
    step_up::take(&mut txn, at, StepUp::TakeFactor(id), now)
        .await
        .map_err(|fault| fault.keeping(&typed))?;
    let order = Order {
        organisation: &organisation,
        user: &user,
        factor: &factor,
        all: &all,
        author: Author::Admin(&at.user),
    };
    let (removed, ended) = take_away(&mut txn, knock, &order, now).await?;
    let events = std::iter::once(removed.justified(&why)).chain(ended);
    record(&mut txn, knock, organisation.id, events, now).await?;
    txn.commit().await?;
    let notice = Notice::FactorTaken {
        factor: factor.name.to_string(),
        name: user.name,
    };
    Ok(Turn::to(Place::UserMethods(user.id)).saying(notice))
}
