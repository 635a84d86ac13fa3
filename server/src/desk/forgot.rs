//! `/forgot-password`: a link to set a new password with, and one answer for everybody: the same words, the same cookies, and
//! the same rows written, whether or not somebody has the address (cases S-10 and S-14).

use identity::{
    audit::Event,
    email::{EmailAddress, lookup_key},
    ids::UserId,
    mail_desk::ForgotForm,
    notice::Notice,
    place::Place,
    refusal::{Field, Refusal},
    throttle::LINKS_PER_HOUR,
    time::{Span, Timestamp},
    turn::Turn,
    view::forgot::ForgotView,
};

use super::{
    Fault, Knock, guard, password_link,
    record::{Happened, record},
    sign_in::page::named,
    throttle,
};
use crate::{
    crypto::limiter::Network,
    store::{
        Txn, addresses,
        organisations::{self, Organisation},
        users::{self, User},
    },
};

pub async fn page(knock: &Knock, slug: Option<&str>) -> Result<ForgotView, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let asked = slug.or(knock.visitor.host_organisation.as_deref());
    match (asked, named(&mut txn, asked).await?) {
        (_, Some(organisation)) => Ok(ForgotView::Form {
            organisation: guard::organisation_view(&organisation),
        }),
        (Some(_), None) => Err(unknown().into()),
        (None, None) if organisations::any(&mut txn).await? => Ok(ForgotView::WhichOrganisation),
        (None, None) => Err(Turn::to(Place::SetUp).into()),
    }
}

fn unknown() -> Turn {
    Turn::refused(
        Place::ForgotPasswordAnywhere,
        Refusal::OrganisationUnknown.at(Field::Slug),
    )
}

/// What comes of a wish. Only the audit log tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Mailed,
    Unknown,
    /// Disabled, or invited and never come.
    NotActive,
    TooOften,
}

impl Outcome {
    const fn code(self) -> &'static str {
        match self {
            Self::Mailed => "mailed",
            Self::Unknown => "unknown",
            Self::NotActive => "not_active",
            Self::TooOften => "too_often",
        }
    }
}

pub async fn submit(knock: &Knock, form: &ForgotForm) -> Result<Turn, Fault> {
    let typed = [("email", form.email.as_str())];
    let back = Place::ForgotPassword(form.organisation.clone());
    if EmailAddress::parse(&form.email).is_err() {
        return Ok(Turn::refused(back, Refusal::EmailInvalid.at(Field::Email)).keeping(&typed));
    }
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let Some(organisation) = organisations::by_slug(&mut txn, &form.organisation).await? else {
        return Ok(unknown());
    };
    let network = format!("links|{}", Network::of(knock.visitor.ip));
    let most = i64::from(knock.desk.config.limits.links_per_minute);
    let minute = (network.as_str(), Span::minutes(1), most);
    if !throttle::may_ask(&mut txn, &knock.desk, minute, now).await? {
        txn.commit().await?;
        return Ok(Turn::refused(back, Refusal::AskedTooOften).keeping(&typed));
    }
    carry_out(&mut txn, knock, (&organisation, &form.email), now).await?;
    txn.commit().await?;
    Ok(Turn::to(back).saying(Notice::LinkAsked).carrying(&typed))
}

async fn carry_out(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, typed): (&Organisation, &str),
    now: Timestamp,
) -> Result<(), Fault> {
    let lookup = lookup_key(typed);
    let account = format!("links|{}|{lookup}", organisation.id);
    let hour = (account.as_str(), Span::hours(1), LINKS_PER_HOUR);
    let in_time = throttle::may_ask(txn, &knock.desk, hour, now).await?;
    let id = addresses::owner(txn, organisation.id, &lookup).await?;
    let user = users::find_locked(txn, organisation.id, id.unwrap_or(UserId(0))).await?;
    let outcome = match &user {
        None => Outcome::Unknown,
        Some(user) if !user.is_active() => Outcome::NotActive,
        Some(_) if !in_time => Outcome::TooOften,
        Some(_) => Outcome::Mailed,
    };
    let reader = user.as_ref().filter(|_| outcome == Outcome::Mailed);
    let recipient = recipient(txn, reader, &lookup).await?;
    password_link::send(txn, knock, (organisation, reader), &recipient, now).await?;
    let asked = Happened::by_system(Event::PasswordResetRequested);
    let asked = user.iter().fold(asked, Happened::about);
    record(
        txn,
        knock,
        organisation.id,
        [asked.with("outcome", outcome.code())],
        now,
    )
    .await
}

/// The address as its owner writes it, never as it was typed: two texts may have one key (case S-06).
async fn recipient(txn: &mut Txn, reader: Option<&User>, lookup: &str) -> Result<String, Fault> {
    let known = addresses::verified(txn, reader.map(|user| user.id)).await?;
    let meant = known.into_iter().find(|address| address.key == lookup);
    Ok(meant.map_or_else(String::new, |address| address.email))
}
