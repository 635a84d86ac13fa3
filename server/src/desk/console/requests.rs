//! `/admin/requests`: users who asked for help, and the answer that ends one without a deed.

use identity::{
    api::device::is_listed,
    console::DeclineForm,
    ids::AdminRequestId,
    notice::Notice,
    place::Place,
    refusal::{Field, Refusal},
    request::{Answer, Status},
    role::{Act, EqualRank, Role, reaches},
    turn::Turn,
    view::requests::{Choice, RequestRow, RequestView, RequestsView},
};

use super::{
    acting::{self, Acting},
    denied::{self, Thing},
};
use crate::{
    desk::{Fault, Knock, author::Author, guard::AdminOf, record::record, requests as answered},
    store::{
        Txn, codes, factors,
        requests::{self, Request},
        users,
    },
};

/// More than anybody answers; the audit log holds the rest.
const MOST: u32 = 100;

pub async fn list(knock: &Knock) -> Result<RequestsView, Fault> {
    let (mut txn, admin) = acting::look(knock).await?;
    let (mut open, mut decided) = (Vec::new(), Vec::new());
    for organisation in admin.reach.chosen() {
        let label = |mut request: RequestRow| {
            request.whom.customer = admin.reach.label(organisation);
            request
        };
        let waiting = requests::open(&mut txn, organisation.id, MOST).await?;
        open.extend(waiting.into_iter().map(label));
        let answered = requests::decided(&mut txn, organisation.id, MOST).await?;
        decided.extend(answered.into_iter().map(label));
    }
    drop(txn);
    admin.signed_in.touch(knock).await?;
    // The oldest that is open comes first, and the newest that was decided.
    open.sort_by_key(|request| (request.asked_at, request.id));
    decided.sort_by_key(|request| std::cmp::Reverse((request.decided_at, request.id)));
    open.truncate(MOST as usize);
    decided.truncate(MOST as usize);
    Ok(RequestsView {
        me: admin.me(knock),
        open,
        decided,
    })
}

pub async fn page(knock: &Knock, id: AdminRequestId) -> Result<RequestView, Fault> {
    let (txn, admin) = acting::look(knock).await?;
    let (mut txn, request) = find(txn, knock, &admin, id).await?;
    let at = &admin.signed_in;
    let whom = request.row.whom.id;
    let user = users::find(&mut txn, request.organisation, whom).await?;
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
    let home = admin.reach.find(request.organisation);
    let equal = home.map_or(EqualRank::On, |home| home.equal_rank);
    Ok(RequestView {
        me: admin.me(knock),
        choice: choice(
            (&admin, equal),
            &request,
            target,
            factor.as_ref().map(|one| one.id),
        ),
        factor,
        codes_left: codes.map_or(0, |set| set.left),
        last_sign_in_at: user.and_then(|user| user.last_sign_in_at),
        request: request.row,
    })
}

fn choice(
    (admin, equal): (&AdminOf, EqualRank),
    request: &Request,
    target: Option<Role>,
    factor: Option<identity::ids::FactorId>,
) -> Choice {
    match request.row.status {
        Status::Reset | Status::Removed | Status::Declined => Choice::Decided,
        Status::Open if request.row.whom.id == admin.signed_in.user.id => Choice::OneselfNever,
        Status::Open if !reaches(equal, admin.role, Act::DecideRequest, target) => {
            Choice::BeyondReach
        }
        Status::Open => Choice::Open(factor),
    }
}

async fn find(
    mut txn: Txn,
    knock: &Knock,
    admin: &AdminOf,
    id: AdminRequestId,
) -> Result<(Txn, Request), Fault> {
    match requests::find(&mut txn, id).await? {
        Some(request) if admin.reach.find(request.organisation).is_some() => Ok((txn, request)),
        Some(_) | None => Err(denied::not_there(txn, knock, admin, Thing::Request(id)).await),
    }
}

pub async fn decline(knock: &Knock, form: &DeclineForm) -> Result<Turn, Fault> {
    let (now, id, place) = (knock.now(), form.request, Place::Request(form.request));
    let (txn, admin) = acting::look(knock).await?;
    let (txn, request) = find(txn, knock, &admin, id).await?;
    drop(txn);
    let whom = request.row.whom.id;
    let (
        mut txn,
        Acting {
            admin,
            organisation,
            user,
        },
    ) = acting::on(knock, whom, Act::DecideRequest).await?;
    let at = &admin.signed_in;
    let typed = [("note", form.answer.as_str())];
    let answer = match Answer::parse(&form.answer) {
        Ok(answer) => answer,
        Err(why) => return Ok(Turn::refused(place, why.at(Field::Note)).keeping(&typed)),
    };
    let who = (Author::Admin(&at.user), &organisation, &user);
    let declined = answered::decline(&mut txn, knock, who, (id, &answer), now).await?;
    let Some(event) = declined else {
        return Ok(Turn::refused(place, Refusal::RequestDecided));
    };
    record(&mut txn, knock, organisation.id, [event], now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::Requests).saying(Notice::RequestDeclined(user.name)))
}
