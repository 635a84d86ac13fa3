//! Access tokens: given for the secret of a credential, renewed as old clients ask, ended before their time.

use identity::{
    api::{Call, REFRESH_LIVES, TOKEN_LIVES},
    audit::Event,
    ids::OrganisationId,
    secret::Secret,
    time::Timestamp,
};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::{
    Answered, Fault, Refused,
    admit::{self, Caller},
};
use crate::{
    crypto::token::{Digest, Token},
    desk::{Knock, record::record},
    store::{Txn, api_credentials, api_tokens},
};

/// What a program says it is.
#[derive(Clone, Debug)]
pub struct Client {
    pub id: String,
    pub secret: Secret,
}

/// A new token, on its way to its program. Only digests of it are stored, so it is never told again.
#[derive(Clone, Debug)]
pub struct Pair {
    pub access: Secret,
    pub refresh: Secret,
    pub created_at: Timestamp,
    pub organisation: OrganisationId,
}

/// What a token was given for, as the log says it.
const SECRET: &str = "client_credentials";
const REFRESH: &str = "refresh_token";

const NOBODY: Refused = Refused::NotAuthenticated;

fn refused<T>(why: Refused) -> Answered<T> {
    Answered {
        left: None,
        outcome: Err(why),
    }
}

/// The program, if this is its secret. One that does not exist costs the same digest and the same query.
async fn authenticate(
    txn: &mut Txn,
    client: &Client,
    now: Timestamp,
) -> Result<Option<Caller>, Fault> {
    let digest: [u8; 32] = Sha256::digest(client.secret.reveal()).into();
    let program = api_tokens::program(txn, &client.id).await?;
    let is_right = program
        .as_ref()
        .is_some_and(|program| bool::from(program.digest.ct_eq(&digest)));
    Ok(program
        .filter(|_| is_right)
        .and_then(|program| admit::worth(program, now)))
}

/// `grant_type=client_credentials`. Every token is a call, so that nobody fills the table.
pub async fn give(knock: &Knock, client: &Client) -> Result<Answered<Pair>, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.read().await?;
    let caller = authenticate(&mut txn, client, now).await?;
    drop(txn);
    let Some(caller) = caller else {
        return Ok(refused(NOBODY));
    };
    let (left, too_much) = admit::count(knock, &caller, Call::ReadUsers, now).await?;
    if let Some(why) = too_much {
        return Ok(Answered {
            left: Some(left),
            outcome: Err(why),
        });
    }
    let mut txn = knock.desk.db.begin().await?;
    // Once more, in the transaction that gives: it may have been revoked meanwhile.
    api_credentials::hold(&mut txn, caller.credential.id).await?;
    let Some(caller) = authenticate(&mut txn, client, now).await? else {
        return Ok(refused(NOBODY));
    };
    let pair = issue(&mut txn, knock, (&caller, SECRET), now + REFRESH_LIVES, now).await?;
    txn.commit().await?;
    Ok(Answered {
        left: Some(left),
        outcome: Ok(pair),
    })
}

/// `grant_type=refresh_token`, as old clients send it: both tokens, and no secret. The old pair dies with it.
pub async fn refresh(
    knock: &Knock,
    (access, refresh): (&Secret, &Secret),
) -> Result<Answered<Pair>, Fault> {
    let now = knock.now();
    let (Some(access), Some(refresh)) = (Digest::of_token(access), Digest::of_token(refresh))
    else {
        return Ok(refused(NOBODY));
    };
    let pair = (&access, &refresh);
    let mut txn = knock.desk.db.read().await?;
    let held = renewable(&mut txn, pair, now).await?;
    drop(txn);
    let Some((caller, until)) = held else {
        return Ok(refused(NOBODY));
    };
    let (left, too_much) = admit::count(knock, &caller, Call::ReadUsers, now).await?;
    let mut answered = Answered {
        left: Some(left),
        outcome: Err(NOBODY),
    };
    if let Some(why) = too_much {
        answered.outcome = Err(why);
        return Ok(answered);
    }
    let mut txn = knock.desk.db.begin().await?;
    api_credentials::hold(&mut txn, caller.credential.id).await?;
    let still = renewable(&mut txn, pair, now).await?.is_some();
    // Of two who renew at once, one gets a pair.
    if still && api_tokens::delete(&mut txn, caller.credential.id, &access).await? {
        let pair = issue(&mut txn, knock, (&caller, REFRESH), until, now).await?;
        txn.commit().await?;
        answered.outcome = Ok(pair);
    }
    Ok(answered)
}

/// Whose pair it is, and until when it can be renewed: as long as the first of the row.
async fn renewable(
    txn: &mut Txn,
    (access, refresh): (&Digest, &Digest),
    now: Timestamp,
) -> Result<Option<(Caller, Timestamp)>, Fault> {
    let held = api_tokens::by_pair(txn, access, refresh).await?;
    Ok(held
        .filter(|held| now < held.refresh_until)
        .and_then(|held| Some((admit::worth(held.program, now)?, held.refresh_until))))
}

async fn issue(
    txn: &mut Txn,
    knock: &Knock,
    (caller, grant): (&Caller, &str),
    refresh_until: Timestamp,
    now: Timestamp,
) -> Result<Pair, Fault> {
    let (access, refresh) = (
        Token::random(&knock.desk.world),
        Token::random(&knock.desk.world),
    );
    let new = api_tokens::NewToken {
        organisation: caller.organisation.id,
        credential: caller.credential.id,
        access: &access.digest(),
        refresh: &refresh.digest(),
        expires_at: now + TOKEN_LIVES,
        refresh_until,
    };
    let token = api_tokens::insert(txn, new, now).await?;
    let event = caller
        .did(Event::TokenIssued)
        .with("token", token.0)
        .with("grant", grant);
    record(txn, knock, caller.organisation.id, [event], now).await?;
    Ok(Pair {
        access: access.into_secret(),
        refresh: refresh.into_secret(),
        created_at: now,
        organisation: caller.organisation.id,
    })
}

/// Ends a token. One that is none (any more) is no error: it is worth nothing either way (RFC 7009, section 2.2).
pub async fn revoke(
    knock: &Knock,
    client: &Client,
    access: &Secret,
) -> Result<Answered<()>, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.read().await?;
    let caller = authenticate(&mut txn, client, now).await?;
    drop(txn);
    let Some(caller) = caller else {
        return Ok(refused(NOBODY));
    };
    if let Some(digest) = Digest::of_token(access) {
        let mut txn = knock.desk.db.begin().await?;
        if api_tokens::delete(&mut txn, caller.credential.id, &digest).await? {
            let event = caller.did(Event::TokenRevoked);
            record(&mut txn, knock, caller.organisation.id, [event], now).await?;
        }
        txn.commit().await?;
    }
    Ok(Answered {
        left: None,
        outcome: Ok(()),
    })
}
