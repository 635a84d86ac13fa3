//! Confirming a phone with the code that was sent to it: the number is theirs, the factor is active, and what was owed is paid.

use identity::{
    factor::{FactorKind, MOST_FACTORS},
    front_desk::{ConfirmForm, KeepOld},
    ids::FactorId,
    name::FactorName,
    phone::Verdict,
    place::Place,
    refusal::{Field, Refusal, Refused},
    throttle::TRIES_PER_ENROLMENT,
    time::Timestamp,
    totp::{NEVER, OtpCode},
    turn::Turn,
};

use super::{judge, start::asking};
use crate::{
    desk::{
        Fault, Knock,
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
        Err(why) => Turn::refused(Place::EnrolPhoneCode(id), why),
    };
    Ok(turn.keeping(&[("name", &typed_name)]))
}

fn parse(form: ConfirmForm) -> Result<Typed, Refused> {
    let name = FactorName::parse(&form.name).map_err(|why| why.at(Field::Name))?;
    let code = OtpCode::parse(form.code.reveal());
    Ok(Typed {
        id: form.factor,
        code: code.ok_or(Refusal::TextCodeWrong.at(Field::Code))?,
        name,
        keep_old: form.keep_old,
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
    at.may_set_up(FactorKind::Phone)?;
    let row = match factors::find_locked(&mut txn, at.account().user.id, typed.id).await? {
        Some(row) if at.holds(&row, now) && row.factor.kind == FactorKind::Phone => row,
        other => return Ok(gone(&at, other.as_ref())),
    };
    let asked = asking(&at, typed.id).asked();
    match judge::spend(&mut txn, knock, (asked, &typed.code), now).await? {
        Verdict::Right => right(txn, knock, at, &row, (typed, codes)).await,
        Verdict::Wrong => wrong(txn, &row, now).await,
        Verdict::Replayed | Verdict::Dead => Ok(Turn::refused(
            Place::EnrolPhoneCode(typed.id),
            Refusal::TextCodeDead.at(Field::Code),
        )),
    }
}

/// It ran out, is confirmed already, or was never theirs (case E-02).
pub(super) fn gone(at: &Enrolling, row: Option<&FactorRow>) -> Turn {
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
    if row.is_none_or(|row| !at.holds(&row, now)) {
        return Ok(false);
    }
    let asked = asking(&at, typed.id).asked();
    let (verdict, _) = judge::look(&mut txn, knock, (asked, &typed.code), now).await?;
    Ok(verdict == Verdict::Right && fresh::are_due(&mut txn, &at).await?)
}

/// A number that is not theirs is not guessed into an account: after a few the number is given anew.
async fn wrong(mut txn: Txn, row: &FactorRow, now: Timestamp) -> Result<Turn, Fault> {
    let id = row.factor.id;
    let over = pending::count_try(&mut txn, id).await? >= i64::from(TRIES_PER_ENROLMENT);
    if over {
        factors::bury(&mut txn, id, now).await?;
    }
    txn.commit().await?;
    Ok(if over {
        Turn::refused(Place::Enrol, Refusal::EnrolTextAgain)
    } else {
        let why = Refusal::TextCodeWrong.at(Field::Code);
        Turn::refused(Place::EnrolPhoneCode(id), why)
    })
}

async fn right(
    mut txn: Txn,
    knock: &Knock,
    at: Enrolling,
    row: &FactorRow,
    (typed, codes): (&Typed, Option<Fresh>),
) -> Result<Turn, Fault> {
    let (now, user) = (knock.now(), at.account().user.id);
    let old = match typed.keep_old {
        KeepOld::Keep => None,
        KeepOld::Remove => replaced(&mut txn, user, row.replaces).await?,
    };
    let all = factors::of_user(&mut txn, user).await?.len();
    if all.saturating_sub(usize::from(old.is_some())) >= MOST_FACTORS {
        let page = Place::EnrolPhoneCode(typed.id);
        return Ok(Turn::refused(page, Refusal::TooManyFactors));
    }
    let named = (typed.name.as_str(), NEVER);
    if !pending::activate(&mut txn, typed.id, named, now).await? {
        return Ok(gone(&at, None));
    }
    let confirmed = Confirmed {
        id: typed.id,
        kind: FactorKind::Phone,
        name: &typed.name,
        old,
        codes,
    };
    finish::finish(txn, knock, at, confirmed, now).await
}
