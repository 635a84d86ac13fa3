//! `/not-me`: somebody denies what a mail told of. The link proves a mailbox, so it only ever takes away: sessions, what was
//! added, a password. It opens nothing (case F-08).

use identity::{
    audit::Event,
    mail::Occasion,
    not_me::{Deed, Step, remedy},
    notice::Notice,
    place::Place,
    refusal::Refusal,
    secret::Secret,
    time::Timestamp,
    turn::Turn,
    view::not_me::NotMeView,
};

use super::{
    Fault, Knock, addresses as own_addresses, ended,
    guard::{self, Hold},
    letters,
    opened::{self, Opened},
    password_link,
    record::{Happened, record},
};
use crate::store::{
    Txn, access_passes, codes, factors,
    mail_links::{self, Purpose},
    users,
};

const PURPOSE: Purpose = Purpose::NotMe;

/// A live link, and what it denies.
struct Open {
    opened: Opened,
    deed: Deed,
}

async fn find(
    txn: &mut Txn,
    link: Option<&Secret>,
    hold: Hold,
    now: Timestamp,
) -> Result<Option<Open>, Fault> {
    let opened = opened::find(txn, link, PURPOSE, hold, now).await?;
    Ok(opened.and_then(|opened| {
        Some(Open {
            deed: opened.link.deed?,
            opened,
        })
    }))
}

/// Looking changes nothing: mail programs look at links before people do.
pub async fn page(knock: &Knock, link: Option<Secret>) -> Result<NotMeView, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let open = find(&mut txn, link.as_ref(), Hold::Read, knock.now()).await?;
    Ok(open.map_or(NotMeView::Gone, |open| NotMeView::Open {
        organisation: guard::organisation_view(&open.opened.organisation),
        deed: open.deed,
        at: open.opened.link.created_at,
        steps: remedy(open.deed).to_vec(),
    }))
}

pub async fn submit(knock: &Knock, link: Secret) -> Result<Turn, Fault> {
    let gone = || Ok(Turn::refused(Place::NotMe, Refusal::LinkGone).holding(&link));
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let Some(open) = find(&mut txn, Some(&link), Hold::Lock, now).await? else {
        return gone();
    };
    let opened = &open.opened;
    if !mail_links::spend(&mut txn, &opened.digest, (opened.user.id, PURPOSE), now).await? {
        return gone();
    }
    let turn = carry_out(&mut txn, knock, &open, now).await?;
    txn.commit().await?;
    Ok(turn)
}

async fn carry_out(
    txn: &mut Txn,
    knock: &Knock,
    open: &Open,
    now: Timestamp,
) -> Result<Turn, Fault> {
    let whose = (&open.opened.organisation, &open.opened.user);
    mail_links::revoke_siblings(txn, &open.opened.link).await?;
    // Told before an address may go, so that whoever reads there hears of it, too.
    letters::tell(txn, knock, whose, &Occasion::Denied, now).await?;
    let steps = remedy(open.deed);
    let mut events = Vec::new();
    for step in steps {
        events.extend(take(txn, knock, open, *step, now).await?);
    }
    tell_admins(txn, knock, open, now).await?;
    let notice = if steps.contains(&Step::DemandPassword) {
        Notice::DeniedPassword
    } else {
        Notice::Denied
    };
    let turn = Turn::to(Place::SignIn(open.opened.organisation.slug.clone())).saying(notice);
    let (turn, ended) = ended::here_too(txn, knock, (&open.opened.user, "not_me"), turn).await?;
    events.extend(ended);
    let codes: Vec<&str> = steps.iter().map(|step| step.code()).collect();
    let denied = Happened::by(Event::NotMe, &open.opened.user)
        .with("deed", open.deed.code())
        .with("steps", codes)
        .with("recipient", open.opened.link.recipient.as_str());
    let denied = open
        .opened
        .link
        .factor
        .into_iter()
        .fold(denied, Happened::factor);
    events.insert(0, denied);
    record(txn, knock, open.opened.organisation.id, events, now).await?;
    Ok(turn)
}

/// One step of the remedy, under the user's lock.
async fn take(
    txn: &mut Txn,
    knock: &Knock,
    open: &Open,
    step: Step,
    now: Timestamp,
) -> Result<Option<Happened>, Fault> {
    let (user, link) = (&open.opened.user, &open.opened.link);
    match step {
        Step::SuspendFactor => {
            let Some(id) = link.factor else {
                return Ok(None);
            };
            let suspended = Happened::by(Event::FactorSuspended, user).factor(id);
            return Ok(factors::suspend(txn, id, now)
                .await?
                .then(|| suspended.because("not_me")));
        }
        Step::RevokeCodes => {
            let live = codes::live(txn, user.id).await?;
            if live.is_some_and(|set| set.created_at >= link.created_at) {
                codes::revoke(txn, user.id, now).await?;
            }
        }
        Step::TakeAddressBack => {
            own_addresses::take_back(txn, (&open.opened.organisation, user), link).await?;
        }
        Step::RestoreAddress => {
            if let Some(address) = &link.address {
                own_addresses::restore(txn, (&open.opened.organisation, user), address, now)
                    .await?;
            }
        }
        Step::RevokePass => access_passes::revoke(txn, user.id).await?,
        Step::WithdrawGrant => users::withdraw_grant(txn, user.id).await?,
        Step::DemandPassword => {
            let to = link.recipient.as_str();
            password_link::demand(txn, knock, (&open.opened.organisation, user), to, now).await?;
        }
    }
    Ok(None)
}

async fn tell_admins(
    txn: &mut Txn,
    knock: &Knock,
    open: &Open,
    now: Timestamp,
) -> Result<(), Fault> {
    let occasion = Occasion::AdminsTold {
        name: open.opened.user.name.clone(),
        email: open.opened.user.email.clone(),
        deed: open.deed,
        link: format!(
            "{}/admin/users/{}",
            knock.desk.config.public_url, open.opened.user.id
        ),
    };
    for admin in users::admins(txn, open.opened.organisation.id).await? {
        letters::tell(
            txn,
            knock,
            (&open.opened.organisation, &admin),
            &occasion,
            now,
        )
        .await?;
    }
    Ok(())
}
