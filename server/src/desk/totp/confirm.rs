//! Confirming an authenticator app with its first code: the factor is active, and what was owed is paid.

use identity::{
    factor::{FactorKind, MOST_FACTORS},
    front_desk::{ConfirmForm, KeepOld},
    ids::FactorId,
    name::FactorName,
    place::Place,
    refusal::{Field, Refusal, Refused},
    throttle::TRIES_PER_ENROLMENT,
    time::Timestamp,
    totp::OtpCode,
    turn::Turn,
};

use crate::{
    crypto::otp,
    desk::{
        Fault, Knock, check,
        codes::fresh::{self, Fresh},
        enrolling::{
            self, Enrolling,
            finish::{self, Confirmed},
            permit::replaced,
        },
        guard::Hold,
    },
    store::{
        Txn,
        factors::{self, FactorRow},
        pending,
    },
};

/// A confirmation whose form was fit to be looked at.
struct Typed {
    id: FactorId,
    code: OtpCode,
    name: FactorName,
    keep_old: KeepOld,
}

pub async fn submit(knock: &Knock, form: ConfirmForm) -> Result<Turn, Fault> {
    let (id, typed_name) = (form.factor, form.name.clone());
    let turn = match parse(form) {
        Ok(typed) => confirm(knock, &typed).await?,
        Err(why) => Turn::refused(Place::EnrolTotp(id), why),
    };
    Ok(turn.keeping(&[("name", &typed_name)]))
}

fn parse(form: ConfirmForm) -> Result<Typed, Refused> {
    let ConfirmForm {
        factor: id,
        code,
        name,
        keep_old,
    } = form;
    let name = FactorName::parse(&name).map_err(|why| why.at(Field::Name))?;
    let code = OtpCode::parse(code.reveal()).ok_or(Refusal::EnrolCodeWrong.at(Field::Code))?;
    Ok(Typed {
        id,
        code,
        name,
        keep_old,
    })
}

async fn confirm(knock: &Knock, typed: &Typed) -> Result<Turn, Fault> {
    // The instant at which the code was sent: hashing new backup codes must not make it too old.
    let now = knock.now();
    let codes = if is_right_and_wants_codes(knock, typed, now).await? {
        fresh::make(knock).await?
    } else {
        None
    };

    let mut txn = knock.desk.db.begin().await?;
    let at = enrolling::who(&mut txn, knock, Hold::Lock).await?;
    at.may_set_up(FactorKind::Totp)?;
    let row = match factors::find_locked(&mut txn, at.account().user.id, typed.id).await? {
        Some(row) if at.holds(&row, now) => row,
        other => return Ok(gone(&at, other.as_ref())),
    };
    let seed = check::open_secret(knock, at.account(), &row)?;
    match otp::matching_step(&seed, &typed.code, now) {
        None => wrong(txn, &row, now).await,
        Some(step) => right(txn, knock, at, (&row, step), (typed, codes)).await,
    }
}

/// It ran out, is confirmed already, or was never theirs (case E-02).
fn gone(at: &Enrolling, row: Option<&FactorRow>) -> Turn {
    let again = matches!(at, Enrolling::Owing(_)) || row.is_some_and(|row| at.began(row));
    Turn::refused(
        if again { Place::Enrol } else { Place::Account },
        Refusal::Expired,
    )
}

/// Looks ahead without a lock, so that backup codes can be hashed while no transaction is open. It decides nothing.
async fn is_right_and_wants_codes(
    knock: &Knock,
    typed: &Typed,
    now: Timestamp,
) -> Result<bool, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let at = enrolling::who(&mut txn, knock, Hold::Read).await?;
    let row = factors::find(&mut txn, at.account().user.id, typed.id).await?;
    let Some(row) = row.filter(|row| at.holds(row, now)) else {
        return Ok(false);
    };
    let seed = check::open_secret(knock, at.account(), &row)?;
    Ok(otp::matching_step(&seed, &typed.code, now).is_some()
        && fresh::are_due(&mut txn, &at).await?)
}

/// The secret is known to whoever sees the page, so this is no guess; but a page that never works must be left (E-06).
async fn wrong(mut txn: Txn, row: &FactorRow, now: Timestamp) -> Result<Turn, Fault> {
    let id = row.factor.id;
    let over = pending::count_try(&mut txn, id).await? > i64::from(TRIES_PER_ENROLMENT);
    if over {
        factors::bury(&mut txn, id, now).await?;
    }
    txn.commit().await?;
    Ok(if over {
        Turn::refused(Place::Enrol, Refusal::EnrolStartAgain)
    } else {
        Turn::refused(
            Place::EnrolTotp(id),
            Refusal::EnrolCodeWrong.at(Field::Code),
        )
    })
}

async fn right(
    mut txn: Txn,
    knock: &Knock,
    at: Enrolling,
    (row, step): (&FactorRow, i64),
    (typed, codes): (&Typed, Option<Fresh>),
) -> Result<Turn, Fault> {
    let now = knock.now();
    let old = match typed.keep_old {
        KeepOld::Keep => None,
        KeepOld::Remove => replaced(&mut txn, at.account().user.id, row.replaces).await?,
    };
    let others = factors::of_user(&mut txn, at.account().user.id)
        .await?
        .len()
        .saturating_sub(usize::from(old.is_some()));
    if others >= MOST_FACTORS {
        return Ok(Turn::refused(
            Place::EnrolTotp(typed.id),
            Refusal::TooManyFactors,
        ));
    }
    if !pending::activate(&mut txn, typed.id, (typed.name.as_str(), step), now).await? {
        return Ok(gone(&at, None));
    }
    let confirmed = Confirmed {
        id: typed.id,
        kind: FactorKind::Totp,
        name: &typed.name,
        old,
        codes,
    };
    finish::finish(txn, knock, at, confirmed, now).await
}
