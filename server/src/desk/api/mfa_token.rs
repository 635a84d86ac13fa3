//! A program asks for an access pass: what OneLogin calls a temporary token.

use identity::{
    access_pass::PassLife,
    api::{Call, Removal},
    ids::UserId,
    justification::Why,
    place::FreshPass,
    reset::ReasonKind,
};

use super::{Caller, Refused, Stop, admit, owner};
use crate::desk::{
    Knock,
    access_pass::give::{self, Order},
    author::Author,
    record::record,
};

const CALL: Call = Call::IssueAccessPass;
/// What the audit log says of a reason: a program gives none.
const WHY: &str = "mfa_token";

/// It stands in for a factor, and a bearer cannot step up: so the switch for removals holds here as well.
pub async fn issue(
    knock: &Knock,
    caller: &Caller,
    user: Option<UserId>,
    life: PassLife,
) -> Result<FreshPass, Stop> {
    // Looked at before the work of the hash; decided again under the lock.
    if caller.removal == Removal::Off {
        return Err(admit::denied(knock, caller, (CALL, None)).await);
    }
    let drawn = give::draw(knock).await?;
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let caller = caller.again(&mut txn, CALL, now).await?;
    if caller.removal == Removal::Off {
        drop(txn);
        return Err(admit::denied(knock, &caller, (CALL, None)).await);
    }
    let user = match owner::locked(&mut txn, &caller, user).await? {
        owner::Owner::Theirs(user) => user,
        owner::Owner::OutOfReach(user) => {
            drop(txn);
            return Err(owner::out_of_reach(knock, &caller, (CALL, &user)).await);
        }
    };
    if !user.is_active() {
        return Err(Refused::NotAvailable.into());
    }
    let organisation = &*caller.organisation;
    let order = Order {
        organisation,
        user: &user,
        author: Author::Program(&caller),
        life,
        why: Why {
            kind: ReasonKind::Other,
            text: WHY.to_owned(),
            verification: None,
        },
    };
    let (fresh, issued) = give::give(&mut txn, knock, order, drawn, now).await?;
    record(&mut txn, knock, organisation.id, [issued], now).await?;
    txn.commit().await?;
    Ok(fresh)
}
