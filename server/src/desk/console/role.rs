//! Granting a role, changing it, taking it away.

use identity::{
    ids::UserId,
    notice::Notice,
    place::Place,
    refusal::Refusal,
    role::{Act, Role},
    step_up::StepUp,
    turn::Turn,
};

use super::acting::{self, Acting, Others};
use crate::desk::{
    Fault, Knock,
    author::Author,
    record::record,
    role_change::{self, is_last_admin, reach},
    step_up,
};

pub async fn submit(knock: &Knock, id: UserId, typed: &str) -> Result<Turn, Fault> {
    let now = knock.now();
    let new = match typed {
        "" => None,
        code => match code.parse::<Role>() {
            Ok(role) => Some(role),
            Err(_) => return Ok(Turn::refused(Place::User(id), Refusal::Malformed)),
        },
    };
    let (txn, acting) = acting::lock(knock, id, Others::Admins).await?;
    let old = acting.user.role();
    // Nothing granted and nothing taken is still asked of the table, as help desk.
    let act = Act::GrantRole(reach(old, new).unwrap_or(Role::HelpDesk));
    let (mut txn, acting) = acting.permitted(txn, knock, act).await?;
    if old == new {
        return Ok(Turn::to(Place::User(id)).saying(Notice::RoleChanged));
    }
    if new < old && is_last_admin(&mut txn, &acting.user).await? {
        return Err(acting
            .refused(txn, knock, ("last admin", Refusal::LastAdmin))
            .await);
    }
    let Acting {
        admin,
        organisation,
        user,
    } = acting;
    let at = &admin.signed_in;
    step_up::take(&mut txn, at, StepUp::GrantRole(id), now)
        .await
        .map_err(|fault| fault.keeping(&[("role", typed)]))?;
    let author = Author::Admin(&at.user);
    let events =
        role_change::change(&mut txn, knock, (&organisation, author), (&user, new), now).await?;
    record(&mut txn, knock, organisation.id, events, now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::User(id)).saying(Notice::RoleChanged))
}
