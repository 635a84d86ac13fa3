//! *Ask an admin*: from the account, or from the help page of a sign-in that cannot go on.

use identity::{
    audit::Event,
    ids::FactorId,
    mail::Occasion,
    notice::Notice,
    place::Place,
    refusal::{Field, Refusal},
    turn::Turn,
};

use super::{
    Fault, Knock,
    guard::{self, Hold},
    letters,
    record::{Happened, record},
};
use crate::store::{Txn, factors, organisations::Organisation, requests, users, users::User};

/// The longest note, in characters.
const MOST: usize = 500;

pub async fn submit(knock: &Knock, note: &str, factor: Option<FactorId>) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let (organisation, user, back) = who(&mut txn, knock, factor).await?;
    let note = note.trim();
    if note.chars().count() > MOST {
        return Ok(
            Turn::refused(back, Refusal::NoteTooLong.at(Field::Note)).keeping(&[("note", note)])
        );
    }
    if let Some(id) = factor
        && factors::find(&mut txn, user.id, id).await?.is_none()
    {
        return Ok(Turn::refused(back, Refusal::NotFound));
    }
    // One open request a user: asking twice does not flood the admins.
    if requests::open_since(&mut txn, user.id).await?.is_none() {
        requests::insert(&mut txn, (organisation.id, user.id), note, factor, now).await?;
        for admin in users::admins(&mut txn, organisation.id).await? {
            let occasion = Occasion::AdminAsked {
                name: user.name.clone(),
                email: user.email.clone(),
                note: note.to_owned(),
                link: format!("{}/admin/users/{}", knock.desk.config.public_url, user.id),
            };
            letters::tell(&mut txn, knock, (&organisation, &admin), &occasion, now).await?;
        }
        let event = Happened::by(Event::RemovalRequested, &user).because(note);
        let event = factor.into_iter().fold(event, Happened::factor);
        record(&mut txn, knock, organisation.id, [event], now).await?;
    }
    txn.commit().await?;
    Ok(Turn::to(back).saying(Notice::AdminsAsked))
}

/// Who asks, and where they asked from: somebody with a session, or with a password proved.
async fn who(
    txn: &mut Txn,
    knock: &Knock,
    factor: Option<FactorId>,
) -> Result<(Organisation, User, Place), Fault> {
    if knock.visitor.sign_in.is_some()
        && let Ok(at) = guard::in_sign_in(txn, knock, Hold::Lock).await
    {
        return Ok((at.organisation, at.user, Place::Help));
    }
    let at = guard::owing_or_not(txn, knock, Hold::Lock).await?;
    let back = factor.map_or(Place::Admins, Place::RemoveFactor);
    Ok((at.organisation, at.user, back))
}
