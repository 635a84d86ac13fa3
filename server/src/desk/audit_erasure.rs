//! Taking whoever was deleted out of the log: a pseudonym stays, their number.

use identity::ids::UserId;

use super::{Desk, Fault, bulk_work::More};
use crate::store::{Txn, audit_erase, audit_link};

/// Events that are changed in one transaction.
const AT_ONCE: u32 = 500;

/// Takes some of it out; whether there is more. Two nodes that do the same do it once.
///
/// # Errors
///
/// Whatever is wrong with the database: what was taken out until then stays so.
pub async fn advance(desk: &Desk) -> Result<More, Fault> {
    let mut txn = desk.db.begin().await?;
    let Some(user) = audit_erase::next(&mut txn).await? else {
        return Ok(More::No);
    };
    if take_out(&mut txn, desk, user).await? < AT_ONCE as usize {
        audit_erase::done(&mut txn, user).await?;
    }
    txn.commit().await?;
    Ok(More::Yes)
}

/// How many texts were taken out: fewer than [`AT_ONCE`] when nothing is left.
async fn take_out(txn: &mut Txn, desk: &Desk, user: UserId) -> Result<usize, Fault> {
    let key = desk.keys.audit_mac();
    let mut acted = audit_erase::acted(txn, user, AT_ONCE).await?;
    acted.extend(audit_erase::unknown_acted(txn, user, AT_ONCE).await?);
    for event in &acted {
        let texts = event.texts.each_ref().map(String::as_str);
        let seal = audit_link::actor(key, event.place, texts);
        audit_erase::take_out_actor(txn, event.place, seal).await?;
    }
    let concerned = audit_erase::concerned(txn, user, AT_ONCE).await?;
    for event in &concerned {
        let texts = event.texts.each_ref().map(String::as_str);
        let seal = audit_link::subject(key, event.place, texts);
        audit_erase::take_out_subject(txn, event.place, seal).await?;
    }
    Ok(acted.len() + concerned.len())
}
