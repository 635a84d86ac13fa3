//! "Show it's you": a code from an app, a backup code, or the password of those who have neither.

use identity::{
    audit::Event,
    backup_code::BackupCode,
    front_desk::ProveForm,
    ids::FactorId,
    notice::Notice,
    place::{Place, ReturnPath},
    proof::{Proof, ProofKind},
    refusal::{Field, Refusal, Refused},
    secret::Secret,
    session::Owing,
    step_up::{FRESH, Realm, StepUp, Worth},
    totp::OtpCode,
    turn::{Away, CookieChange, Turn},
    view::prove::ByPassword,
};

use super::{bound, means};
use crate::{
    crypto::token::Token,
    desk::{
        Fault, Knock,
        check::{self, Account, Checked, CodeOutcome, Entered},
        check_code::{self, Reservation},
        guard::{self, Hold, SignedIn},
        issue::proof_kind,
        own_password,
        phone::What,
        record::{Happened, record},
    },
    store::{Txn, codes, factors, phone_codes::Asker, sessions, step_ups},
};

/// Checks the proof, and leads back to the page that asked for it; after a refusal, to the way that was tried.
pub async fn prove(knock: &Knock, form: ProveForm) -> Result<Turn, Fault> {
    let ProveForm {
        action,
        factor,
        secret,
    } = form;
    let Ok(action) = action.parse::<StepUp>() else {
        return Ok(Turn::refused(Place::Account, Refusal::Malformed));
    };
    let mut turn = attempt(knock, action, factor, &secret).await?;
    if let (None, Some(_)) = (factor, turn.refusal()) {
        let tried = match turn.flash.refused.as_ref().and_then(|refused| refused.at) {
            Some(Field::Password) => "password",
            _ => "code",
        };
        let again = format!("{}?by={tried}", app::paths::path(&action.page()));
        turn.go = ReturnPath::parse(&again).map_or(turn.go, Place::Return);
    }
    let tried = factor.map(|id| id.to_string()).unwrap_or_default();
    Ok(turn.keeping(&[("factor", &tried)]))
}

async fn attempt(
    knock: &Knock,
    action: StepUp,
    factor: Option<FactorId>,
    secret: &Secret,
) -> Result<Turn, Fault> {
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::owing_or_not(&mut txn, knock, Hold::Lock).await?;
    if action.realm() == Realm::Console && at.user.role().is_none() {
        return Err(Away::NotAllowed.into());
    }
    let means = means(&mut txn, &at, action).await?;
    match factor {
        Some(id) if means.factors.iter().any(|factor| factor.id == id) => {
            by_factor(txn, knock, &at, action, (id, secret)).await
        }
        // Somebody else's, or not one that counts here: it reads like a wrong code.
        Some(_) => Ok(Turn::refused(
            action.page(),
            Refusal::CodeNotAccepted.at(Field::Code),
        )),
        None if means.by_password == ByPassword::Yes => {
            by_password(txn, knock, &at, action, secret).await
        }
        None if action.takes_codes() => by_backup_code(txn, knock, &at, action, secret).await,
        // A look-up secret never steps up for the console (case B-08), nor lifts the report of a loss.
        None => Ok(Turn::refused(
            action.page(),
            Refusal::BackupCodeNotAccepted.at(Field::Code),
        )),
    }
}

async fn by_factor(
    mut txn: Txn,
    knock: &Knock,
    at: &SignedIn,
    action: StepUp,
    (id, typed): (FactorId, &Secret),
) -> Result<Turn, Fault> {
    let now = knock.now();
    let row = factors::find_locked(&mut txn, at.user.id, id).await?;
    let (Some(row), Some(code)) = (row, OtpCode::parse(typed.reveal())) else {
        return Ok(Turn::refused(
            action.page(),
            Refusal::CodeNotAccepted.at(Field::Code),
        ));
    };
    let account = Account {
        organisation: &at.organisation,
        user: &at.user,
    };
    let written = action.to_string();
    let entered = Entered {
        row: &row,
        code: &code,
        by: Asker::Session(at.session.id),
        what: What::Proof(&written),
    };
    let checked = check::check_otp(&mut txn, knock, account, entered, now).await?;
    let proof = Proof {
        kind: proof_kind(row.factor.kind),
        at: now,
    };
    let refused = checked.outcome.refused(row.factor.kind);
    settle(
        txn,
        knock,
        at,
        action,
        Settled {
            refused,
            proof,
            factor: Some(id),
            checked,
        },
    )
    .await
}

async fn by_backup_code(
    mut txn: Txn,
    knock: &Knock,
    at: &SignedIn,
    action: StepUp,
    typed: &Secret,
) -> Result<Turn, Fault> {
    let refuse = |why: Refusal| Ok(Turn::refused(action.page(), why.at(Field::Code)));
    let Some(code) = BackupCode::parse(typed.reveal()) else {
        return refuse(Refusal::BackupCodeNotAccepted);
    };
    let set = codes::live(&mut txn, at.user.id).await?;
    let reserved = match check_code::reserve(&mut txn, set.as_ref(), knock.now()).await? {
        Reservation::Given(reserved) => reserved,
        Reservation::Wait(until) => return refuse(Refusal::TryAgainAt(until)),
        Reservation::NoCodes => return refuse(Refusal::BackupCodeNotAccepted),
    };
    txn.commit().await?;

    let hash = check_code::hash(knock, &reserved, &code).await?;

    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::owing_or_not(&mut txn, knock, Hold::Lock).await?;
    let account = Account {
        organisation: &at.organisation,
        user: &at.user,
    };
    let checked = check_code::spend(&mut txn, knock, account, (&reserved, &hash), now).await?;
    let proof = Proof {
        kind: ProofKind::BackupCode,
        at: now,
    };
    let refused = check_code::refused(checked.outcome);
    settle(
        txn,
        knock,
        &at,
        action,
        Settled {
            refused,
            proof,
            factor: None,
            checked,
        },
    )
    .await
}

async fn by_password(
    mut txn: Txn,
    knock: &Knock,
    at: &SignedIn,
    action: StepUp,
    typed: &Secret,
) -> Result<Turn, Fault> {
    let tried = match own_password::reserve(&mut txn, knock, at).await? {
        Ok(tried) => tried,
        Err(why) => return Ok(Turn::refused(action.page(), why.at(Field::Password))),
    };
    txn.commit().await?;

    if let Some(why) = own_password::check(knock, at, &tried, typed).await? {
        return Ok(Turn::refused(action.page(), why.at(Field::Password)));
    }

    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::owing_or_not(&mut txn, knock, Hold::Lock).await?;
    // A factor may have come meanwhile, and then the password is not enough any more.
    let enough = means(&mut txn, &at, action).await?.by_password == ByPassword::Yes;
    if !(enough && own_password::still_holds(&mut txn, &at, &tried, now).await?) {
        return Ok(Turn::refused(action.page(), Refusal::ChangedMeanwhile));
    }
    let proof = Proof {
        kind: ProofKind::Password,
        at: now,
    };
    let checked = Checked::from(CodeOutcome::Accepted);
    settle(
        txn,
        knock,
        &at,
        action,
        Settled {
            refused: None,
            proof,
            factor: None,
            checked,
        },
    )
    .await
}

/// What came of a proof.
pub(super) struct Settled {
    pub refused: Option<Refused>,
    pub proof: Proof,
    pub factor: Option<FactorId>,
    pub checked: Checked,
}

/// Writes down what came of it: for the own account the session's proof is fresh again and its token new, for the
/// console there is a step-up for this one action. What was counted or spent commits either way.
pub(super) async fn settle(
    mut txn: Txn,
    knock: &Knock,
    at: &SignedIn,
    action: StepUp,
    settled: Settled,
) -> Result<Turn, Fault> {
    let Settled {
        refused,
        proof,
        factor,
        checked,
    } = settled;
    let mut events = checked.events;
    let turn = match refused {
        Some(refused) => Turn::refused(action.page(), refused),
        None if action.worth() == Worth::ThisAction => {
            step_ups::insert(&mut txn, &bound(at, action), FRESH, proof.at).await?;
            let stepped_up =
                Happened::by(Event::SteppedUp, &at.user).with("action", action.to_string());
            let stepped_up = stepped_up.with("proved_by", proof.kind.code());
            if action.realm() == Realm::Console {
                events.push(factor.into_iter().fold(stepped_up, Happened::factor));
            }
            Turn::to(action.page()).saying(Notice::Proved)
        }
        None => {
            let token = Token::random(&knock.desk.world);
            sessions::renew(&mut txn, at.session.id, &token.digest(), proof, factor).await?;
            let left = codes::live(&mut txn, at.user.id).await?;
            if Owing::after(proof.kind, left.map_or(0, |set| set.left)) == Owing::NewCodes {
                sessions::owe_codes(&mut txn, at.session.id).await?;
            }
            Turn::to(action.page())
                .saying(Notice::Proved)
                .with(CookieChange::Session(token.into_secret()))
        }
    };
    record(&mut txn, knock, at.organisation.id, events, proof.at).await?;
    txn.commit().await?;
    Ok(turn)
}
