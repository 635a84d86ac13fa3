//! The groups of a user, and with them the policy that applies.

use identity::{
    ids::UserId, name::GroupName, notice::Notice, place::Place, refusal::Field, role::Act,
    turn::Turn,
};

use super::acting::{self, Acting};
use crate::desk::{Fault, Knock, author::Author, record::record, regroup::regroup};

pub async fn submit(knock: &Knock, id: UserId, typed: &str) -> Result<Turn, Fault> {
    let now = knock.now();
    let (
        mut txn,
        Acting {
            admin,
            organisation,
            user,
        },
    ) = acting::on(knock, id, Act::Edit).await?;
    let new = match GroupName::parse_list(typed) {
        Ok(new) => new,
        Err(why) => {
            return Ok(
                Turn::refused(Place::User(id), why.at(Field::Groups)).keeping(&[("groups", typed)])
            );
        }
    };
    let at = &admin.signed_in;
    let by = (&organisation, Author::Admin(&at.user));
    if let Some(event) = regroup(&mut txn, by, &user, &new, now).await? {
        record(&mut txn, knock, organisation.id, [event], now).await?;
        txn.commit().await?;
    }
    Ok(Turn::to(Place::User(id)).saying(Notice::GroupsSaved))
}
