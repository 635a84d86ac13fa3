//! The second step: a code from an app, or a backup code. Five wrong ones, and the password is asked for again.

use identity::{
    backup_code::BackupCode,
    factor::{Factor, FactorKind},
    front_desk::CodeForm,
    place::Place,
    policy::Next,
    proof::{Proof, ProofKind},
    refusal::{Field, Refusal, Refused},
    secret::Secret,
    throttle::TRIES_PER_SIGN_IN,
    time::Timestamp,
    totp::OtpCode,
    turn::{CookieChange, Turn},
    view::front::VerifyView,
};

use super::{
    Fault, Knock,
    check::{self, Account, Checked, CodeOutcome, Entered},
    check_code::{self, Reservation},
    guard::{self, Hold, InSignIn},
    issue::proof_kind,
    phone::{What, texted},
    record::{Happened, record},
    sign_in,
};
use crate::{
    failpoint::failpoint,
    store::{Txn, codes, factors, phone_codes::Asker, sign_ins},
};

/// `/sign-in/verify` and `/sign-in/backup-code`.
pub async fn page(knock: &Knock) -> Result<VerifyView, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let at = guard::in_sign_in(&mut txn, knock, Hold::Read).await?;
    let Next::Prove { factors, codes } = &at.next else {
        return Err(at.elsewhere());
    };
    let usable = |factor: &&Factor| factors.contains(&factor.id);
    let usable: Vec<_> = at.factors.iter().filter(usable).cloned().collect();
    let account = Account {
        organisation: &at.organisation,
        user: &at.user,
    };
    let asking = (account, Asker::SignIn(at.sign_in.id), What::SignIn);
    let texted = texted::all(&mut txn, asking, &usable, knock.now()).await?;
    Ok(VerifyView {
        organisation: guard::organisation_view(&at.organisation),
        factors: usable,
        texted,
        codes_left: *codes,
        expires_at: at.sign_in.expires_at,
    })
}

/// A code from an authenticator app, a hardware token or a text message.
pub async fn totp(knock: &Knock, form: CodeForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::in_sign_in(&mut txn, knock, Hold::Lock).await?;
    let Next::Prove {
        factors: usable, ..
    } = &at.next
    else {
        return Err(at.elsewhere());
    };
    // A factor that is not theirs, or no longer active, reads like a wrong code.
    let row = if usable.contains(&form.factor) {
        factors::find_locked(&mut txn, at.user.id, form.factor).await?
    } else {
        None
    };
    let account = Account {
        organisation: &at.organisation,
        user: &at.user,
    };
    let kind = row.as_ref().map_or(FactorKind::Totp, |row| row.factor.kind);
    let checked = match (row, OtpCode::parse(form.code.reveal())) {
        (Some(row), Some(code)) => {
            let entered = Entered {
                row: &row,
                code: &code,
                by: Asker::SignIn(at.sign_in.id),
                what: What::SignIn,
            };
            check::check_otp(&mut txn, knock, account, entered, now).await?
        }
        // Nothing that could be a code reaches the HMAC, nor counts on the factor (case M-04).
        _ => Checked::from(CodeOutcome::Wrong),
    };
    match checked.outcome.refused(kind) {
        None => {
            let proof = Proof {
                kind: proof_kind(kind),
                at: now,
            };
            proved(txn, knock, at, (proof, Some(form.factor)), checked.events).await
        }
        Some(why) => wrong(txn, knock, at, (Place::Verify, why), checked.events).await,
    }
}

/// A backup code: the try is counted, then hashed, then spent under the lock.
pub async fn backup_code(knock: &Knock, code: Secret) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::in_sign_in(&mut txn, knock, Hold::Lock).await?;
    let Next::Prove { .. } = &at.next else {
        return Err(at.elsewhere());
    };
    let place = Place::VerifyBackupCode;
    let Some(code) = BackupCode::parse(code.reveal()) else {
        let why = Refusal::BackupCodeNotAccepted.at(Field::Code);
        return wrong(txn, knock, at, (place, why), Vec::new()).await;
    };
    let reserved = match check_code::reserve(&mut txn, at.codes.as_ref(), now).await? {
        Reservation::Given(reserved) => reserved,
        Reservation::Wait(until) => {
            return wrong(
                txn,
                knock,
                at,
                (place, Refusal::TryAgainAt(until).at(Field::Code)),
                Vec::new(),
            )
            .await;
        }
        Reservation::NoCodes => {
            return wrong(
                txn,
                knock,
                at,
                (place, Refusal::BackupCodeNotAccepted.at(Field::Code)),
                Vec::new(),
            )
            .await;
        }
    };
    txn.commit().await?;

    let hash = check_code::hash(knock, &reserved, &code).await?;

    let mut txn = knock.desk.db.begin().await?;
    let now = knock.now();
    let mut at = guard::in_sign_in(&mut txn, knock, Hold::Lock).await?;
    let Next::Prove { .. } = &at.next else {
        return Err(at.elsewhere());
    };
    let account = Account {
        organisation: &at.organisation,
        user: &at.user,
    };
    let checked = check_code::spend(&mut txn, knock, account, (&reserved, &hash), now).await?;
    match check_code::refused(checked.outcome) {
        None => {
            let proof = Proof {
                kind: ProofKind::BackupCode,
                at: now,
            };
            // One fewer: what is owed next depends on how many are left.
            at.codes = codes::live(&mut txn, at.user.id).await?;
            let turn = proved(txn, knock, at, (proof, None), checked.events).await?;
            Ok(lead_to_replacement(turn))
        }
        Some(why) => wrong(txn, knock, at, (place, why), checked.events).await,
    }
}

/// Whoever came in by a backup code has probably lost the phone: offer to replace it, and keep the way on.
fn lead_to_replacement(mut turn: Turn) -> Turn {
    let signed_in = turn
        .cookies
        .iter()
        .any(|cookie| matches!(cookie, CookieChange::Session(_)));
    if signed_in {
        if let Place::Return(path) = &turn.go {
            turn.flash
                .typed
                .insert("then".to_owned(), path.as_str().to_owned());
        }
        turn.go = Place::ReplaceLost;
    }
    turn
}

/// The proof stands: a session, or the next thing that is owed. One transaction with what was spent.
pub async fn proved(
    mut txn: Txn,
    knock: &Knock,
    mut at: InSignIn,
    (proof, factor): (Proof, Option<identity::ids::FactorId>),
    mut events: Vec<Happened>,
) -> Result<Turn, Fault> {
    let now: Timestamp = proof.at;
    at.sign_in.proof = Some(proof);
    at.decide_again(now);
    sign_in::note_proof(&mut txn, &at, (proof, factor)).await?;
    let (turn, event) = sign_in::lead_on(&mut txn, knock, &at, (proof, factor), now).await?;
    events.extend(event);
    failpoint!("verify: before the audit");
    record(&mut txn, knock, at.organisation.id, events, now).await?;
    failpoint!("verify: before the commit");
    txn.commit().await?;
    failpoint!("verify: before the answer");
    Ok(turn)
}

/// A wrong code: counted on the sign-in as well, which dies at the fifth.
pub async fn wrong(
    mut txn: Txn,
    knock: &Knock,
    at: InSignIn,
    (place, why): (Place, Refused),
    events: Vec<Happened>,
) -> Result<Turn, Fault> {
    let now = knock.now();
    // A try that was not looked at is none.
    let counts = !matches!(why.why, Refusal::TryAgainAt(_));
    let over = counts
        && sign_ins::count_try(&mut txn, at.sign_in.id).await? >= i64::from(TRIES_PER_SIGN_IN);
    if over {
        sign_ins::delete(&mut txn, at.sign_in.id).await?;
    }
    record(&mut txn, knock, at.organisation.id, events, now).await?;
    txn.commit().await?;
    Ok(if over {
        guard::start_again(Some(&at.organisation), Refusal::StartAgain)
    } else {
        Turn::refused(place, why)
    })
}
