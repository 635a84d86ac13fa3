//! Credentials of programs at the command line: made, listed and revoked, and the switch for what programs may do. Audited as such.

use identity::{
    api::{MOST_CREDENTIAL_DAYS, Removal, Scope, lends},
    email::lookup_key,
    name::CredentialName,
    place::FreshCredential,
    refusal::Refusal,
};

use super::issue::{self, By, Wanted};
use crate::{
    desk::{
        Desk, Fault,
        author::Author,
        break_glass::{self, Done, Whom},
    },
    store::{
        Txn,
        api_credentials::{self, Listed},
        organisations::{self, Organisation},
        users,
    },
};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The admin whose rights it has at most.
    pub creator: Whom,
    pub name: String,
    pub scope: Scope,
    pub days: u16,
}

async fn organisation(txn: &mut Txn, slug: Option<&str>) -> Result<Option<Organisation>, Fault> {
    Ok(match slug {
        Some(slug) => organisations::by_slug(txn, slug).await?,
        None => organisations::only(txn).await?,
    })
}

const fn by(organisation: &Organisation) -> By<'_> {
    By {
        organisation,
        author: Author::CommandLine,
    }
}

pub async fn create(desk: &Desk, wish: &Wish) -> Done<FreshCredential> {
    let name = match CredentialName::parse(&wish.name) {
        Ok(name) => name,
        Err(why) => return Ok(Err(why)),
    };
    if !(1..=MOST_CREDENTIAL_DAYS).contains(&wish.days) {
        return Ok(Err(Refusal::Malformed));
    }
    let (knock, now) = (break_glass::knock(desk), desk.world.now());
    let mut txn = desk.db.begin().await?;
    let slug = wish.creator.organisation.as_deref();
    let Some(organisation) = organisation(&mut txn, slug).await? else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    let key = lookup_key(&wish.creator.email);
    let Some(creator) = users::by_email_key(&mut txn, organisation.id, &key).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    if lends(creator.standing.status, creator.role()).is_none() {
        return Ok(Err(Refusal::NotAllowed));
    }
    let wanted = Wanted {
        creator: creator.id,
        name,
        scope: wish.scope,
        days: wish.days,
    };
    let made = issue::make(&mut txn, &knock, by(&organisation), wanted, now).await?;
    txn.commit().await?;
    Ok(Ok(made))
}

pub async fn list(desk: &Desk, slug: Option<&str>) -> Done<Vec<Listed>> {
    let mut txn = desk.db.read().await?;
    let Some(organisation) = organisation(&mut txn, slug).await? else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    let all = api_credentials::listed(&mut txn, organisation.id).await?;
    Ok(Ok(all))
}

pub async fn revoke(desk: &Desk, slug: Option<&str>, client_id: &str) -> Done<()> {
    let (knock, now) = (break_glass::knock(desk), desk.world.now());
    let mut txn = desk.db.begin().await?;
    let Some(organisation) = organisation(&mut txn, slug).await? else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    let Some(found) = api_credentials::find(&mut txn, organisation.id, client_id).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    issue::end(&mut txn, &knock, by(&organisation), &found, now).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

pub async fn let_remove(desk: &Desk, slug: Option<&str>, removal: Removal) -> Done<()> {
    let (knock, now) = (break_glass::knock(desk), desk.world.now());
    let mut txn = desk.db.begin().await?;
    let Some(organisation) = organisation(&mut txn, slug).await? else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    issue::switch(&mut txn, &knock, by(&organisation), removal, now).await?;
    txn.commit().await?;
    Ok(Ok(()))
}
