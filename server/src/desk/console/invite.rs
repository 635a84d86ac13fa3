//! Inviting somebody, and inviting them again.

use identity::{
    console::InviteForm,
    ids::UserId,
    notice::Notice,
    place::{Place, ReturnPath},
    refusal::{Field, Refusal},
    role::Act,
    turn::Turn,
    user::UserStatus,
};

use super::acting::{self, Acting, Within};
use crate::desk::{
    Fault, Knock,
    author::Author,
    invitation::{self, Newcomer},
    record::record,
};

/// The page of the form, which is no place that anything else leads to.
fn page() -> Place {
    ReturnPath::parse(app::paths::INVITE).map_or(Place::Users, Place::Return)
}

pub async fn submit(knock: &Knock, form: &InviteForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let typed = [
        ("name", form.name.as_str()),
        ("email", form.email.as_str()),
        ("groups", form.groups.as_str()),
    ];
    let (
        mut txn,
        Within {
            admin,
            organisation,
        },
    ) = acting::act(knock, Act::Invite).await?;
    let newcomer = match Newcomer::parse(form, knock.visitor.language) {
        Ok(newcomer) => newcomer,
        Err(refused) => return Ok(Turn::refused(page(), refused).keeping(&typed)),
    };
    let at = &admin.signed_in;
    let author = Author::Admin(&at.user);
    let sent = invitation::invite(&mut txn, knock, (&organisation, author), &newcomer, now).await?;
    let Some(sent) = sent else {
        return Ok(Turn::refused(page(), Refusal::EmailTaken.at(Field::Email)).keeping(&typed));
    };
    record(&mut txn, knock, organisation.id, [sent.event], now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::User(sent.user.id)).saying(Notice::Invited(sent.user.email)))
}

pub async fn again(knock: &Knock, id: UserId) -> Result<Turn, Fault> {
    let now = knock.now();
    let (mut txn, acting) = acting::on(knock, id, Act::Invite).await?;
    let Acting {
        admin,
        organisation,
        user,
    } = acting;
    if user.standing.status != UserStatus::Invited {
        return Ok(Turn::refused(Place::User(id), Refusal::NotAllowed));
    }
    let at = &admin.signed_in;
    let sent = invitation::again(
        &mut txn,
        knock,
        (&organisation, Author::Admin(&at.user)),
        user,
        now,
    )
    .await?;
    record(&mut txn, knock, organisation.id, [sent.event], now).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::User(id)).saying(Notice::Invited(sent.user.email)))
}
