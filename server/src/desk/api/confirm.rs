//! The first code of a factor that a program sets up: the factor is active, and everything that was open ends, as when its owner adds one.

use identity::{
    api::ceremony::State,
    audit::Event,
    factor::{ENROLLABLE, FactorKind, MOST_FACTORS},
    mail::Occasion,
    phone::Verdict,
    session::EndCause,
    throttle::TRIES_PER_ENROLMENT,
    time::Timestamp,
    totp::{NEVER, OtpCode},
};

use super::{Refused, Stop, verify::By};
use crate::{
    crypto::otp,
    desk::{
        Knock,
        author::Author,
        check::{self, Account},
        ended,
        enrolling::settled::settled,
        letters,
        phone::{Ask, What, judge},
        record::record,
    },
    store::{
        Txn,
        api_ceremonies::{self, Ceremony},
        factors::{self, FactorRow},
        pending,
        phone_codes::Asker,
        policies,
    },
};

pub(super) fn accepted(ceremony: Ceremony) -> Ceremony {
    Ceremony {
        state: State::Accepted,
        ..ceremony
    }
}

/// One that its owner sets up in a browser is theirs: to programs it is not there.
pub(super) async fn confirm(
    mut txn: Txn,
    knock: &Knock,
    by: By<'_>,
    (row, code): (&FactorRow, Option<OtpCode>),
    now: Timestamp,
) -> Result<Option<Ceremony>, Stop> {
    let By { caller, user } = by;
    let organisation = &*caller.organisation;
    let whose = (organisation.id, user.id);
    let registration = api_ceremonies::registration(&mut txn, whose, row.factor.id).await?;
    let registration = registration.filter(|found| found.is_open(now));
    let registration = registration.ok_or(Refused::NoSuchFactor)?;
    let policy = policies::of_user(&mut txn, organisation.id, user.id).await?;
    let kinds = policy.rules.kinds_for(user.role()).and(ENROLLABLE);
    if !user.is_active() || !kinds.contains(row.factor.kind) {
        return Err(Refused::NotAvailable.into());
    }
    let code = code.ok_or(Refused::FailedFactor)?;
    let account = Account { organisation, user };
    let step = match row.factor.kind {
        FactorKind::Phone => {
            let asked = Ask {
                account,
                factor: row.factor.id,
                by: Asker::Ceremony(&registration.id),
                what: What::Enrolment,
            };
            let verdict = judge::spend(&mut txn, knock, (asked.asked(), &code), now).await?;
            match verdict {
                Verdict::Right => Some(NEVER),
                Verdict::Wrong => None,
                // Nothing was sent that counts: that is no try.
                Verdict::Replayed | Verdict::Dead => return Err(Refused::FailedFactor.into()),
            }
        }
        _ => otp::matching_step(&check::open_secret(knock, account, row)?, &code, now),
    };
    let Some(step) = step else {
        return Err(wrong(txn, row, now).await?.into());
    };
    if factors::of_user(&mut txn, user.id).await?.len() >= MOST_FACTORS {
        return Err(Refused::Malformed("This user has too many factors".to_owned()).into());
    }
    let name = row.factor.name.as_str();
    if !pending::activate(&mut txn, row.factor.id, (name, step), now).await? {
        return Err(Refused::NoSuchFactor.into());
    }
    api_ceremonies::accept(&mut txn, &registration.id).await?;
    settled(&mut txn, user.id).await?;
    let author = Author::Program(caller);
    let ended = ended::all(&mut txn, author, user, EndCause::FactorChange.code()).await?;
    let occasion = Occasion::FactorAdded {
        factor: row.factor.id,
        name: name.to_owned(),
    };
    letters::tell(&mut txn, knock, (organisation, user), &occasion, now).await?;
    let enrolled = author
        .did(Event::FactorEnrolled)
        .about(user)
        .factor(row.factor.id)
        .with("kind", row.factor.kind.code())
        .with("name", name);
    let events = std::iter::once(enrolled).chain(ended);
    record(&mut txn, knock, organisation.id, events, now).await?;
    txn.commit().await?;
    Ok(Some(accepted(registration)))
}

/// The program knows the secret, so this is no guess; but one that never works must be begun anew (case E-06).
async fn wrong(mut txn: Txn, row: &FactorRow, now: Timestamp) -> Result<Refused, Stop> {
    let id = row.factor.id;
    if pending::count_try(&mut txn, id).await? > i64::from(TRIES_PER_ENROLMENT) {
        factors::bury(&mut txn, id, now).await?;
    }
    txn.commit().await?;
    Ok(Refused::FailedFactor)
}
