//! The tabs of a user's page beside the summary. Each loads what it shows.

use identity::{
    ids::UserId,
    time::Timestamp,
    view::user_tabs::{ActivityOf, UserActivityView, UserHead, UserMethodsView, UserSessionsView},
};

use super::{
    super::{
        acting::{self, Acting},
        audit_page,
    },
    may_on,
};
use crate::{
    desk::{Fault, Knock, account::standing},
    store::{Txn, audit_read::Wanted, codes, factors, session_list},
};

async fn open(knock: &Knock, id: UserId) -> Result<(Txn, Acting), Fault> {
    let (txn, admin) = acting::look(knock).await?;
    acting::find(txn, knock, admin, id).await
}

fn head(knock: &Knock, acting: Acting, now: Timestamp) -> UserHead {
    UserHead {
        may: may_on(&acting, now),
        me: acting.admin.me(knock),
        id: acting.user.id,
        name: acting.user.name,
        email: acting.user.email,
    }
}

pub async fn methods(knock: &Knock, id: UserId) -> Result<UserMethodsView, Fault> {
    let (mut txn, acting) = open(knock, id).await?;
    let mut factors = factors::of_user(&mut txn, id).await?;
    factors.sort_by_key(|factor| factor.kind);
    let codes = codes::live(&mut txn, id).await?;
    drop(txn);
    acting.admin.signed_in.touch(knock).await?;
    Ok(UserMethodsView {
        head: head(knock, acting, knock.now()),
        factors,
        codes: standing(codes.as_ref()),
    })
}

pub async fn sessions(knock: &Knock, id: UserId) -> Result<UserSessionsView, Fault> {
    let now = knock.now();
    let (mut txn, acting) = open(knock, id).await?;
    let sessions = session_list::of_user(&mut txn, acting.organisation.id, id, now).await?;
    drop(txn);
    acting.admin.signed_in.touch(knock).await?;
    Ok(UserSessionsView {
        head: head(knock, acting, now),
        sessions,
    })
}

pub async fn activity(knock: &Knock, (id, before): ActivityOf) -> Result<UserActivityView, Fault> {
    let (mut txn, acting) = open(knock, id).await?;
    let wanted = Wanted {
        user: Some(id),
        before,
        ..Wanted::all(acting.organisation.id)
    };
    let (rows, next) = audit_page::of_one(&mut txn, wanted).await?;
    drop(txn);
    acting.admin.signed_in.touch(knock).await?;
    Ok(UserActivityView {
        head: head(knock, acting, knock.now()),
        before,
        rows,
        next,
    })
}
