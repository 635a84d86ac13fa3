//! `/admin/requests`: users who asked for help, and the answer that ends one without a deed.

use identity::{
    api::device::is_listed,
    console::DeclineForm,
    ids::AdminRequestId,
    mail::Occasion,
    notice::Notice,
    place::Place,
    refusal::{Field, Refusal},
    request::Status,
    role::{Act, Role, may},
    text::paragraph,
    turn::Turn,
    view::requests::{Choice, RequestView, RequestsView},
};

use super::{
    acting::{self, Acting},
    denied::{self, Thing},
};
use crate::{
    desk::{
        Fault, Knock, author::Author, guard::AdminOf, letters, record::record, requests::event,
    },
    store::{
        Txn, codes, factors,
        requests::{self, Decision, Request},
        users,
    },
};

/// More than anybody answers; the audit log holds the rest.
const MOST: u32 = 100;
/// The longest answer, in characters.
const LONGEST: usize = 500;

pub async fn list(knock: &Knock) -> Result<RequestsView, Fault> {
    let (mut txn, admin) = acting::look(knock).await?;
    let organisation = admin.signed_in.organisation.id;
    let open = requests::open(&mut txn, organisation, MOST).await?;
    let decided = requests::decided(&mut txn, organisation, MOST).await?;
    drop(txn);
    admin.signed_in.touch(knock).await?;
    Ok(RequestsView {
        me: admin.signed_in.me(),
        open,
        decided,
    })
}

pub async fn page(knock: &Knock, id: AdminRequestId) -> Result<RequestView, Fault> {
    let (txn, admin) = acting::look(knock).await?;
    let (mut txn, request) = find(txn, knock, &admin, id).await?;
    let at = &admin.signed_in;
    let whom = request.row.whom.id;
    let user = users::find(&mut txn, at.organisation.id, whom).await?;
    let factor = match request.factor {
        Some(factor) => factors::of_user(&mut txn, whom)
            .await?
            .into_iter()
            .find(|one| one.id == factor && is_listed(one)),
        None => None,
    };
    let codes = codes::live(&mut txn, whom).await?;
    drop(txn);
    at.touch(knock).await?;
    let target = user.as_ref().and_then(users::User::role);
    Ok(RequestView {
        me: at.me(),
        choice: choice(&admin, &request, target, factor.as_ref().map(|one| one.id)),
        factor,
        codes_left: codes.map_or(0, |set| set.left),
        last_sign_in_at: user.and_then(|user| user.last_sign_in_at),
        request: request.row,
    })
}

fn choice(
    admin: &AdminOf,
    request: &Request,
    target: Option<Role>,
    factor: Option<identity::ids::FactorId>,
) -> Choice {
    match request.row.status {
        Status::Reset | Status::Removed | Status::Declined => Choice::Decided,
        Status::Open if request.row.whom.id == admin.signed_in.user.id => Choice::OneselfNever,
        Status::Open if !may(admin.role, Act::DecideRequest, target) => Choice::BeyondReach,
        Status::Open => Choice::Open(factor),
    }
}

async fn find(
    mut txn: Txn,
    knock: &Knock,
    admin: &AdminOf,
    id: AdminRequestId,
) -> Result<(Txn, Request), Fault> {
    let organisation = admin.signed_in.organisation.id;
    match requests::find(&mut txn, organisation, id).await? {
        Some(request) => Ok((txn, request)),
        None => Err(denied::not_there(txn, knock, admin, Thing::Request(id)).await),
    }
}

pub async fn decline(knock: &Knock, form: &DeclineForm) -> Result<Turn, Fault> {
    let (now, id, place) = (knock.now(), form.request, Place::Request(form.request));
    let (txn, admin) = acting::look(knock).await?;
    let (txn, request) = find(txn, knock, &admin, id).await?;
    drop(txn);
    let whom = request.row.whom.id;
    let (mut txn, Acting { admin, user }) = acting::on(knock, whom, Act::DecideRequest).await?;
    let at = &admin.signed_in;
    let typed = [("note", form.answer.as_str())];
    let answer = match paragraph(&form.answer, LONGEST) {
        Ok(answer) if answer.is_empty() => Err(Refusal::AnswerMissing),
        answer => answer,
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(why) => return Ok(Turn::refused(place, why.at(Field::Note)).keeping(&typed)),
    };
    let decision = Decision {
        status: Status::Declined,
        by: Some(at.user.id),
        answer: &answer,
    };
    if !requests::decide(&mut txn, id, decision, now).await? {
        return Ok(Turn::refused(place, Refusal::RequestDecided));
    }
    let occasion = Occasion::RequestDeclined {
        admin: at.user.name.clone(),
        answer: answer.clone(),
    };
    letters::tell(&mut txn, knock, (&at.organisation, &user), &occasion, now).await?;
    let event = event(Author::Admin(&at.user), &user, (id, Status::Declined)).because(answer);
    record(&mut txn, knock, at.organisation.id, [event], now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::Requests).saying(Notice::RequestDeclined(user.name)))
}
