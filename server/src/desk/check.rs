//! Checking a code from an authenticator app, a hardware token or a text message: throttled, spent once, disabled after fifty wrong ones in a row.

use identity::{
    audit::Event,
    factor::{FactorKind, FactorState},
    mail::Occasion,
    phone::Verdict,
    refusal::{Field, Refusal, Refused},
    throttle::{FACTOR_DEAD_AT, FREE, allowed_at},
    time::Timestamp,
    totp::{CodeVerdict, OtpCode, accept},
};

use super::{
    Fault, Knock, hardware_token, letters,
    phone::{Ask, What, judge},
    record::Happened,
    told,
};
use crate::{
    crypto::otp,
    store::{
        Error, Txn,
        factors::{self, FactorRow},
        organisations::Organisation,
        phone_codes::Asker,
        users::User,
    },
};

/// What a code was worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeOutcome {
    /// Right, and spent: the transaction must grant what it buys, or not commit.
    Accepted,
    /// Right, and spent before: an anomaly, not a guess.
    Replayed,
    /// Wrong, and counted.
    Wrong,
    /// Not looked at: too many wrong ones before.
    Wait(Timestamp),
    /// None that counts was sent: nothing was looked at.
    Dead,
    /// Wrong once too often, now or before: what it was for is dead.
    Disabled,
}

/// A checked code, and what the audit must know of it. The mails are in the outbox already.
#[derive(Debug)]
pub struct Checked {
    pub outcome: CodeOutcome,
    pub events: Vec<Happened>,
}

/// Whose account it is.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    pub organisation: &'a Organisation,
    pub user: &'a User,
}

impl CodeOutcome {
    /// What the person reads at the field; none when the code was right.
    pub fn refused(self, kind: FactorKind) -> Option<Refused> {
        let why = match (self, kind) {
            (Self::Accepted, _) => return None,
            (Self::Replayed, FactorKind::Phone) => Refusal::TextCodeUsed,
            (Self::Replayed, _) => Refusal::CodeUsedBefore,
            (Self::Dead, _) => Refusal::TextCodeDead,
            (Self::Wrong, FactorKind::Phone) => Refusal::TextCodeWrong,
            (Self::Wrong | Self::Disabled, _) => Refusal::CodeNotAccepted,
            (Self::Wait(until), _) => Refusal::TryAgainAt(until),
        };
        Some(why.at(Field::Code))
    }
}

impl From<CodeOutcome> for Checked {
    fn from(outcome: CodeOutcome) -> Self {
        Self {
            outcome,
            events: Vec::new(),
        }
    }
}

impl Checked {
    fn with(outcome: CodeOutcome, event: Happened) -> Self {
        Self {
            outcome,
            events: vec![event],
        }
    }
}

/// A code that was typed for a factor, and where.
#[derive(Clone, Copy, Debug)]
pub struct Entered<'a> {
    pub row: &'a FactorRow,
    pub code: &'a OtpCode,
    /// Who types it, and for what: a code by message counts where it was asked for.
    pub by: Asker<'a>,
    pub what: What<'a>,
}

/// Checks a code of one authenticator app, one hardware token or one phone. The caller holds the locks of the user and of `row`, which it has just
/// read; it commits whatever comes out, and records the events last.
pub async fn check_otp(
    txn: &mut Txn,
    knock: &Knock,
    account: Account<'_>,
    entered: Entered<'_>,
    now: Timestamp,
) -> Result<Checked, Fault> {
    let Entered { row, code, .. } = entered;
    let factor = &row.factor;
    if !factor.kind.shows_codes() || factor.state != FactorState::Active {
        let dead = factor.state == FactorState::Disabled;
        return Ok(if dead {
            CodeOutcome::Disabled
        } else {
            CodeOutcome::Wrong
        }
        .into());
    }
    if now < row.allowed_at {
        return Ok(CodeOutcome::Wait(row.allowed_at).into());
    }
    let verdict = match factor.kind {
        FactorKind::Phone => spend_text(txn, knock, account, entered, now).await?,
        FactorKind::HardwareToken => hardware_token::spend(txn, knock, account, (row, code), now)
            .await?
            .into(),
        FactorKind::Totp | FactorKind::Passkey => {
            spend(txn, knock, account, (row, code), now).await?.into()
        }
    };
    match verdict {
        Verdict::Right => {
            told::right_after(txn, knock, account, row.failures, now).await?;
            Ok(CodeOutcome::Accepted.into())
        }
        Verdict::Replayed => Ok(Checked::with(
            CodeOutcome::Replayed,
            Happened::by(Event::CodeReplayed, account.user).factor(factor.id),
        )),
        Verdict::Dead => Ok(CodeOutcome::Dead.into()),
        Verdict::Wrong => count_wrong(txn, knock, account, row, now).await,
    }
}

/// A code by message: of this sign-in, session or ceremony, for this action, and for no other (ASVS 6.6.2).
async fn spend_text(
    txn: &mut Txn,
    knock: &Knock,
    account: Account<'_>,
    entered: Entered<'_>,
    now: Timestamp,
) -> Result<Verdict, Fault> {
    let ask = Ask {
        account,
        factor: entered.row.factor.id,
        by: entered.by,
        what: entered.what,
    };
    judge::spend_active(txn, knock, (&ask, entered.code), now).await
}

/// Judges a code of an app, and spends its step if it counts. What was spent by somebody else a moment ago is replayed.
async fn spend(
    txn: &mut Txn,
    knock: &Knock,
    account: Account<'_>,
    (row, code): (&FactorRow, &OtpCode),
    now: Timestamp,
) -> Result<CodeVerdict, Fault> {
    let secret = open_secret(knock, account, row)?;
    let verdict = accept(otp::matching_step(&secret, code, now), row.last_step);
    Ok(match verdict {
        CodeVerdict::Accepted { step }
            if !factors::spend_step(txn, row.factor.id, step, now).await? =>
        {
            CodeVerdict::Replayed
        }
        _ => verdict,
    })
}

/// The seed of a factor. One that does not open is trouble, never a wrong code.
pub fn open_secret(
    knock: &Knock,
    account: Account<'_>,
    row: &FactorRow,
) -> Result<otp::Seed, Fault> {
    let sealed = row
        .secret
        .as_deref()
        .ok_or_else(|| Error::inconsistent("factors", "secret", row.factor.id.0))?;
    let bound_to = bound_to(account, row.factor.id);
    Ok(otp::Seed::open(&knock.desk.keys, &bound_to, sealed)?)
}

/// What a sealed seed is bound to, so that rows cannot be swapped (ASVS 11.3.3).
pub fn bound_to(account: Account<'_>, factor: identity::ids::FactorId) -> String {
    format!(
        "factors|{}|{}|{factor}|v1",
        account.organisation.id, account.user.id
    )
}

async fn count_wrong(
    txn: &mut Txn,
    knock: &Knock,
    account: Account<'_>,
    row: &FactorRow,
    now: Timestamp,
) -> Result<Checked, Fault> {
    let (id, failures) = (row.factor.id, row.failures.saturating_add(1));
    factors::fail(txn, id, failures, allowed_at(failures, now)).await?;
    let failed = Happened::by(Event::ChallengeFailed, account.user)
        .factor(id)
        .with("kind", row.factor.kind.code());
    let mut checked = Checked::with(CodeOutcome::Wrong, failed.with("failures", failures));
    told::wrong_again(txn, knock, account, failures, now).await?;
    if failures == FREE {
        checked.events.push(
            Happened::by_system(Event::ThrottleEngaged)
                .about(account.user)
                .factor(id)
                .with("what", "factor"),
        );
    }
    if failures >= FACTOR_DEAD_AT && factors::disable(txn, id, now).await? {
        let occasion = Occasion::FactorDisabled {
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
        checked.events.push(
            Happened::by_system(Event::FactorDisabled)
                .about(account.user)
                .factor(id)
                .because("too_many_failures"),
        );
        checked.outcome = CodeOutcome::Disabled;
    }
    Ok(checked)
}
