//! A program looks after users: invites, renames, regroups, switches off and on. The same acts as in the console.

use identity::{
    api::Call,
    audit::Event,
    ids::UserId,
    language::Language,
    name::{GroupName, PersonName},
    role::{Act, may},
};

use super::{Caller, Refused, Stop, admit};
use crate::{
    desk::{
        Knock,
        author::Author,
        invitation::{self, Newcomer},
        record::record,
        regroup::regroup,
        role_change::is_last_admin,
        switched,
    },
    store::{
        Txn,
        users::{self, User},
        users_write,
    },
};

const CALL: Call = Call::WriteUsers;

/// A user with the groups that they carry.
#[derive(Clone, Debug)]
pub struct Person {
    pub user: User,
    pub groups: Vec<String>,
}

async fn person(txn: &mut Txn, caller: &Caller, id: UserId) -> Result<Person, Stop> {
    let user = users::find(txn, caller.organisation.id, id).await?;
    let user = user.ok_or(Refused::NoSuchUser)?;
    let groups = users::groups(txn, id).await?;
    Ok(Person { user, groups })
}

pub async fn one(knock: &Knock, caller: &Caller, id: Option<UserId>) -> Result<Person, Stop> {
    let mut txn = knock.desk.db.read().await?;
    person(&mut txn, caller, id.unwrap_or(UserId(0))).await
}

pub async fn invite(knock: &Knock, caller: &Caller, newcomer: &Newcomer) -> Result<Person, Stop> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let caller = caller.again(&mut txn, CALL, now).await?;
    if !may(caller.role, Act::Invite, None) {
        drop(txn);
        return Err(admit::denied(knock, &caller, (CALL, None)).await);
    }
    let organisation = &*caller.organisation;
    let by = (organisation, Author::Program(&caller));
    let sent = invitation::invite(&mut txn, knock, by, newcomer, now).await?;
    let sent = sent.ok_or(Refused::Conflict("Somebody here has this address"))?;
    let made = person(&mut txn, &caller, sent.user.id).await?;
    record(&mut txn, knock, organisation.id, [sent.event], now).await?;
    txn.commit().await?;
    Ok(made)
}

/// What is to change; what is none stays.
#[derive(Clone, Debug)]
pub enum Change {
    Profile(Option<PersonName>, Option<Language>),
    Groups(Vec<GroupName>),
    Off,
    On,
}

impl Change {
    const fn act(&self) -> Act {
        match self {
            Self::Profile(..) | Self::Groups(_) => Act::Edit,
            Self::Off | Self::On => Act::Disable,
        }
    }
}

pub async fn change(
    knock: &Knock,
    caller: &Caller,
    id: Option<UserId>,
    change: &Change,
) -> Result<Person, Stop> {
    let now = knock.now();
    let id = id.unwrap_or(UserId(0));
    let mut txn = knock.desk.db.begin().await?;
    let caller = caller.again(&mut txn, CALL, now).await?;
    let organisation = &*caller.organisation;
    if matches!(change, Change::Off) {
        // Whoever may turn out to be the last admin stands still.
        users_write::lock_with_admins(&mut txn, organisation.id, (caller.creator, id)).await?;
    }
    let user = users::find_locked(&mut txn, organisation.id, id).await?;
    let user = user.ok_or(Refused::NoSuchUser)?;
    // Nobody acts on themselves.
    if user.id == caller.creator || !may(caller.role, change.act(), user.role()) {
        drop(txn);
        return Err(admit::denied(knock, &caller, (CALL, Some(&user))).await);
    }
    let author = Author::Program(&caller);
    let events = match change {
        Change::Profile(name, language) => {
            let name = name.as_ref().map_or(user.name.as_str(), PersonName::as_str);
            let language = language.unwrap_or(user.language);
            if (name, language) == (user.name.as_str(), user.language) {
                Vec::new()
            } else {
                users::set_profile(&mut txn, user.id, name, language).await?;
                let edited = author.did(Event::UserEdited).about(&user);
                let edited = edited.with("what", "profile").with("name", name);
                vec![edited.with("language", language.tag())]
            }
        }
        Change::Groups(groups) => {
            let by = (organisation, author);
            Vec::from_iter(regroup(&mut txn, by, &user, groups, now).await?)
        }
        Change::Off if is_last_admin(&mut txn, &user).await? => {
            return Err(Refused::Conflict("This is the last admin").into());
        }
        Change::Off => switched::off(&mut txn, author, &user).await?,
        Change::On => switched::on(&mut txn, author, &user).await?,
    };
    let now_is = person(&mut txn, &caller, user.id).await?;
    if !events.is_empty() {
        record(&mut txn, knock, organisation.id, events, now).await?;
    }
    txn.commit().await?;
    Ok(now_is)
}
