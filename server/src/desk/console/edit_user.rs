//! `/admin/users/<id>/edit`: name, address and language of somebody, by an admin. With the address goes the way to a new password, so
//! it asks for a proof like a role does, and the old address hears of the new one.

use data_encoding::HEXLOWER;
use identity::{
    audit::Event,
    console::EditUserForm,
    email::{EmailAddress, lookup_key},
    ids::UserId,
    language::Language,
    mail::Occasion,
    name::PersonName,
    notice::Notice,
    place::Place,
    refusal::{Field, Refusal, Refused},
    role::Act,
    step_up::StepUp,
    time::Timestamp,
    turn::Turn,
    user::UserStatus,
    view::{edit_user::EditUserView, prove::Due},
};
use sha2::{Digest as _, Sha256};

use super::acting::{self, Acting};
use crate::{
    desk::{
        Fault, Knock,
        author::Author,
        invitation, letters,
        record::{Happened, record},
        step_up,
    },
    store::{
        Error, Txn, addresses,
        mail_links::{self, Purpose},
        users::{self, User},
    },
};

pub async fn page(knock: &Knock, id: UserId) -> Result<EditUserView, Fault> {
    let (mut txn, acting) = acting::look_on(knock, id, Act::Edit).await?;
    let Acting { admin, user, .. } = acting;
    let at = &admin.signed_in;
    let due = step_up::due(&mut txn, at, StepUp::EditUser(id), knock.now()).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(EditUserView {
        me: admin.me(knock),
        id,
        digest: digest(&user),
        name: user.name,
        email: user.email,
        language: user.language,
        status: user.standing.status,
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

/// Names what an admin sees of somebody.
fn digest(user: &User) -> String {
    let shown = format!("{}\n{}\n{}", user.email, user.name, user.language.tag());
    HEXLOWER.encode(&Sha256::digest(shown.as_bytes()))
}

/// What is typed, checked.
struct Edit {
    name: PersonName,
    email: EmailAddress,
    language: Language,
}

impl Edit {
    fn parse(form: &EditUserForm) -> Result<Self, Refused> {
        Ok(Self {
            name: PersonName::parse(&form.name).map_err(|why| why.at(Field::Name))?,
            email: EmailAddress::parse(&form.email).map_err(|why| why.at(Field::Email))?,
            language: form.language,
        })
    }
}

pub async fn submit(knock: &Knock, form: &EditUserForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let (id, typed) = (form.user, form.typed());
    let back = |refused| Ok(Turn::refused(Place::EditUser(id), refused).keeping(&typed));
    let (mut txn, acting) = acting::on(knock, id, Act::Edit).await?;
    let edit = match Edit::parse(form) {
        Ok(edit) => edit,
        Err(refused) => return back(refused),
    };
    let at = &acting.admin.signed_in;
    let taken = step_up::take(&mut txn, at, StepUp::EditUser(id), now).await;
    taken.map_err(|fault| fault.keeping(&typed))?;
    let before = &acting.user;
    // An old page would put an old address back; so would what was typed on it.
    if digest(before) != form.digest {
        return Ok(Turn::refused(
            Place::EditUser(id),
            Refusal::ChangedMeanwhile,
        ));
    }
    if edit.email.as_str() != before.email && !move_to(&mut txn, before, &edit.email).await? {
        return back(Refusal::EmailTaken.at(Field::Email));
    }
    users::set_profile(&mut txn, id, edit.name.as_str(), edit.language).await?;
    let events = tell(&mut txn, knock, &acting, now).await?;
    record(&mut txn, knock, acting.organisation.id, events, now).await?;
    txn.commit().await?;
    let name = edit.name.to_string();
    Ok(Turn::to(Place::User(id)).saying(Notice::UserEdited(name)))
}

/// The new address takes the place of the old one, which is no way in any more. False where it is somebody else's.
async fn move_to(txn: &mut Txn, user: &User, email: &EmailAddress) -> Result<bool, Fault> {
    let (organisation, key) = (user.organisation_id, email.key());
    let owner = addresses::owner(txn, organisation, &key).await?;
    if owner.is_some_and(|owner| owner != user.id) {
        return Ok(false);
    }
    let whose = (organisation, user.id);
    if !users::set_email(txn, whose, (email.as_str(), &key)).await? {
        return Ok(false);
    }
    for other in addresses::others(txn, user.id).await? {
        if other.key == key {
            addresses::delete(txn, other.id).await?;
        }
    }
    // What was mailed to the old address opens nothing any more.
    mail_links::revoke(txn, Some(user.id), Purpose::ResetPassword).await?;
    Ok(true)
}

/// Who is told, and what is written down of it: nothing where nothing changed.
async fn tell(
    txn: &mut Txn,
    knock: &Knock,
    acting: &Acting,
    now: Timestamp,
) -> Result<Vec<Happened>, Fault> {
    let Acting {
        admin,
        organisation,
        user: before,
    } = acting;
    let author = Author::Admin(&admin.signed_in.user);
    let after = users::find(txn, organisation.id, before.id).await?;
    let after = after.ok_or_else(|| Error::inconsistent("users", "id", before.id.0))?;
    let Some(edited) = edited(author, before, &after) else {
        return Ok(Vec::new());
    };
    let mut events = vec![edited];
    if lookup_key(&before.email) != lookup_key(&after.email) {
        if after.standing.status == UserStatus::Invited {
            // The link that went to the old address dies. Whoever reads there may be a stranger, and is told nothing.
            let sent = invitation::again(txn, knock, (organisation, author), after, now).await?;
            events.push(sent.event);
        } else {
            let occasion = Occasion::AddressChangedByAdmin {
                admin: author.name(),
                old: before.email.clone(),
                new: after.email.clone(),
            };
            let whose = (organisation, &after);
            letters::tell(txn, knock, whose, &occasion, now).await?;
            letters::tell_one(txn, knock, whose, (&occasion, &before.email), now).await?;
        }
    }
    Ok(events)
}

/// What is written down of it; none where nothing changed.
pub fn edited(author: Author<'_>, before: &User, after: &User) -> Option<Happened> {
    let changes = changes(before, after);
    if changes.is_empty() {
        return None;
    }
    let edited = author.did(Event::UserEdited).about(after);
    let edited = edited.with("what", "by_admin");
    let with = |event: Happened, (key, value)| event.with(key, value);
    Some(changes.into_iter().fold(edited, with))
}

fn changes(before: &User, after: &User) -> Vec<(&'static str, String)> {
    let mut changes = Vec::new();
    if before.name != after.name {
        changes.push(("name_before", before.name.clone()));
        changes.push(("name", after.name.clone()));
    }
    if before.email != after.email {
        changes.push(("old", before.email.clone()));
        changes.push(("address", after.email.clone()));
    }
    if before.language != after.language {
        changes.push(("language", after.language.tag().to_owned()));
    }
    changes
}
