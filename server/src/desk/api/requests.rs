//! What users asked their admins for, as programs read and answer it. A reset or a removal answers a request by itself.

use identity::{
    api::Call,
    ids::AdminRequestId,
    request::{Answer, Status},
    role::Act,
};

use super::{Caller, Refused, Stop, admit, owner};
use crate::{
    desk::{Knock, author::Author, record::record, requests as answered},
    store::{
        Txn,
        requests::{self, Request, Wanted},
        users,
    },
};

const CALL: Call = Call::DecideRequest;

/// Which, and from after which on.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    pub after: AdminRequestId,
    pub most: u32,
    pub status: Option<Status>,
}

/// Some requests, and after which one to go on.
#[derive(Clone, Debug)]
pub struct Piece {
    pub requests: Vec<Request>,
    pub cursor: AdminRequestId,
}

pub async fn after(knock: &Knock, caller: &Caller, wish: Wish) -> Result<Piece, Stop> {
    let mut txn = knock.desk.db.read().await?;
    let wanted = Wanted {
        organisation: caller.organisation.id,
        status: wish.status,
        after: wish.after,
        most: wish.most,
    };
    let requests = requests::after(&mut txn, wanted).await?;
    let cursor = requests.last().map_or(wish.after, |last| last.row.id);
    Ok(Piece { requests, cursor })
}

pub async fn one(
    knock: &Knock,
    caller: &Caller,
    id: Option<AdminRequestId>,
) -> Result<Request, Stop> {
    let mut txn = knock.desk.db.read().await?;
    find(&mut txn, caller, id).await
}

/// Another organisation's is not there.
async fn find(txn: &mut Txn, caller: &Caller, id: Option<AdminRequestId>) -> Result<Request, Stop> {
    let found = requests::find(txn, id.unwrap_or(AdminRequestId(0))).await?;
    let found = found.filter(|request| request.organisation == caller.organisation.id);
    Ok(found.ok_or(Refused::NoSuchRequest)?)
}

pub async fn decline(
    knock: &Knock,
    caller: &Caller,
    id: Option<AdminRequestId>,
    answer: &Answer,
) -> Result<Request, Stop> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let caller = caller.again(&mut txn, CALL, now).await?;
    let organisation = &*caller.organisation;
    let request = find(&mut txn, &caller, id).await?;
    let (id, whom) = (request.row.id, request.row.whom.id);
    let user = users::find_locked(&mut txn, organisation.id, whom).await?;
    let user = user.ok_or(Refused::NoSuchRequest)?;
    if !owner::reached(&mut txn, &caller, Act::DecideRequest, &user).await? {
        drop(txn);
        return Err(admit::denied(knock, &caller, (CALL, Some(&user))).await);
    }
    let who = (Author::Program(&caller), organisation, &user);
    let declined = answered::decline(&mut txn, knock, who, (id, answer), now).await?;
    let declined = declined.ok_or(Refused::Conflict("This request is answered"))?;
    record(&mut txn, knock, organisation.id, [declined], now).await?;
    let request = find(&mut txn, &caller, Some(id)).await?;
    txn.commit().await?;
    Ok(request)
}
