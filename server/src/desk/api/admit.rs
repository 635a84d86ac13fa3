//! Whether a program may make a call: its token, its credential, its organisation and its creator, all as they are now.

use std::sync::Arc;

use identity::{
    api::{CALLS_PER_HOUR, Call, Life, Removal, lends, life, scope},
    audit::Event,
    ids::{ApiTokenId, UserId},
    role::Role,
    secret::Secret,
    time::Timestamp,
};

use super::{Fault, Left, Refused, Stop};
use crate::{
    crypto::token::Digest,
    desk::{
        Knock,
        record::{Happened, record},
    },
    store::{
        Txn, api_calls,
        api_credentials::{self, Credential},
        api_tokens::{self, Pace, Program},
        organisations::Organisation,
        users::User,
    },
};

/// A program whose token is good. Only the checks here make one.
#[derive(Clone, Debug)]
pub struct Caller {
    pub credential: Credential,
    pub organisation: Arc<Organisation>,
    pub removal: Removal,
    /// Whoever made the credential, and what they may do now.
    pub creator: UserId,
    pub role: Role,
    token: Option<ApiTokenId>,
    digest: Option<Digest>,
}

impl Caller {
    /// The beginning of an event that this program caused (case K-01).
    pub fn did(&self, event: Event) -> Happened {
        let event = Happened::by_program(event, &self.credential);
        let event = event.with("creator", self.creator.0);
        match self.token {
            Some(token) => event.with("token", token.0),
            None => event,
        }
    }

    pub fn may(&self, call: Call) -> bool {
        scope::may(self.credential.scope, call)
    }

    /// The same once more, in the transaction that acts: what was true when the call came in may not be any more (case K-06).
    pub async fn again(&self, txn: &mut Txn, call: Call, now: Timestamp) -> Result<Self, Stop> {
        api_credentials::hold(txn, self.credential.id).await?;
        let caller = match &self.digest {
            Some(digest) => bearer(txn, digest, now).await?,
            None => None,
        };
        let caller = caller.ok_or(Stop::Refused(Refused::NotAuthenticated))?;
        if caller.may(call) {
            Ok(caller)
        } else {
            Err(Stop::Refused(Refused::NotPermitted))
        }
    }
}

/// Whose credential is live, and whose creator has rights to lend, in an organisation that is not suspended (case K-05).
pub(super) fn worth(program: Program, now: Timestamp) -> Option<Caller> {
    let creator = program.creator?;
    let role = lends(creator.status, creator.role)?;
    let credential = &program.credential;
    let Life::Until(_) = life(
        credential.expires_at,
        credential.revoked_at,
        Some(role),
        now,
    ) else {
        return None;
    };
    Some(Caller {
        credential: program.credential,
        organisation: Arc::new(program.organisation?),
        removal: program.removal,
        creator: creator.id,
        role,
        token: None,
        digest: None,
    })
}

async fn bearer(txn: &mut Txn, digest: &Digest, now: Timestamp) -> Result<Option<Caller>, Fault> {
    let held = api_tokens::by_digest(txn, digest).await?;
    Ok(held.filter(|held| now < held.expires_at).and_then(|held| {
        Some(Caller {
            token: Some(held.id),
            digest: Some(*digest),
            ..worth(held.program, now)?
        })
    }))
}

/// Who calls, and what is left of the hour. Whoever is nobody is told so before anything is written; a call that is refused for its
/// scope counts like any other.
pub(super) async fn admit(
    knock: &Knock,
    token: &Secret,
    call: Call,
) -> Result<(Option<Left>, Result<Caller, Refused>), Fault> {
    let now = knock.now();
    let Some(digest) = Digest::of_token(token) else {
        return Ok((None, Err(Refused::NotAuthenticated)));
    };
    let mut txn = knock.desk.db.read().await?;
    let caller = bearer(&mut txn, &digest, now).await?;
    drop(txn);
    let Some(caller) = caller else {
        return Ok((None, Err(Refused::NotAuthenticated)));
    };
    let (left, too_much) = count(knock, &caller, call, now).await?;
    let admitted = if let Some(why) = too_much {
        Err(why)
    } else if caller.may(call) {
        Ok(caller)
    } else {
        match denied(knock, &caller, (call, None)).await {
            Stop::Refused(why) => Err(why),
            Stop::Fault(fault) => return Err(fault),
        }
    };
    Ok((Some(left), admitted))
}

/// Not permitted, and written down: in a transaction of its own, since the one that found it out changes nothing.
pub(super) async fn denied(
    knock: &Knock,
    caller: &Caller,
    (call, about): (Call, Option<&User>),
) -> Stop {
    let event = caller.did(Event::Refused).with("what", format!("{call:?}"));
    let event = about.into_iter().fold(event, Happened::about);
    let noted = async {
        let mut txn = knock.desk.db.begin().await?;
        record(
            &mut txn,
            knock,
            caller.organisation.id,
            [event],
            knock.now(),
        )
        .await?;
        Ok::<_, Fault>(txn.commit().await?)
    };
    match noted.await {
        Ok(()) => Stop::Refused(Refused::NotPermitted),
        Err(fault) => Stop::Fault(fault),
    }
}

/// What is left of the hour, and why the call is one too many, if it is. Asking how many calls are left is none.
pub(super) async fn count(
    knock: &Knock,
    caller: &Caller,
    call: Call,
    now: Timestamp,
) -> Result<(Left, Option<Refused>), Fault> {
    let organisation = caller.organisation.id;
    if call == Call::RateLimit {
        let mut txn = knock.desk.db.read().await?;
        let counted = api_calls::look(&mut txn, organisation, now).await?;
        return Ok((Left::of(counted, now), None));
    }
    let mut txn = knock.desk.db.begin().await?;
    api_credentials::touch(&mut txn, &caller.credential, now).await?;
    // In the order in which a revocation takes them: the credential, then its tokens.
    let pace = match caller.token {
        Some(token) => api_tokens::pace(&mut txn, token, now).await?,
        None => Pace::Kept,
    };
    // What comes too fast is not served, and so uses nothing up of what all programs have together.
    let counted = match pace {
        Pace::Kept => api_calls::count(&mut txn, organisation, now).await?,
        Pace::TooFast | Pace::Gone => api_calls::look(&mut txn, organisation, now).await?,
    };
    txn.commit().await?;
    let too_much = if counted.calls > CALLS_PER_HOUR {
        Some(Refused::TooManyCalls)
    } else {
        match pace {
            Pace::Kept => None,
            Pace::TooFast => Some(Refused::TooFast),
            Pace::Gone => Some(Refused::NotAuthenticated),
        }
    };
    Ok((Left::of(counted, now), too_much))
}
