//! Force MFA reset: everything that a user proves with goes, and the next sign-in demands enrolment. One use case for the
//! console and for the command line. Never touches the password, never reopens a grace.

use data_encoding::HEXLOWER;
use identity::{
    audit::Event,
    enrolment::{Grant, GrantCause},
    ids::UserId,
    justification::Why,
    mail::Occasion,
    reset::{Fate, ResetPlan, plan},
    time::{Span, Timestamp},
    user::MustEnrol,
};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::{
    Fault, Knock,
    author::Author,
    ended,
    guard::Hold,
    known_device, letters,
    record::Happened,
    requests::{self, Deed},
};
use crate::store::{
    Txn, access_passes, codes, factors,
    organisations::Organisation,
    resets, sessions,
    users::{self, User},
};

/// A reset that was asked for and permitted.
#[derive(Debug)]
pub struct Order<'a> {
    pub organisation: &'a Organisation,
    /// Locked.
    pub user: &'a User,
    pub author: Author<'a>,
    pub plan: ResetPlan,
    pub why: Why,
}

/// What a reset will do, as things stand.
pub async fn look(
    txn: &mut Txn,
    user: &User,
    hold: Hold,
    now: Timestamp,
) -> Result<ResetPlan, Fault> {
    let factors = match hold {
        Hold::Read => resets::factors(txn, user.id).await?,
        Hold::Lock => resets::factors_locked(txn, user.id).await?,
    };
    let codes = codes::live(txn, user.id).await?.map_or(0, |set| set.left);
    let sessions = sessions::count(txn, user.id, now).await?;
    Ok(plan(
        &factors,
        codes,
        u32::try_from(sessions).unwrap_or(u32::MAX),
    ))
}

/// Names what was shown: which factors in which state, how many codes, and which grant stands, so that of two resets at
/// once the second is refused (case F-12). Neither sessions nor the last use: whoever holds a stolen session could change
/// these all the time, and no reset would ever be the one that was confirmed.
pub fn digest((user, grant): (UserId, Option<Grant>), plan: &ResetPlan) -> String {
    let factors = plan.factors.iter().map(|(factor, fate)| {
        json!([
            factor.id.0,
            factor.kind.code(),
            factor.state.code(),
            factor.name.as_str(),
            fate.code()
        ])
    });
    let shown = json!({
        "user": user.0,
        "factors": factors.collect::<Vec<_>>(),
        "codes": plan.codes_left,
        "grant": grant.map(|grant| (grant.cause.code(), grant.until.0)),
    });
    HEXLOWER.encode(&Sha256::digest(shown.to_string().as_bytes()))
}

/// Carries it out, all in the caller's transaction; the caller records the events last. The order of locks is user, factor,
/// session, audit.
pub async fn reset(
    txn: &mut Txn,
    knock: &Knock,
    order: Order<'_>,
    now: Timestamp,
) -> Result<Vec<Happened>, Fault> {
    let Order {
        organisation,
        user,
        author,
        plan,
        why,
    } = order;
    for (factor, fate) in &plan.factors {
        match fate {
            Fate::Deleted => drop(factors::bury(txn, factor.id, now).await?),
            Fate::Deactivated => resets::deactivate(txn, factor.id, now).await?,
        }
    }
    codes::revoke(txn, user.id, now).await?;
    access_passes::revoke(txn, user.id).await?;
    let until = now + Span::hours(organisation.enrol_window_hours);
    users::set_grant(
        txn,
        user.id,
        Some(Grant {
            cause: GrantCause::Reset,
            until,
        }),
        MustEnrol::Yes,
    )
    .await?;
    let ended = ended::all(txn, author, user, "reset").await?;
    let event = author.did(Event::DeviceForgotten);
    let forgotten = known_device::forget_all(txn, event, user, "reset").await?;
    let hours = u32::try_from(organisation.enrol_window_hours).unwrap_or_default();
    let occasion = Occasion::ResetByAdmin {
        admin: author.name(),
        hours,
        pass: organisation.reset_pass,
    };
    letters::tell(txn, knock, (organisation, user), &occasion, now).await?;

    let answered = requests::answered_by(txn, author, (user, Deed::Reset), now).await?;
    let factors = plan.factors.iter().map(|(factor, fate)| {
        json!({ "id": factor.id.0, "kind": factor.kind.code(), "name": factor.name.as_str(), "fate": fate.code() })
    });
    let event = author
        .did(Event::FactorAdminReset)
        .about(user)
        .justified(&why)
        .with("factors", factors.collect::<Vec<_>>())
        .with("codes_revoked", plan.codes_left)
        .with("enrol_until", until.0);
    Ok([event]
        .into_iter()
        .chain(ended)
        .chain(forgotten)
        .chain(answered)
        .collect())
}
