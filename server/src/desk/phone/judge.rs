//! What a typed code is worth, and its spending.

use identity::{
    phone::{Verdict, code::Typed},
    time::Timestamp,
    totp::OtpCode,
};

use super::Ask;
use crate::{
    desk::{Fault, Knock},
    store::{
        Txn,
        phone_codes::{self, Asked, Asker, SentCode},
        phones::{self, Digest},
    },
};

/// Judges a code without spending it. The caller has found the factor to be whose it should be.
pub async fn look(
    txn: &mut Txn,
    knock: &Knock,
    (asked, code): (Asked<'_>, &OtpCode),
    now: Timestamp,
) -> Result<(Verdict, Option<SentCode>), Fault> {
    let Some(found) = phone_codes::find(txn, asked).await? else {
        return Ok((Verdict::Dead, None));
    };
    let text = written(asked, found.sent.expires_at, code.as_str());
    let same = knock
        .desk
        .keys
        .throttle()
        .verify(text.as_bytes(), &found.digest);
    let typed = if same { Typed::Same } else { Typed::Other };
    Ok((found.sent.judge(typed, now), Some(found)))
}

/// Judges a code, and spends it if it counts; a wrong one is counted for it. The caller holds the lock of the factor, and counts
/// on that as well.
pub async fn spend(
    txn: &mut Txn,
    knock: &Knock,
    (asked, code): (Asked<'_>, &OtpCode),
    now: Timestamp,
) -> Result<Verdict, Fault> {
    let (verdict, found) = look(txn, knock, (asked, code), now).await?;
    let Some(found) = found else {
        return Ok(verdict);
    };
    match verdict {
        Verdict::Right if phone_codes::spend(txn, found.id, now).await? => Ok(Verdict::Right),
        Verdict::Right => Ok(Verdict::Replayed),
        Verdict::Wrong => {
            phone_codes::count_try(txn, found.id).await?;
            Ok(verdict)
        }
        Verdict::Replayed | Verdict::Dead => Ok(verdict),
    }
}

/// The same of a factor that is active: a right code says that its owner has it.
pub async fn spend_active(
    txn: &mut Txn,
    knock: &Knock,
    (ask, code): (&Ask<'_>, &OtpCode),
    now: Timestamp,
) -> Result<Verdict, Fault> {
    let verdict = spend(txn, knock, (ask.asked(), code), now).await?;
    let right = verdict == Verdict::Right;
    if right && !phones::note_use(txn, ask.factor, now).await? {
        return Ok(Verdict::Dead);
    }
    Ok(verdict)
}

/// Of six digits a plain hash would hide nothing.
pub(super) fn digest(
    knock: &Knock,
    asked: Asked<'_>,
    (expires_at, code): (Timestamp, &str),
) -> Digest {
    let text = written(asked, expires_at, code);
    knock.desk.keys.throttle().mac(text.as_bytes())
}

/// Whatever a code is bound to is part of what is compared (case M-12).
fn written(asked: Asked<'_>, expires_at: Timestamp, code: &str) -> String {
    let by = match asked.by {
        Asker::SignIn(id) => format!("sign-in {id}"),
        Asker::Session(id) => format!("session {id}"),
        Asker::Ceremony(id) => format!("ceremony {id}"),
    };
    let (factor, action, until) = (asked.factor, asked.action, expires_at.0);
    format!("phone code|{factor}|{by}|{action}|{until}|{code}")
}
