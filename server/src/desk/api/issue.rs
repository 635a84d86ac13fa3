//! What is done to credentials, whoever does it: at the command line or in the console. The caller has checked who that is.

use data_encoding::HEXLOWER;
use identity::{
    api::{Removal, Scope},
    audit::Event,
    ids::UserId,
    name::CredentialName,
    place::FreshCredential,
    time::{Span, Timestamp},
};

use crate::{
    crypto::token::Token,
    desk::{Fault, Knock, author::Author, record::record},
    store::{
        Txn,
        api_credentials::{self, Credential, NewCredential},
        api_settings,
        organisations::Organisation,
    },
};

/// A credential that was asked for, and whose rights it will have at most.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub creator: UserId,
    pub name: CredentialName,
    pub scope: Scope,
    pub days: u16,
}

/// Who does it, and where.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    pub organisation: &'a Organisation,
    pub author: Author<'a>,
}

pub async fn make(
    txn: &mut Txn,
    knock: &Knock,
    by: By<'_>,
    wanted: Wanted,
    now: Timestamp,
) -> Result<FreshCredential, Fault> {
    let world = &knock.desk.world;
    let client_id = HEXLOWER.encode(&world.bytes::<16>());
    let token = Token::random(world);
    let new = NewCredential {
        organisation: by.organisation.id,
        client_id: &client_id,
        digest: &token.digest(),
        name: wanted.name.as_str(),
        scope: wanted.scope,
        creator: wanted.creator,
        expires_at: now + Span::days(wanted.days.into()),
    };
    let until = new.expires_at;
    let id = api_credentials::insert(txn, new, now).await?;
    let event = by
        .author
        .did(Event::CredentialCreated)
        .with("credential", id.0)
        .with("name", wanted.name.as_str())
        .with("scope", wanted.scope.code())
        .with("client_id", client_id.as_str())
        .with("creator", wanted.creator.0)
        .with("expires_at", until.0);
    record(txn, knock, by.organisation.id, [event], now).await?;
    Ok(FreshCredential {
        name: wanted.name.into(),
        client_id,
        secret: token.into_secret(),
    })
}

/// At once: every token of it is worth nothing from the commit on. One that was revoked before leaves no second event.
pub async fn end(
    txn: &mut Txn,
    knock: &Knock,
    by: By<'_>,
    credential: &Credential,
    now: Timestamp,
) -> Result<(), Fault> {
    if api_credentials::revoke(txn, credential.id, now).await? {
        let event = by
            .author
            .did(Event::CredentialRevoked)
            .with("credential", credential.id.0)
            .with("name", credential.name.as_str())
            .with("client_id", credential.client_id.as_str());
        record(txn, knock, by.organisation.id, [event], now).await?;
    }
    Ok(())
}

/// The switch "API may remove factors".
pub async fn switch(
    txn: &mut Txn,
    knock: &Knock,
    by: By<'_>,
    removal: Removal,
    now: Timestamp,
) -> Result<(), Fault> {
    if api_settings::let_remove(txn, by.organisation.id, removal).await? {
        let event = by
            .author
            .did(Event::SettingsChanged)
            .with("setting", "api_removal")
            .with("new", removal.code());
        record(txn, knock, by.organisation.id, [event], now).await?;
    }
    Ok(())
}
