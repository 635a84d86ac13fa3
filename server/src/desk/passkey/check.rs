//! Checking a signature: the ceremony is spent first, then the key is found, verified, and its counter compared.

use identity::{
    audit::Event,
    ids::FactorId,
    mail::Occasion,
    passkey::{CounterVerdict, Purpose, counter},
    refusal::Refusal,
    secret::Secret,
    time::Timestamp,
};
use webauthn_rs::prelude::PublicKeyCredential;

use super::{
    answer,
    party::{self, Begun, Party},
};
use crate::{
    desk::{Fault, Knock, check::Account, letters, record::Happened},
    store::{
        Txn,
        ceremonies::{self, Bound},
        factors,
        passkeys::{self, PasskeyRow},
    },
};

/// What a signature was worth, and what the audit must know of it. The mails are in the outbox already.
#[derive(Debug)]
pub struct Judged {
    pub outcome: Result<FactorId, Refusal>,
    pub events: Vec<Happened>,
}

/// An answer whose ceremony is spent.
#[derive(Debug)]
pub struct Answered {
    pub credential: PublicKeyCredential,
    purpose: Purpose,
    state: String,
}

/// Keeps what is needed to check the answer. The caller commits.
pub async fn begin(
    txn: &mut Txn,
    bound: &Bound<'_>,
    begun: &Begun,
    replaces: Option<FactorId>,
    now: Timestamp,
) -> Result<(), Fault> {
    let kept = (begun.challenge.as_slice(), begun.state.as_str());
    Ok(ceremonies::insert(txn, bound, kept, replaces, now).await?)
}

/// Options for whoever has one of these passkeys.
pub fn options(
    knock: &Knock,
    account: Account<'_>,
    passkeys: &[PasskeyRow],
) -> Result<Begun, Fault> {
    let party = Party::of(&knock.desk.config, account.organisation)?;
    party.begin_check(passkeys.iter().map(|passkey| passkey.credential.as_str()))
}

/// Reads the answer and spends its ceremony. An empty answer comes from a browser that was given no options.
pub async fn spend(
    txn: &mut Txn,
    bound: &Bound<'_>,
    answer: &Secret,
    now: Timestamp,
) -> Result<Result<Answered, (Refusal, &'static str)>, Fault> {
    if answer.is_empty() {
        return Ok(Err((Refusal::Expired, "no_answer")));
    }
    let Some(heard) = answer::asserted(answer) else {
        return Ok(Err((Refusal::PasskeyNotAccepted, "malformed")));
    };
    let taken = ceremonies::take(txn, bound, &heard.challenge, now).await?;
    Ok(match taken {
        None => Err((Refusal::Expired, "no_ceremony")),
        Some(taken) => Ok(Answered {
            credential: heard.credential,
            purpose: bound.purpose,
            state: taken.state,
        }),
    })
}

/// Checks it for one user, under that user's lock. The caller commits whatever comes out, and records the events last.
pub async fn judge(
    txn: &mut Txn,
    knock: &Knock,
    account: Account<'_>,
    answered: &Answered,
    now: Timestamp,
) -> Result<Judged, Fault> {
    let user = account.user;
    let handle = passkeys::handle(txn, user.id).await?;
    let told = answered.credential.get_user_unique_id();
    if told.is_some() && told != handle.as_deref() {
        return Ok(Judged::failed(account, None, "another_user"));
    }
    let id = answered.credential.get_credential_id();
    let Some(row) = passkeys::find(txn, user.id, id).await? else {
        return Ok(Judged::failed(account, None, "not_theirs"));
    };
    let party = Party::of(&knock.desk.config, account.organisation)?;
    let state = (answered.purpose, answered.state.as_str());
    let result = match party.signed(state, &answered.credential, &row.credential) {
        Ok(result) => result,
        Err(why) => return Ok(Judged::failed(account, Some(row.factor.id), why.code())),
    };
    match counter(row.counter, result.counter()) {
        CounterVerdict::CloneSuspected => {
            copied(txn, knock, account, (&row, result.counter()), now).await
        }
        CounterVerdict::Plausible => {
            let new = (result.counter(), party::kept(result.backup_state()));
            let factor = row.factor.id;
            if passkeys::used(txn, (factor, row.counter), new, now).await? {
                Ok(Judged {
                    outcome: Ok(factor),
                    events: Vec::new(),
                })
            } else {
                Ok(Judged::failed(account, Some(factor), "meanwhile"))
            }
        }
    }
}

/// The signature is right and its counter is not: refused, noted and told to the user. The key is dead from then on, since a
/// copy that may try again catches up with the counter.
async fn copied(
    txn: &mut Txn,
    knock: &Knock,
    account: Account<'_>,
    (row, told): (&PasskeyRow, u32),
    now: Timestamp,
) -> Result<Judged, Fault> {
    factors::disable(txn, row.factor.id, now).await?;
    let occasion = Occasion::PasskeyCopied {
        name: row.factor.name.to_string(),
    };
    letters::tell(
        txn,
        knock,
        (account.organisation, account.user),
        &occasion,
        now,
    )
    .await?;
    let suspected = Happened::by_system(Event::CloneSuspected)
        .about(account.user)
        .factor(row.factor.id)
        .with("name", row.factor.name.as_str())
        .with("stored", row.counter)
        .with("told", told);
    Ok(Judged {
        outcome: Err(Refusal::PasskeyCopied),
        events: vec![suspected],
    })
}

impl Judged {
    pub fn failed(account: Account<'_>, factor: Option<FactorId>, why: &str) -> Self {
        let failed = Happened::by(Event::ChallengeFailed, account.user)
            .because(why)
            .with("kind", "passkey");
        Self {
            outcome: Err(Refusal::PasskeyNotAccepted),
            events: vec![factor.into_iter().fold(failed, Happened::factor)],
        }
    }

    /// The same for what was refused before there was anything to check.
    pub fn refused(account: Account<'_>, (why, reason): (Refusal, &'static str)) -> Self {
        Self {
            outcome: Err(why),
            ..Self::failed(account, None, reason)
        }
    }
}
