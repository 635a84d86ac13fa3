//! *Ask an admin*: from the account, or from the help page of a sign-in that cannot go on.

use identity::{
    audit::Event,
    ids::FactorId,
    notice::Notice,
    place::Place,
    refusal::{Field, Refusal},
    request::{ASKING_WINDOW, MOST_ASKED},
    text::paragraph,
    turn::Turn,
};

use super::{
    Fault, Knock,
    guard::{self, Hold},
    record::{Happened, record},
    requests::{Round, tell},
    throttle,
};
use crate::store::{Txn, factors, organisations::Organisation, requests, users::User};

/// The longest note, in characters.
const MOST: usize = 500;

pub async fn submit(knock: &Knock, note: &str, factor: Option<FactorId>) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let (organisation, user, back) = who(&mut txn, knock, factor).await?;
    let note = match paragraph(note, MOST) {
        Ok(note) => note,
        Err(why) => return Ok(Turn::refused(back, why.at(Field::Note)).keeping(&[("note", note)])),
    };
    let note = note.as_str();
    if let Some(id) = factor
        && factors::find(&mut txn, user.id, id).await?.is_none()
    {
        return Ok(Turn::refused(back, Refusal::NotFound));
    }
    // One open request a user: asking twice does not flood the admins, and declined ones may not either.
    if requests::open_of(&mut txn, user.id).await?.is_none() {
        let name = format!("ask|{}", user.id);
        let pace = (name.as_str(), ASKING_WINDOW, MOST_ASKED);
        if !throttle::may_ask(&mut txn, &knock.desk, pace, now).await? {
            txn.commit().await?;
            return Ok(Turn::refused(back, Refusal::AskedTooOften.at(Field::Note))
                .keeping(&[("note", note)]));
        }
        let id = requests::insert(&mut txn, (organisation.id, user.id), note, factor, now).await?;
        let asked = ((id, note), Round::First);
        tell(&mut txn, knock, (&organisation, &user), asked, now).await?;
        let event = Happened::by(Event::RemovalRequested, &user).with("note", note);
        let event = factor.into_iter().fold(event, Happened::factor);
        let event = event.with("request", id.0);
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
