//! `/admin/users/<id>/delete`: somebody goes for good. Their rows are erased; the log keeps what happened, under a number.

use data_encoding::HEXLOWER;
use identity::{
    audit::Event,
    console::DeleteUserForm,
    ids::UserId,
    mail::Occasion,
    notice::Notice,
    place::Place,
    refusal::{Field, Refusal},
    role::{Act, Role},
    session::EndCause,
    step_up::StepUp,
    text::paragraph,
    time::Timestamp,
    turn::Turn,
    view::{delete_user::DeleteUserView, prove::Due},
};
use sha2::{Digest as _, Sha256};

use super::acting::{self, Acting, Others};
use crate::{
    desk::{
        Fault, Knock, author::Author, customers::withdraw_all, ended, letters, record::record,
        role_change::is_last_admin, step_up,
    },
    store::{Txn, bulk_resets, codes, factors, sessions, users::User, users_write},
};

/// The longest reason, in characters.
const LONGEST: usize = 500;

/// What is shown before, and named by the digest.
struct Holdings {
    factors: u32,
    codes_left: u32,
    sessions: u32,
    digest: String,
}

pub async fn page(knock: &Knock, id: UserId) -> Result<DeleteUserView, Fault> {
    let now = knock.now();
    let (mut txn, acting) = acting::look_on(knock, id, Act::Delete).await?;
    if is_last_admin(&mut txn, &acting.user).await? {
        return Err(Turn::refused(Place::User(id), Refusal::LastAdmin).into());
    }
    let Acting { admin, user, .. } = acting;
    let at = &admin.signed_in;
    let holdings = holdings(&mut txn, &user, now).await?;
    let due = step_up::due(&mut txn, at, StepUp::DeleteUser(id), now).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(DeleteUserView {
        me: admin.me(knock),
        id,
        role: user.role(),
        name: user.name,
        email: user.email,
        factors: holdings.factors,
        codes_left: holdings.codes_left,
        sessions: holdings.sessions,
        digest: holdings.digest,
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

pub async fn submit(knock: &Knock, form: &DeleteUserForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let (id, typed) = (form.user, [("reason", form.reason.as_str())]);
    let back = |refused| Ok(Turn::refused(Place::DeleteUser(id), refused).keeping(&typed));
    let (txn, acting) = acting::lock(knock, id, Others::Admins).await?;
    let (mut txn, acting) = acting.permitted(txn, knock, Act::Delete).await?;
    if is_last_admin(&mut txn, &acting.user).await? {
        return Err(acting
            .refused(txn, knock, ("last admin", Refusal::LastAdmin))
            .await);
    }
    if bulk_resets::is_running_by(&mut txn, id).await? {
        let what = ("deletion amid a bulk reset", Refusal::BulkResetRuns);
        return Err(acting.refused(txn, knock, what).await);
    }
    let reason = match paragraph(&form.reason, LONGEST) {
        Ok(reason) if !reason.is_empty() => reason,
        Ok(_) => return back(Refusal::ReasonMissing.at(Field::Reason)),
        Err(why) => return back(why.at(Field::Reason)),
    };
    let holdings = holdings(&mut txn, &acting.user, now).await?;
    if holdings.digest != form.digest {
        return back(Refusal::ChangedMeanwhile.into());
    }
    let at = &acting.admin.signed_in;
    let taken = step_up::take(&mut txn, at, StepUp::DeleteUser(id), now).await;
    taken.map_err(|fault| fault.keeping(&typed))?;
    erase(&mut txn, knock, &acting, (&reason, now)).await?;
    txn.commit().await?;
    Ok(Turn::to(Place::Users).saying(Notice::UserDeleted(acting.user.name)))
}

/// All that is theirs goes with the row. The last mail is on its way by then, to every address of theirs.
async fn erase(
    txn: &mut Txn,
    knock: &Knock,
    acting: &Acting,
    (reason, now): (&str, Timestamp),
) -> Result<(), Fault> {
    let Acting {
        admin,
        organisation,
        user,
    } = acting;
    let author = Author::Admin(&admin.signed_in.user);
    let occasion = Occasion::AccountDeleted {
        admin: author.name(),
    };
    letters::tell(txn, knock, (organisation, user), &occasion, now).await?;
    // Remembered by their digests, so that an open page says why it ends.
    ended::all(txn, author, user, EndCause::Disabled.code()).await?;
    // No name: from now on the log calls them by their number.
    let nameless = User {
        name: String::new(),
        ..user.clone()
    };
    let withdrawn = withdraw_all(txn, knock, author, &nameless, now).await?;
    users_write::erase(txn, user, now).await?;
    let deleted = author
        .did(Event::UserDeleted)
        .about(&nameless)
        .because(reason)
        .with("role", user.role().map_or("none", Role::code));
    let events = withdrawn.into_iter().chain([deleted]);
    record(txn, knock, organisation.id, events, now).await
}

async fn holdings(txn: &mut Txn, user: &User, now: Timestamp) -> Result<Holdings, Fault> {
    let factors = factors::of_user(txn, user.id).await?;
    let codes = codes::live(txn, user.id).await?;
    let sessions = sessions::count(txn, user.id, now).await?;
    // What comes and goes by itself, such as a session, is none of the admin's decision.
    let mut all = Sha256::new();
    let role = user.role().map_or("none", Role::code);
    all.update(format!(
        "{} {role} {}\n{}\n{}",
        user.id, user.standing.status, user.email, user.name
    ));
    for factor in &factors {
        all.update(format!("\n{} {}", factor.id, factor.state));
    }
    Ok(Holdings {
        factors: u32::try_from(factors.len()).unwrap_or(u32::MAX),
        codes_left: codes.map_or(0, |set| set.left),
        sessions: u32::try_from(sessions).unwrap_or(u32::MAX),
        digest: HEXLOWER.encode(&all.finalize()),
    })
}
