//! "Show it's you" with a passkey.

use identity::{
    passkey::Purpose,
    place::Place,
    proof::{Proof, ProofKind},
    refusal::Refusal,
    secret::Secret,
    step_up::{Realm, StepUp},
    turn::{Away, Turn},
    view::passkey::PasskeyOptions,
};

use super::{
    means,
    prove::{Settled, settle},
};
use crate::{
    desk::{
        Fault, Knock,
        check::{Account, Checked, CodeOutcome},
        guard::{self, Hold, SignedIn},
        passkey::check::{self, Judged},
    },
    store::{
        Txn,
        ceremonies::{Bound, Holder},
        passkeys::{self, PasskeyRow},
    },
};

fn bound<'a>(at: &SignedIn, action: &'a str) -> Bound<'a> {
    Bound {
        purpose: Purpose::Prove,
        organisation: at.organisation.id,
        user: Some(at.user.id),
        holder: Holder::Session(at.session.id),
        action,
    }
}

fn account(at: &SignedIn) -> Account<'_> {
    Account {
        organisation: &at.organisation,
        user: &at.user,
    }
}

/// Options for one action: the answer proves nothing for any other.
pub async fn start(knock: &Knock, action: &str) -> Result<PasskeyOptions, Fault> {
    let Ok(wanted) = action.parse::<StepUp>() else {
        return Err(Turn::refused(Place::Account, Refusal::Malformed).into());
    };
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = permitted(&mut txn, knock, wanted).await?;
    let passkeys = usable(&mut txn, &at, wanted).await?;
    if passkeys.is_empty() {
        return Err(Turn::refused(wanted.page(), Refusal::PasskeyNotAccepted).into());
    }
    let begun = check::options(knock, account(&at), &passkeys)?;
    let action = wanted.to_string();
    check::begin(&mut txn, &bound(&at, &action), &begun, None, now).await?;
    txn.commit().await?;
    Ok(begun.options)
}

/// Checks the answer, and leads back to the page that asked for the proof.
pub async fn prove(knock: &Knock, action: &str, answer: &Secret) -> Result<Turn, Fault> {
    let Ok(action) = action.parse::<StepUp>() else {
        return Ok(Turn::refused(Place::Account, Refusal::Malformed));
    };
    let turn = attempt(knock, action, answer).await?;
    Ok(turn.keeping(&[crate::desk::passkey::verify::TRIED]))
}

async fn attempt(knock: &Knock, action: StepUp, answer: &Secret) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = permitted(&mut txn, knock, action).await?;
    if answer.is_empty() {
        return Ok(Turn::refused(action.page(), Refusal::Expired));
    }
    let usable = usable(&mut txn, &at, action).await?;
    let text = action.to_string();
    let judged = match check::spend(&mut txn, &bound(&at, &text), answer, now).await? {
        Ok(answered) => check::judge(&mut txn, knock, account(&at), &answered, now).await?,
        Err(why) => Judged::refused(account(&at), why),
    };
    let (factor, refused) = match judged.outcome {
        Ok(id) if usable.iter().any(|row| row.factor.id == id) => (Some(id), None),
        Ok(_) => (None, Some(Refusal::PasskeyNotAccepted.into())),
        Err(why) => (None, Some(why.into())),
    };
    let mut checked = Checked::from(CodeOutcome::Accepted);
    checked.events = judged.events;
    let settled = Settled {
        refused,
        proof: Proof {
            kind: ProofKind::Passkey,
            at: now,
        },
        factor,
        checked,
    };
    settle(txn, knock, &at, action, settled).await
}

/// Whoever is signed in, and for the console whoever has a role.
async fn permitted(txn: &mut Txn, knock: &Knock, action: StepUp) -> Result<SignedIn, Fault> {
    let at = guard::signed_in(txn, knock, Hold::Lock).await?;
    if action.realm() == Realm::Console && at.user.role().is_none() {
        return Err(Away::NotAllowed.into());
    }
    Ok(at)
}

/// The passkeys that count for this action.
async fn usable(txn: &mut Txn, at: &SignedIn, action: StepUp) -> Result<Vec<PasskeyRow>, Fault> {
    let means = means(txn, at, action).await?;
    let mut passkeys = passkeys::active(txn, at.user.id).await?;
    passkeys.retain(|row| {
        means
            .factors
            .iter()
            .any(|factor| factor.id == row.factor.id)
    });
    Ok(passkeys)
}
