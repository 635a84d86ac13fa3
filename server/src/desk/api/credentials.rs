//! Credentials of programs: made, listed and revoked, and the switch for what programs may do. At the command line, audited as such.

use data_encoding::HEXLOWER;
use identity::{
    api::{MOST_CREDENTIAL_DAYS, Removal, Scope, lends},
    audit::Event,
    email::lookup_key,
    name::CredentialName,
    refusal::Refusal,
    secret::Secret,
    time::Span,
};

use crate::{
    crypto::token::Token,
    desk::{
        Desk, Fault,
        author::Author,
        break_glass::{self, Done, Whom},
        record::record,
    },
    store::{
        Txn,
        api_credentials::{self, Credential, NewCredential},
        api_settings,
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

/// A new credential, told once.
#[derive(Clone, Debug)]
pub struct Made {
    pub client_id: String,
    pub secret: Secret,
}

async fn organisation(txn: &mut Txn, slug: Option<&str>) -> Result<Option<Organisation>, Fault> {
    Ok(match slug {
        Some(slug) => organisations::by_slug(txn, slug).await?,
        None => organisations::only(txn).await?,
    })
}

pub async fn create(desk: &Desk, wish: &Wish) -> Done<Made> {
    let name = match CredentialName::parse(&wish.name) {
        Ok(name) => name,
        Err(why) => return Ok(Err(why)),
    };
    if !(1..=MOST_CREDENTIAL_DAYS).contains(&wish.days) {
        return Ok(Err(Refusal::Malformed));
    }
    let (knock, now) = (break_glass::knock(desk), desk.world.now());
    let mut txn = desk.db.begin().await?;
    let Some(organisation) = organisation(&mut txn, wish.creator.organisation.as_deref()).await?
    else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    let key = lookup_key(&wish.creator.email);
    let Some(creator) = users::by_email_key(&mut txn, organisation.id, &key).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    if lends(creator.standing.status, creator.role()).is_none() {
        return Ok(Err(Refusal::NotAllowed));
    }
    let client_id = HEXLOWER.encode(&desk.world.bytes::<16>());
    let token = Token::random(&desk.world);
    let new = NewCredential {
        organisation: organisation.id,
        client_id: &client_id,
        digest: &token.digest(),
        name: name.as_str(),
        scope: wish.scope,
        creator: creator.id,
        expires_at: now + Span::days(wish.days.into()),
    };
    let until = new.expires_at;
    let id = api_credentials::insert(&mut txn, new, now).await?;
    let event = Author::CommandLine
        .did(Event::CredentialCreated)
        .with("credential", id.0)
        .with("name", name.as_str())
        .with("scope", wish.scope.code())
        .with("client_id", client_id.as_str())
        .with("creator", creator.id.0)
        .with("expires_at", until.0);
    record(&mut txn, &knock, organisation.id, [event], now).await?;
    txn.commit().await?;
    Ok(Ok(Made {
        client_id,
        secret: token.into_secret(),
    }))
}

pub async fn list(desk: &Desk, slug: Option<&str>) -> Done<Vec<Credential>> {
    let mut txn = desk.db.read().await?;
    let Some(organisation) = organisation(&mut txn, slug).await? else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    Ok(Ok(api_credentials::of_organisation(
        &mut txn,
        organisation.id,
    )
    .await?))
}

/// At once: every token of it is worth nothing from the commit on.
pub async fn revoke(desk: &Desk, slug: Option<&str>, client_id: &str) -> Done<()> {
    let (knock, now) = (break_glass::knock(desk), desk.world.now());
    let mut txn = desk.db.begin().await?;
    let Some(organisation) = organisation(&mut txn, slug).await? else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    let Some(found) = api_credentials::find(&mut txn, organisation.id, client_id).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    if api_credentials::revoke(&mut txn, found.id, now).await? {
        let event = Author::CommandLine
            .did(Event::CredentialRevoked)
            .with("credential", found.id.0)
            .with("name", found.name)
            .with("client_id", found.client_id);
        record(&mut txn, &knock, organisation.id, [event], now).await?;
        txn.commit().await?;
    }
    Ok(Ok(()))
}

/// The switch "API may remove factors".
pub async fn let_remove(desk: &Desk, slug: Option<&str>, removal: Removal) -> Done<()> {
    let (knock, now) = (break_glass::knock(desk), desk.world.now());
    let mut txn = desk.db.begin().await?;
    let Some(organisation) = organisation(&mut txn, slug).await? else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    if api_settings::let_remove(&mut txn, organisation.id, removal).await? {
        let event = Author::CommandLine
            .did(Event::SettingsChanged)
            .with("setting", "api_removal")
            .with("new", removal.code());
        record(&mut txn, &knock, organisation.id, [event], now).await?;
        txn.commit().await?;
    }
    Ok(Ok(()))
}
