//! `/reset-password`: a new password by a mailed link. It signs nobody in and stands in for no factor (case S-13).

use identity::{
    audit::Event,
    email::lookup_key,
    mail::Occasion,
    mail_desk::ResetPasswordForm,
    notice::Notice,
    password::{NewPassword, least_length},
    place::Place,
    policy::Rules,
    refusal::{Field, Refusal, Refused},
    secret::Secret,
    throttle::TRIES_PER_LINK,
    time::Timestamp,
    turn::Turn,
    view::forgot::ResetPasswordView,
};

use super::{
    Fault, Knock,
    check::Account,
    chosen_password, ended,
    guard::{self, Hold},
    letters, opened, password_check,
    record::{Happened, record},
    throttle,
};
use crate::{
    crypto::{limiter::Lane, password_hash::Phc, token::Digest},
    store::{
        Txn, access_passes,
        mail_links::{self, Purpose},
        organisations::Organisation,
        policies,
        users::{self, User},
    },
};

const PURPOSE: Purpose = Purpose::ResetPassword;

/// A live link with everything around it.
struct Open {
    digest: Digest,
    until: Timestamp,
    organisation: Organisation,
    user: User,
    rules: Rules,
}

async fn find(txn: &mut Txn, link: Option<&Secret>, now: Timestamp) -> Result<Option<Open>, Fault> {
    let Some(opened) = opened::find(txn, link, PURPOSE, Hold::Read, now).await? else {
        return Ok(None);
    };
    let policy = policies::of_user(txn, opened.organisation.id, opened.user.id).await?;
    Ok(Some(Open {
        digest: opened.digest,
        until: opened.link.expires_at,
        organisation: opened.organisation,
        user: opened.user,
        rules: policy.rules,
    }))
}

/// Looking spends nothing: mail programs look at links before people do.
pub async fn page(knock: &Knock, link: Option<Secret>) -> Result<ResetPasswordView, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let open = find(&mut txn, link.as_ref(), knock.now()).await?;
    Ok(
        open.map_or(ResetPasswordView::Gone, |open| ResetPasswordView::Open {
            organisation: guard::organisation_view(&open.organisation),
            email: open.user.email,
            least_password: least_length(open.rules.requirement),
            until: open.until,
        }),
    )
}

pub async fn submit(knock: &Knock, form: ResetPasswordForm) -> Result<Turn, Fault> {
    let ResetPasswordForm { link, new } = form;
    let refuse = |why| Ok(Turn::refused(Place::ResetPassword, why).holding(&link));
    let gone = || refuse(Refusal::LinkGone.into());
    let mut txn = knock.desk.db.read().await?;
    let Some(open) = find(&mut txn, Some(&link), knock.now()).await? else {
        return gone();
    };
    drop(txn);
    let account = Account {
        organisation: &open.organisation,
        user: &open.user,
    };
    let chosen = match chosen_password::parse(knock, account, &open.rules, &new) {
        Ok(chosen) => chosen,
        Err(why) => return refuse(why.at(Field::NewPassword)),
    };
    if let Some(why) = is_the_old_one(knock, &open, &chosen).await? {
        return refuse(why);
    }
    let phc = chosen_password::hash(knock, &chosen).await?;

    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let there = users::find_locked(&mut txn, open.organisation.id, open.user.id).await?;
    let Some(user) = there.filter(User::is_active) else {
        return gone();
    };
    if !mail_links::spend(&mut txn, &open.digest, (user.id, PURPOSE), now).await? {
        return gone();
    }
    let turn = change(&mut txn, knock, (&open.organisation, &user), &phc, now).await?;
    txn.commit().await?;
    Ok(turn)
}

/// Where a new password is demanded, the old one will not do. Few tries, since each tells whether it was the old one.
async fn is_the_old_one(
    knock: &Knock,
    open: &Open,
    chosen: &NewPassword,
) -> Result<Option<Refused>, Fault> {
    if open.user.password_disabled_at.is_none() {
        return Ok(None);
    }
    let mut txn = knock.desk.db.begin().await?;
    let may = mail_links::count_try(&mut txn, &open.digest, TRIES_PER_LINK).await?;
    if !may {
        mail_links::revoke(&mut txn, Some(open.user.id), PURPOSE).await?;
    }
    txn.commit().await?;
    if !may {
        return Ok(Some(Refusal::LinkGone.into()));
    }
    let old = open.user.password.as_deref();
    let typed = chosen.as_secret().clone();
    let slot = knock.desk.hasher.slot(Lane::Proved).await?;
    let checked = password_check::check(&knock.desk, &slot, typed, Some(&open.user), old).await?;
    Ok(checked
        .is_right()
        .then(|| Refusal::PasswordSame.at(Field::NewPassword)))
}

/// Everything that the old password opened ends, and so does the waiting that somebody's guesses began.
async fn change(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, user): (&Organisation, &User),
    phc: &Phc,
    now: Timestamp,
) -> Result<Turn, Fault> {
    chosen_password::set(txn, knock, user, phc).await?;
    // Given to whoever had the old password.
    access_passes::revoke(txn, user.id).await?;
    let turn = Turn::to(Place::SignIn(organisation.slug.clone())).saying(Notice::PasswordReset);
    let (turn, ended) = ended::here_too(txn, knock, (user, "password_reset"), turn).await?;
    let key = throttle::account_key(&knock.desk, organisation.id, &lookup_key(&user.email));
    throttle::forgive(txn, &key).await?;
    let occasion = Occasion::PasswordChanged;
    letters::tell(txn, knock, (organisation, user), &occasion, now).await?;
    let changed = Happened::by(Event::PasswordChanged, user).because("mailed_link");
    let events = std::iter::once(changed).chain(ended);
    record(txn, knock, organisation.id, events, now).await?;
    Ok(turn)
}
