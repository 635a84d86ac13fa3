//! Invitations: a new user, and a link to set the first password with.

use identity::{
    audit::Event,
    console::InviteForm,
    email::EmailAddress,
    enrolment::{Grant, GrantCause},
    ids::UserId,
    language::Language,
    mail::Occasion,
    name::{GroupName, PersonName},
    refusal::{Field, Refused},
    secret::Secret,
    time::Timestamp,
    turn::Away,
    user::MustEnrol,
};

use super::{Fault, Knock, author::Author, letters, links, record::Happened};
use crate::{
    crypto::token::Token,
    store::{
        Error, Txn, addresses, groups, invitations,
        organisations::{self, Organisation},
        users::{self, User},
        users_write::{self, Invited},
    },
};

/// Somebody who is to be invited.
#[derive(Clone, Debug)]
pub struct Newcomer {
    pub name: PersonName,
    pub email: EmailAddress,
    pub groups: Vec<GroupName>,
    pub language: Language,
}

/// A link that was made, with what the audit must know of it. The mail is in the outbox already.
#[derive(Debug)]
pub struct Sent {
    pub user: User,
    pub link: Secret,
    pub event: Happened,
}

impl Newcomer {
    pub fn parse(form: &InviteForm, language: Language) -> Result<Self, Refused> {
        Ok(Self {
            name: PersonName::parse(&form.name).map_err(|why| why.at(Field::Name))?,
            email: EmailAddress::parse(&form.email).map_err(|why| why.at(Field::Email))?,
            groups: GroupName::parse_list(&form.groups).map_err(|why| why.at(Field::Groups))?,
            language,
        })
    }
}

/// Makes the user and sends the link; none when the address is taken. The caller records the event last.
pub async fn invite(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, author): (&Organisation, Author<'_>),
    newcomer: &Newcomer,
    now: Timestamp,
) -> Result<Option<Sent>, Fault> {
    // Also where it is only a further address of theirs.
    let key = newcomer.email.key();
    if addresses::owner(txn, organisation.id, &key)
        .await?
        .is_some()
    {
        return Ok(None);
    }
    let new = Invited {
        organisation: organisation.id,
        name: newcomer.name.as_str(),
        email: newcomer.email.as_str(),
        email_key: &key,
        language: newcomer.language,
        grant_until: now + knock.desk.config.lifetimes.invitation(),
    };
    let Some(id) = users_write::invite(txn, new, now).await? else {
        return Ok(None);
    };
    // The row waited for whoever deleted the organisation meanwhile.
    if organisations::find(txn, organisation.id).await?.is_none() {
        return Err(Away::NotFound.into());
    }
    groups::replace(txn, (organisation.id, id), &newcomer.groups).await?;
    let user = there(txn, organisation, id).await?;
    let link = send(txn, knock, (organisation, &user), now).await?;
    let names: Vec<&str> = newcomer.groups.iter().map(GroupName::as_str).collect();
    let event = author
        .did(Event::UserInvited)
        .about(&user)
        .with("email", newcomer.email.as_str())
        .with("groups", names);
    Ok(Some(Sent { user, link, event }))
}

/// A new link for somebody who has not used theirs: the old one is dead. The caller holds the user's lock.
pub async fn again(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, author): (&Organisation, Author<'_>),
    user: User,
    now: Timestamp,
) -> Result<Sent, Fault> {
    let grant = Grant {
        cause: GrantCause::NeverEnrolled,
        until: now + knock.desk.config.lifetimes.invitation(),
    };
    users::set_grant(txn, user.id, Some(grant), MustEnrol::No).await?;
    let link = send(txn, knock, (organisation, &user), now).await?;
    let event = author
        .did(Event::UserInvited)
        .about(&user)
        .with("email", user.email.as_str())
        .with("again", true);
    Ok(Sent { user, link, event })
}

async fn there(txn: &mut Txn, organisation: &Organisation, id: UserId) -> Result<User, Fault> {
    let user = users::find(txn, organisation.id, id).await?;
    Ok(user.ok_or_else(|| Error::inconsistent("users", "id", id.0))?)
}

/// Only the digest is kept; the link itself stands in the sealed mail and nowhere else.
async fn send(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, user): (&Organisation, &User),
    now: Timestamp,
) -> Result<Secret, Fault> {
    let token = Token::random(&knock.desk.world);
    let until = now + knock.desk.config.lifetimes.invitation();
    invitations::revoke(txn, user.id).await?;
    invitations::insert(txn, (organisation.id, user.id), &token.digest(), until, now).await?;
    let link = links::to(&knock.desk, app::paths::WELCOME, &token.into_secret());
    letters::tell(
        txn,
        knock,
        (organisation, user),
        &Occasion::Invited {
            link: link.clone(),
            until,
        },
        now,
    )
    .await?;
    Ok(link)
}
