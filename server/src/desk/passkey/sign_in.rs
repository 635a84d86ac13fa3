//! Signing in with nothing but a passkey: user verification is required, and the policy must allow it.

use identity::{
    audit::Event,
    front_desk::PasskeySignInForm,
    passkey::Purpose,
    place::Place,
    policy::Passwordless,
    proof::{Proof, ProofKind},
    refusal::{Field, Refusal},
    time::{Span, Timestamp},
    turn::Turn,
    view::passkey::PasskeyOptions,
};

use super::{
    check::{self, Answered, Judged},
    party::Party,
};
use crate::{
    crypto::{limiter::Network, token::Digest},
    desk::{
        Fault, Knock,
        check::Account,
        guard,
        record::{Happened, record},
        sign_in, throttle,
    },
    store::{
        Txn,
        ceremonies::{Bound, Holder},
        codes,
        organisations::{self, Organisation},
        passkeys, policies,
        users::{self, User},
    },
};

/// The ceremony belongs to this browser: there is nothing else yet that it could belong to.
fn bound(knock: &Knock, organisation: &Organisation) -> Option<Bound<'static>> {
    let browser = knock
        .visitor
        .anonymous
        .as_ref()
        .and_then(Digest::of_token)?;
    Some(Bound {
        purpose: Purpose::SignIn,
        organisation: organisation.id,
        user: None,
        holder: Holder::Browser(browser),
        action: "",
    })
}

/// The same options for everybody: they name no credential, so they say nothing about who there is.
pub async fn start(knock: &Knock, slug: &str) -> Result<PasskeyOptions, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let organisation = match find(&mut txn, knock, slug, now).await? {
        Ok(organisation) => organisation,
        Err(turn) => return Err(turn.into()),
    };
    let network = format!("passkeys|{}", Network::of(knock.visitor.ip));
    let most = i64::from(knock.desk.config.limits.passkeys_per_minute);
    let minute = (network.as_str(), Span::minutes(1), most);
    if !throttle::may_ask(&mut txn, &knock.desk, minute, now).await? {
        txn.commit().await?;
        return Err(
            Turn::refused(Place::SignIn(organisation.slug), Refusal::TooManyFromHere).into(),
        );
    }
    let begun = Party::of(&knock.desk.config, &organisation)?.begin_discovery()?;
    let Some(bound) = bound(knock, &organisation) else {
        return Err(Turn::refused(Place::SignIn(organisation.slug), Refusal::Expired).into());
    };
    check::begin(&mut txn, &bound, &begun, None, now).await?;
    txn.commit().await?;
    Ok(begun.options)
}

async fn find(
    txn: &mut Txn,
    knock: &Knock,
    slug: &str,
    now: Timestamp,
) -> Result<Result<Organisation, Turn>, Fault> {
    let Some(organisation) = organisations::by_slug(txn, slug).await? else {
        let why = Refusal::OrganisationUnknown.at(Field::Slug);
        return Ok(Err(Turn::refused(Place::SignInAnywhere, why)));
    };
    if throttle::network_is_blocked(txn, knock, now).await? {
        let place = Place::SignIn(organisation.slug);
        return Ok(Err(Turn::refused(place, Refusal::TooManyFromHere)));
    }
    Ok(Ok(organisation))
}

pub async fn submit(knock: &Knock, form: &PasskeySignInForm) -> Result<Turn, Fault> {
    let turn = attempt(knock, form).await?;
    Ok(turn.keeping(&[("then", &form.then)]))
}

async fn attempt(knock: &Knock, form: &PasskeySignInForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let organisation = match find(&mut txn, knock, &form.organisation, now).await? {
        Ok(organisation) => organisation,
        Err(turn) => return Ok(turn),
    };
    let Some(bound) = bound(knock, &organisation).filter(|_| !form.answer.is_empty()) else {
        return Ok(Turn::refused(
            Place::SignIn(organisation.slug),
            Refusal::Expired,
        ));
    };
    let answered = match check::spend(&mut txn, &bound, &form.answer, now).await? {
        Ok(answered) => answered,
        Err((why, reason)) => {
            let events = vec![failed(None, reason)];
            return refuse(txn, knock, &organisation, (why, events), now).await;
        }
    };
    let user = match owner(&mut txn, &organisation, &answered).await? {
        Ok(user) => user,
        Err((user, reason)) => {
            let events = vec![failed(user.as_ref(), reason)];
            let id = answered.credential.get_credential_id();
            let known = passkeys::is_known(&mut txn, id).await?;
            let turn = refuse(
                txn,
                knock,
                &organisation,
                (Refusal::PasskeyUnknown, events),
                now,
            )
            .await?;
            // The browser may forget what nobody has (Signal API); whoever holds the key learns nothing else from it.
            let id = data_encoding::BASE64URL_NOPAD.encode(id);
            return Ok(if known {
                turn
            } else {
                turn.carrying(&[("unknown_passkey", &id)])
            });
        }
    };
    let account = Account {
        organisation: &organisation,
        user: &user,
    };
    let Judged {
        outcome,
        mut events,
    } = check::judge(&mut txn, knock, account, &answered, now).await?;
    match outcome {
        Ok(factor) => {
            let proof = Proof {
                kind: ProofKind::Passkey,
                at: now,
            };
            accept(
                txn,
                knock,
                (&organisation, user),
                (proof, factor),
                &form.then,
            )
            .await
        }
        Err(why) => {
            let why = match why {
                Refusal::PasskeyCopied => why,
                _ => Refusal::PasskeyUnknown,
            };
            events.push(failed(Some(&user), "passkey_not_accepted"));
            refuse(txn, knock, &organisation, (why, events), now).await
        }
    }
}

/// Whose passkey it is, locked; else the reason for the log. Whoever may not come in this way reads what strangers read.
async fn owner(
    txn: &mut Txn,
    organisation: &Organisation,
    answered: &Answered,
) -> Result<Result<User, (Option<User>, &'static str)>, Fault> {
    let id = answered.credential.get_credential_id();
    let Some(handle) = answered.credential.get_user_unique_id() else {
        return Ok(Err((None, "no_user_handle")));
    };
    let Some(user) = passkeys::user_of(txn, organisation.id, (id, handle)).await? else {
        return Ok(Err((None, "unknown_passkey")));
    };
    let Some(user) = users::find_locked(txn, organisation.id, user).await? else {
        return Ok(Err((None, "unknown_passkey")));
    };
    if !user.is_active() {
        return Ok(Err((Some(user), "not_active")));
    }
    let policy = policies::of_user(txn, organisation.id, user.id).await?;
    if policy.rules.passwordless_for(user.role()) == Passwordless::Off {
        return Ok(Err((Some(user), "not_allowed")));
    }
    Ok(Ok(user))
}

fn failed(user: Option<&User>, reason: &str) -> Happened {
    let failed = Happened::by_system(Event::SignInFailed)
        .with("reason", reason)
        .with("by", "passkey");
    user.into_iter().fold(failed, Happened::about)
}

/// Counted on the network; on no account, since nothing can be guessed here and everything could be locked.
async fn refuse(
    mut txn: Txn,
    knock: &Knock,
    organisation: &Organisation,
    (why, mut events): (Refusal, Vec<Happened>),
    now: Timestamp,
) -> Result<Turn, Fault> {
    events.extend(throttle::network_failed(&mut txn, knock, now).await?);
    record(&mut txn, knock, organisation.id, events, now).await?;
    txn.commit().await?;
    Ok(Turn::refused(Place::SignIn(organisation.slug.clone()), why))
}

/// Everything that a password and a second step would have proved is proved: what comes next is decided as always.
async fn accept(
    mut txn: Txn,
    knock: &Knock,
    (organisation, user): (&Organisation, User),
    (proof, factor): (Proof, identity::ids::FactorId),
    then: &str,
) -> Result<Turn, Fault> {
    let now = proof.at;
    sign_in::end_older(&mut txn, knock).await?;
    let (token, mut opened) =
        sign_in::open(&mut txn, knock, (organisation, &user), then, now).await?;
    opened.proof = Some(proof);
    let codes = codes::live(&mut txn, user.id).await?;
    let rows = (opened, organisation.clone(), user);
    let at = guard::owing(&mut txn, rows, codes, now).await?;
    let proved = (proof, Some(factor));
    sign_in::note_proof(&mut txn, &at, proved).await?;
    let (turn, events) = sign_in::lead_on(&mut txn, knock, &at, proved, now).await?;
    let events = events
        .into_iter()
        .map(|event| event.with("passwordless", true));
    record(&mut txn, knock, organisation.id, events, now).await?;
    txn.commit().await?;
    Ok(sign_in::holding(turn, token))
}
