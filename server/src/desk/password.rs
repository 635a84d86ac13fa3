//! `/account/password`: the current password, a fresh proof and a new password; other sessions end.

use identity::{
    audit::Event,
    front_desk::PasswordForm,
    mail::Occasion,
    notice::Notice,
    password::{NewPassword, least_length, verify_form},
    place::Place,
    refusal::{Field, Refusal},
    step_up::StepUp,
    turn::Turn,
    view::{account::PasswordView, prove::Due},
};

use super::{
    Fault, Knock,
    check::Account,
    chosen_password,
    guard::{self, Hold, SignedIn},
    letters, other_sessions, own_password,
    record::{Happened, record},
    step_up,
};
use crate::{
    crypto::password_hash::Phc,
    store::{Txn, sign_ins},
};

pub async fn page(knock: &Knock) -> Result<Due<PasswordView>, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Read).await?;
    let due = step_up::due(&mut txn, &at, StepUp::ChangePassword, knock.now()).await?;
    let least = least_length(at.policy.rules.requirement);
    drop(txn);
    at.touch(knock).await?;
    Ok(due.map_or_else(
        || Due::Ready(PasswordView { me: at.me(), least }),
        Due::Proof,
    ))
}

pub async fn submit(knock: &Knock, form: PasswordForm) -> Result<Turn, Fault> {
    let PasswordForm { current, new } = form;
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Lock).await?;
    if step_up::due(&mut txn, &at, StepUp::ChangePassword, knock.now())
        .await?
        .is_some()
    {
        return Ok(Turn::refused(Place::Password, Refusal::ProveFirst));
    }
    let rules = &at.policy.rules;
    let account = Account {
        organisation: &at.organisation,
        user: &at.user,
    };
    let chosen = match chosen_password::parse(knock, account, rules, &new) {
        // It is compared with what was typed as the current one, which is checked next.
        Ok(chosen) if *chosen.as_secret() == verify_form(&current) => Err(Refusal::PasswordSame),
        parsed => parsed,
    };
    let chosen: NewPassword = match chosen {
        Ok(chosen) => chosen,
        Err(why) => return Ok(Turn::refused(Place::Password, why.at(Field::NewPassword))),
    };
    let tried = match own_password::reserve(&mut txn, knock, &at).await? {
        Ok(tried) => tried,
        Err(why) => {
            return Ok(Turn::refused(
                Place::Password,
                why.at(Field::CurrentPassword),
            ));
        }
    };
    txn.commit().await?;

    if let Some(why) = own_password::check(knock, &at, &tried, &current).await? {
        return Ok(Turn::refused(
            Place::Password,
            why.at(Field::CurrentPassword),
        ));
    }
    let phc = chosen_password::hash(knock, &chosen).await?;

    let mut txn = knock.desk.db.begin().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Lock).await?;
    if !own_password::still_holds(&mut txn, &at, &tried, knock.now()).await? {
        return Ok(Turn::refused(Place::Password, Refusal::ChangedMeanwhile));
    }
    change(txn, knock, &at, &phc).await
}

async fn change(mut txn: Txn, knock: &Knock, at: &SignedIn, phc: &Phc) -> Result<Turn, Fault> {
    let now = knock.now();
    step_up::take(&mut txn, at, StepUp::ChangePassword, now).await?;
    chosen_password::set(&mut txn, knock, &at.user, phc).await?;
    // What the old password began must not be finished (case Q-08).
    sign_ins::delete_of_user(&mut txn, at.user.id).await?;
    let (cookie, ended) = other_sessions::end(&mut txn, knock, at, "password_change").await?;
    letters::tell(
        &mut txn,
        knock,
        (&at.organisation, &at.user),
        &Occasion::PasswordChanged,
        now,
    )
    .await?;
    let changed = Happened::by(Event::PasswordChanged, &at.user);
    record(
        &mut txn,
        knock,
        at.organisation.id,
        std::iter::once(changed).chain(ended),
        now,
    )
    .await?;
    txn.commit().await?;
    Ok(Turn::to(Place::Account)
        .saying(Notice::PasswordChanged)
        .with(cookie))
}
