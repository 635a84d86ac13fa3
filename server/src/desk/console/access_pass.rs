//! An admin gives somebody an access pass: with a reason, after making sure who it is, and always with a fresh proof.

use identity::{
    access_pass::PassLife,
    console::AccessPassForm,
    ids::UserId,
    justification::Why,
    notice::Notice,
    operation::Identity,
    place::Place,
    refusal::{Field, Refusal, Refused},
    role::Act,
    step_up::StepUp,
    turn::Turn,
    view::{access_pass::AccessPassView, prove::Due},
};

use super::acting::{self, Acting};
use crate::{
    desk::{
        Fault, Knock,
        access_pass::give::{self, Order},
        author::Author,
        record::record,
        step_up,
    },
    store::{access_passes, codes},
};

const ACT: Act = Act::IssueAccessPass;

pub async fn page(knock: &Knock, id: UserId) -> Result<AccessPassView, Fault> {
    let now = knock.now();
    let (mut txn, acting) = acting::look_on(knock, id, ACT).await?;
    sensible(&acting)?;
    let Acting { admin, user, .. } = acting;
    let at = &admin.signed_in;
    let live_until = access_passes::live_until(&mut txn, id, now).await?;
    let codes_left = codes::live(&mut txn, id).await?.map_or(0, |set| set.left);
    let due = step_up::due(&mut txn, at, StepUp::IssueAccessPass(id), now).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(AccessPassView {
        me: admin.me(knock),
        id,
        name: user.name,
        email: user.email,
        live_until,
        codes_left,
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

/// Whoever was only invited has a link, and whoever is disabled cannot sign in.
fn sensible(acting: &Acting) -> Result<(), Fault> {
    if acting.user.is_active() {
        return Ok(());
    }
    Err(Turn::refused(Place::User(acting.user.id), Refusal::NotAllowed).into())
}

pub async fn submit(knock: &Knock, form: &AccessPassForm) -> Result<Turn, Fault> {
    let minutes = [("minutes", form.minutes.as_str())];
    let typed = form.justification.typed();
    confirmed(knock, form)
        .await
        .map(|turn| turn.keeping(&minutes).keeping(&typed))
        .map_err(|fault| fault.keeping(&minutes).keeping(&typed))
}

async fn confirmed(knock: &Knock, form: &AccessPassForm) -> Result<Turn, Fault> {
    let (id, back) = (form.user, Place::AccessPass(form.user));
    // Permitted before the work of the hash; decided again under the lock.
    let (txn, acting) = acting::look_on(knock, id, ACT).await?;
    drop(txn);
    sensible(&acting)?;
    let (why, life) = match parse(form) {
        Ok(parsed) => parsed,
        Err(refused) => return Ok(Turn::refused(back, refused)),
    };
    let drawn = give::draw(knock).await?;

    let now = knock.now();
    let (mut txn, acting) = acting::on(knock, id, ACT).await?;
    sensible(&acting)?;
    let Acting {
        admin,
        organisation,
        user,
    } = acting;
    let at = &admin.signed_in;
    step_up::take(&mut txn, at, StepUp::IssueAccessPass(id), now).await?;
    let order = Order {
        organisation: &organisation,
        user: &user,
        author: Author::Admin(&at.user),
        life,
        why,
    };
    let (fresh, issued) = give::give(&mut txn, knock, order, drawn, now).await?;
    record(&mut txn, knock, organisation.id, [issued], now).await?;
    txn.commit().await?;
    Ok(Turn::to(back)
        .saying(Notice::PassIssued(user.name))
        .handing_over(fresh))
}

/// In the order of the page.
fn parse(form: &AccessPassForm) -> Result<(Why, PassLife), Refused> {
    let why = form.justification.parse(Identity::MustBeVerified)?;
    let life = PassLife::parse(&form.minutes).map_err(|why| why.at(Field::Minutes))?;
    Ok((why, life))
}
