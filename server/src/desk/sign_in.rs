//! Password sign-in: the same work and the same words for known, unknown, disabled and throttled addresses.

use identity::{
    audit::Event,
    email,
    front_desk::SignInForm,
    ids::FactorId,
    password::verify_form,
    place::{Place, ReturnPath},
    policy::Next,
    proof::{Proof, ProofKind},
    refusal::{Field, Refusal},
    throttle::PASSWORD_DEAD_AT,
    time::Timestamp,
    turn::{CookieChange, Turn},
};

use super::{
    Fault, Knock,
    check::Account,
    chosen_password, guard, issue, letters,
    password_check::{self, Checked},
    record::{Happened, record},
    throttle::{self, Try, Way},
    told,
};
use crate::{
    crypto::{
        limiter::{Lane, Network},
        password_hash::Phc,
        token::{Digest, Token},
    },
    store::{
        Txn, codes, known_devices,
        organisations::{self, Organisation},
        sign_ins::{self, NewSignIn, SignIn},
        users::{self, User},
    },
};

pub mod page;

/// What is known before the hash is computed.
struct Found {
    organisation: Organisation,
    user: Option<User>,
    way: Way,
    counted: Try,
}

pub async fn submit(knock: &Knock, form: &SignInForm) -> Result<Turn, Fault> {
    let typed = [("email", form.email.as_str()), ("then", form.then.as_str())];
    let at = Place::SignIn(form.organisation.clone());
    if form.email.trim().is_empty() {
        return Ok(Turn::refused(at, Refusal::EmailInvalid.at(Field::Email)).keeping(&typed));
    }
    // The turn to hash comes first: whoever finds the queue full has cost nothing, and nobody was looked up.
    let slot = match knock.desk.hasher.free_slot() {
        Some(slot) => slot,
        None => knock.desk.hasher.slot(lane(knock, form).await?).await?,
    };
    let found = match find(knock, form).await? {
        Ok(found) => found,
        Err(turn) => return Ok(turn.keeping(&typed)),
    };
    let password = verify_form(&form.password);
    // A throttled try runs the dummy: the answer takes the same time, and tells nothing about the password.
    let phc = match found.counted {
        Try::Counted { .. } => usable_password(found.user.as_ref()),
        Try::Wait(_) => None,
    };
    let known = found.user.as_ref();
    let checked = password_check::check(&knock.desk, &slot, password.clone(), known, phc).await?;
    let renewed = match checked {
        Checked::Outdated => Some(slot.hash(password).await?),
        Checked::Right | Checked::Wrong => None,
    };
    drop(slot);
    match (found.counted, &found.user) {
        (Try::Wait(until), _) => failed(knock, &found, Refusal::TryAgainAt(until))
            .await
            .map(|turn| turn.keeping(&typed)),
        (Try::Counted { .. }, Some(user)) if checked.is_right() => {
            accept(knock, (&found, user), renewed.as_ref(), form).await
        }
        (Try::Counted { .. }, _) => failed(knock, &found, Refusal::NotRecognised)
            .await
            .map(|turn| turn.keeping(&typed)),
    }
}

/// In which lane a sign-in waits to be looked at, if it has to: a browser that this account's owner has used has one of its own.
async fn lane(knock: &Knock, form: &SignInForm) -> Result<Lane, Fault> {
    if let Some(held) = knock.visitor.device.as_ref().and_then(Digest::of_token) {
        let mut txn = knock.desk.db.read().await?;
        let lookup = email::lookup_key(&form.email);
        if let Some(organisation) = organisations::by_slug(&mut txn, &form.organisation).await?
            && let door = (organisation.id, lookup.as_str())
            && known_devices::at_the_door(&mut txn, door, &held, knock.now())
                .await?
                .is_some()
        {
            return Ok(Lane::KnownDevice);
        }
    }
    Ok(Lane::Stranger {
        // As it was typed: to look it up is what one waits for.
        organisation: form.organisation.chars().take(64).collect(),
        network: Network::of(knock.visitor.ip),
    })
}

/// The sealed hash that may be checked: an active user's, not switched off after a hundred failures.
fn usable_password(user: Option<&User>) -> Option<&str> {
    user.filter(|user| user.is_active() && user.password_disabled_at.is_none())?
        .password
        .as_deref()
}

/// Finds the account and counts the try, in one short transaction.
async fn find(knock: &Knock, form: &SignInForm) -> Result<Result<Found, Turn>, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin_to_count().await?;
    let Some(organisation) = organisations::by_slug(&mut txn, &form.organisation).await? else {
        return Ok(Err(Turn::refused(
            Place::SignInAnywhere,
            Refusal::OrganisationUnknown.at(Field::Slug),
        )));
    };
    if throttle::network_is_blocked(&mut txn, knock, now).await? {
        return Ok(Err(Turn::refused(
            Place::SignIn(organisation.slug),
            Refusal::TooManyFromHere,
        )));
    }
    let lookup = email::lookup_key(&form.email);
    let user = users::by_email_key(&mut txn, organisation.id, &lookup).await?;
    let way = throttle::way(&mut txn, knock, (organisation.id, &lookup), now).await?;
    let counted = way.reserve(&mut txn, now).await?;
    txn.commit().await?;
    Ok(Ok(Found {
        organisation,
        user,
        way,
        counted,
    }))
}

/// The failure and its event; the account's count stands already.
async fn failed(knock: &Knock, found: &Found, why: Refusal) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let mut events = Vec::new();
    let known = found.user.as_ref();
    let failed = Happened::by_system(Event::SignInFailed).with("reason", reason(known, &why));
    events.push(known.into_iter().fold(failed, Happened::about));
    if let (Try::Counted { failures, .. }, Some(user)) = (found.counted, known)
        && failures >= PASSWORD_DEAD_AT
        && users::disable_password(&mut txn, user.id, now).await?
    {
        let occasion = identity::mail::Occasion::PasswordDisabled;
        letters::tell(&mut txn, knock, (&found.organisation, user), &occasion, now).await?;
        events.push(
            Happened::by_system(Event::ThrottleEngaged)
                .about(user)
                .with("what", "password_disabled"),
        );
    }
    events.extend(throttle::network_failed(&mut txn, knock, now).await?);
    record(&mut txn, knock, found.organisation.id, events, now).await?;
    txn.commit().await?;
    // The fifth wrong one starts a wait, and everybody is told, known or not.
    let why = match (found.counted, why) {
        (Try::Counted { next_at, .. }, Refusal::NotRecognised) if next_at > now => {
            Refusal::TryAgainAt(next_at)
        }
        (_, why) => why,
    };
    // At a field, where it is seen; at this one whatever the cause, so that it tells nothing.
    Ok(Turn::refused(
        Place::SignIn(found.organisation.slug.clone()),
        why.at(Field::Password),
    ))
}

fn reason(user: Option<&User>, why: &Refusal) -> &'static str {
    match (why, user) {
        (Refusal::TryAgainAt(_), _) => "throttled",
        (_, None) => "unknown",
        (_, Some(user)) if !user.is_active() => "not_active",
        (_, Some(user)) if user.password_disabled_at.is_some() => "password_disabled",
        (_, Some(_)) => "wrong_password",
    }
}

/// The password was right. Under the user's lock: is it still the same one, and is the account still active?
async fn accept(
    knock: &Knock,
    (found, user): (&Found, &User),
    renewed: Option<&Phc>,
    form: &SignInForm,
) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let there = users::find_locked(&mut txn, found.organisation.id, user.id).await?;
    let Some(user) =
        there.filter(|now_there| now_there.is_active() && now_there.password == user.password)
    else {
        drop(txn);
        return failed(knock, found, Refusal::NotRecognised).await;
    };
    found.way.forgive(&mut txn, now).await?;
    if let Some(phc) = renewed {
        chosen_password::set_anew(&mut txn, knock, &user, phc).await?;
    }
    if let Try::Counted { failures, .. } = found.counted {
        let account = Account {
            organisation: &found.organisation,
            user: &user,
        };
        // The try itself was counted as well.
        let before = failures.saturating_sub(1);
        told::right_after(&mut txn, knock, account, before, now).await?;
    }
    end_older(&mut txn, knock).await?;
    let turn = begin_as_read(
        &mut txn,
        knock,
        (&found.organisation, user),
        &form.then,
        now,
    )
    .await?;
    txn.commit().await?;
    Ok(turn)
}

/// One browser, one sign-in: the challenge of another account must not be left lying about (case S-16).
pub async fn end_older(txn: &mut Txn, knock: &Knock) -> Result<(), Fault> {
    if let Some(old) = knock.visitor.sign_in.as_ref().and_then(Digest::of_token)
        && let Some(old) = sign_ins::expired_by_digest(txn, &old).await?
    {
        sign_ins::delete(txn, old.id).await?;
    }
    Ok(())
}

/// Starts a sign-in for somebody whose password was proved just now, and leads to what is owed; a session at once if
/// nothing is. The caller holds the user's lock and commits.
pub async fn begin(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, user): (&Organisation, User),
    then: &str,
    now: Timestamp,
) -> Result<Turn, Fault> {
    // What was done in this transaction may have changed the user.
    let Some(user) = users::find(txn, organisation.id, user.id).await? else {
        return Err(guard::start_again(Some(organisation), Refusal::Expired).into());
    };
    begin_as_read(txn, knock, (organisation, user), then, now).await
}

/// The same where the user is as it was read under the lock.
async fn begin_as_read(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, user): (&Organisation, User),
    then: &str,
    now: Timestamp,
) -> Result<Turn, Fault> {
    let (token, sign_in) = open(txn, knock, (organisation, &user), then, now).await?;
    let codes = codes::live(txn, user.id).await?;
    let at = guard::owing(txn, (sign_in, organisation.clone(), user), codes, now).await?;
    let proof = Proof {
        kind: ProofKind::Password,
        at: now,
    };
    let (turn, event) = lead_on(txn, knock, &at, (proof, None), now).await?;
    record(txn, knock, organisation.id, event, now).await?;
    Ok(holding(turn, token))
}

/// A new sign-in, and the token that stands for it.
pub async fn open(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, user): (&Organisation, &User),
    then: &str,
    now: Timestamp,
) -> Result<(Token, SignIn), Fault> {
    let token = Token::random(&knock.desk.world);
    let then = ReturnPath::parse(then);
    let return_to = then.as_ref().map_or("", ReturnPath::as_str);
    let new = NewSignIn {
        digest: &token.digest(),
        organisation: organisation.id,
        user: user.id,
        expires_at: now + knock.desk.config.lifetimes.sign_in(),
        return_to,
        ip: &knock.ip(),
        agent: &knock.visitor.agent,
    };
    let sign_in = sign_ins::insert(txn, new, now).await?;
    sign_ins::trim(txn, user.id).await?;
    Ok((token, sign_in))
}

/// The browser holds on to the sign-in, unless there is a session already.
pub fn holding(turn: Turn, token: Token) -> Turn {
    let signed_in = turn
        .cookies
        .iter()
        .any(|cookie| matches!(cookie, CookieChange::Session(_)));
    if signed_in {
        turn
    } else {
        turn.with(CookieChange::SignIn(token.into_secret()))
    }
}

/// Writes down the second proof of a sign-in that goes on. The row of one that ends now is deleted, and what proved it stands
/// in the session.
pub async fn note_proof(
    txn: &mut Txn,
    at: &guard::InSignIn,
    (proof, factor): (Proof, Option<FactorId>),
) -> Result<(), Fault> {
    if at.next != Next::Session {
        sign_ins::prove(txn, at.sign_in.id, proof, factor).await?;
    }
    Ok(())
}

/// Leads a sign-in to what it owes, with the events that tell of it: an enrolment, an admin's help, or a session.
/// The caller holds the user's lock, records the events last, and commits.
pub async fn lead_on(
    txn: &mut Txn,
    knock: &Knock,
    at: &guard::InSignIn,
    proved: (Proof, Option<FactorId>),
    now: Timestamp,
) -> Result<(Turn, Vec<Happened>), Fault> {
    let owes =
        |what: &str| vec![Happened::by(Event::SignedInMfaRequired, &at.user).with("owed", what)];
    Ok(match &at.next {
        Next::Refuse => (
            guard::start_again(Some(&at.organisation), Refusal::NotRecognised),
            Vec::new(),
        ),
        Next::Prove { .. } | Next::NewPassword => (Turn::to(at.place()), Vec::new()),
        Next::Enrol { .. } => {
            sign_ins::extend(
                txn,
                at.sign_in.id,
                now + knock.desk.config.lifetimes.enrolment(),
            )
            .await?;
            (Turn::to(Place::Enrol), owes("enrolment"))
        }
        Next::AccessPass => (Turn::to(at.place()), owes("access_pass")),
        Next::WindowPassed => (Turn::to(Place::Help), owes("window_passed")),
        Next::NoWayIn => (Turn::to(Place::Help), owes("no_usable_factor")),
        Next::Session => issue::issue(txn, knock, at, proved, now).await?,
    })
}
