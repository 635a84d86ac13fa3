//! A passkey as the second step of a sign-in.

use identity::{
    passkey::Purpose,
    place::Place,
    policy::Next,
    proof::{Proof, ProofKind},
    secret::Secret,
    turn::Turn,
    view::passkey::PasskeyOptions,
};

use super::check::{self, Judged};
use crate::{
    desk::{
        Fault, Knock,
        check::Account,
        guard::{self, Hold, InSignIn},
        verify,
    },
    store::{
        ceremonies::{Bound, Holder},
        passkeys,
    },
};

/// What the page keeps of the way that was tried.
pub const TRIED: (&str, &str) = ("factor", "passkey");

fn bound(at: &InSignIn) -> Bound<'static> {
    Bound {
        purpose: Purpose::Verify,
        organisation: at.organisation.id,
        user: Some(at.user.id),
        holder: Holder::SignIn(at.sign_in.id),
        action: "",
    }
}

fn account(at: &InSignIn) -> Account<'_> {
    Account {
        organisation: &at.organisation,
        user: &at.user,
    }
}

pub async fn start(knock: &Knock) -> Result<PasskeyOptions, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::in_sign_in(&mut txn, knock, Hold::Lock).await?;
    let Next::Prove { .. } = &at.next else {
        return Err(at.elsewhere());
    };
    let passkeys = passkeys::active(&mut txn, at.user.id).await?;
    if passkeys.is_empty() {
        return Err(at.elsewhere());
    }
    let begun = check::options(knock, account(&at), &passkeys)?;
    check::begin(&mut txn, &bound(&at), &begun, None, now).await?;
    txn.commit().await?;
    Ok(begun.options)
}

pub async fn submit(knock: &Knock, answer: &Secret) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::in_sign_in(&mut txn, knock, Hold::Lock).await?;
    let Next::Prove { .. } = &at.next else {
        return Err(at.elsewhere());
    };
    if answer.is_empty() {
        // The browser was given no options, or the page was sent without its script: nothing was tried.
        return Ok(
            Turn::refused(Place::Verify, identity::refusal::Refusal::Expired).keeping(&[TRIED]),
        );
    }
    let judged = match check::spend(&mut txn, &bound(&at), answer, now).await? {
        Ok(answered) => check::judge(&mut txn, knock, account(&at), &answered, now).await?,
        Err(why) => Judged::refused(account(&at), why),
    };
    match judged.outcome {
        Ok(factor) => {
            let proof = Proof {
                kind: ProofKind::Passkey,
                at: now,
            };
            verify::proved(txn, knock, at, (proof, Some(factor)), judged.events).await
        }
        Err(why) => {
            let place = (Place::Verify, why.into());
            let turn = verify::wrong(txn, knock, at, place, judged.events).await?;
            Ok(turn.keeping(&[TRIED]))
        }
    }
}
