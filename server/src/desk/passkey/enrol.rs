//! Creating a passkey: the options, and the new credential that comes back.

use identity::{
    factor::{FactorKind, MOST_FACTORS},
    front_desk::{KeepOld, PasskeyForm},
    ids::FactorId,
    name::FactorName,
    passkey::{CEREMONY_LIVES, Purpose, model},
    place::Place,
    refusal::{Field, Refusal, Refused},
    time::Timestamp,
    turn::Turn,
    view::passkey::PasskeyOptions,
};
use webauthn_rs::prelude::RegisterPublicKeyCredential;

use super::{
    answer, check,
    party::{Created, For, Party},
};
use crate::{
    desk::{
        Fault, Knock,
        codes::fresh::{self, Fresh},
        enrolling::{
            self, Enrolling,
            finish::{self, Confirmed},
            name::default_name,
            permit,
        },
        guard::Hold,
    },
    store::{
        Txn,
        ceremonies::{self, Bound, Taken},
        factors::{self, Pending},
        passkeys::{self, NewPasskey},
        pending,
    },
};

fn bound(at: &Enrolling) -> Bound<'static> {
    let account = at.account();
    Bound {
        purpose: Purpose::Enrol,
        organisation: account.organisation.id,
        user: Some(account.user.id),
        holder: at.holder(),
        action: "",
    }
}

/// Options for this user, under a fresh proof, which the ceremony stands for from then on.
pub async fn start(knock: &Knock, replaces: Option<FactorId>) -> Result<PasskeyOptions, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = enrolling::who(&mut txn, knock, Hold::Lock).await?;
    at.may_set_up(FactorKind::Passkey)?;
    let replaces = match &at {
        Enrolling::Owing(_) => None,
        Enrolling::Adding(at) => {
            permit::permit(&mut txn, at, replaces, now).await?;
            replaces
        }
    };
    let account = at.account();
    let user = account.user;
    let handle = passkeys::handle_or_new(&mut txn, user.id, &knock.desk.world).await?;
    let has = passkeys::credential_ids(&mut txn, user.id).await?;
    let begun = Party::of(&knock.desk.config, account.organisation)?.begin_creation(For {
        handle: &handle,
        email: &user.email,
        name: &user.name,
        has: &has,
    })?;
    check::begin(&mut txn, &bound(&at), &begun, replaces, now).await?;
    txn.commit().await?;
    Ok(begun.options)
}

/// Where a creation is tried again.
fn place(replaces: Option<FactorId>) -> Place {
    replaces.map_or(Place::EnrolPasskey, Place::EnrolPasskeyFor)
}

pub async fn submit(knock: &Knock, form: PasskeyForm) -> Result<Turn, Fault> {
    let place = place(form.replaces);
    let typed_name = form.name.clone();
    let turn = match name(&form.name) {
        Ok(name) => create(knock, &form, name).await?,
        Err(why) => Turn::refused(place, why),
    };
    Ok(turn.keeping(&[("name", &typed_name)]))
}

/// None asks for a good default.
fn name(typed: &str) -> Result<Option<FactorName>, Refused> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let name = FactorName::parse(typed).map_err(|why| why.at(Field::Name))?;
    Ok(Some(name))
}

async fn create(
    knock: &Knock,
    form: &PasskeyForm,
    name: Option<FactorName>,
) -> Result<Turn, Fault> {
    let refused = |why: Refusal| Ok(Turn::refused(place(form.replaces), why));
    let heard = answer::created(&form.answer);
    let challenge = heard.as_ref().map(|heard| heard.challenge.as_slice());
    let opened = spend(knock, challenge.unwrap_or_default()).await?;
    let heard = match heard {
        Some(heard) => heard,
        None if form.answer.is_empty() => return refused(Refusal::Expired),
        None => return refused(Refusal::PasskeyNotAccepted),
    };
    let Some(opened) = opened else {
        return refused(Refusal::Expired);
    };
    let created = match opened.party.created(&opened.taken.state, &heard.credential) {
        Ok(created) => created,
        Err(why) => {
            tracing::info!(request = %knock.visitor.request, why = why.code(), "a new passkey was not accepted");
            return refused(Refusal::PasskeyNotAccepted);
        }
    };
    let codes = if opened.codes_due {
        fresh::make(knock).await?
    } else {
        None
    };
    let new = New {
        created,
        credential: heard.credential,
        name,
        replaces: opened.taken.replaces,
        keep_old: form.keep_old,
        codes,
    };
    keep(knock, new).await
}

/// A ceremony that was spent, committed, and is open to nobody else.
struct Opened {
    party: Party,
    taken: Taken,
    codes_due: bool,
}

/// Spends the ceremony before anything of the answer is believed. Backup codes are hashed afterwards, while no
/// transaction is open.
async fn spend(knock: &Knock, challenge: &[u8]) -> Result<Option<Opened>, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = enrolling::who(&mut txn, knock, Hold::Lock).await?;
    at.may_set_up(FactorKind::Passkey)?;
    let Some(taken) = ceremonies::take(&mut txn, &bound(&at), challenge, now).await? else {
        return Ok(None);
    };
    let party = Party::of(&knock.desk.config, at.account().organisation)?;
    let codes_due = fresh::are_due(&mut txn, &at).await?;
    txn.commit().await?;
    Ok(Some(Opened {
        party,
        taken,
        codes_due,
    }))
}

/// A credential that was verified and is nobody's yet.
struct New {
    created: Created,
    credential: RegisterPublicKeyCredential,
    name: Option<FactorName>,
    replaces: Option<FactorId>,
    keep_old: KeepOld,
    codes: Option<Fresh>,
}

/// Under the lock again: is it still owed or allowed, is there room, has nobody else this credential?
async fn keep(knock: &Knock, new: New) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = enrolling::who(&mut txn, knock, Hold::Lock).await?;
    at.may_set_up(FactorKind::Passkey)?;
    let user = at.account().user.id;
    let old = match new.keep_old {
        KeepOld::Keep => None,
        KeepOld::Remove => permit::replaced(&mut txn, user, new.replaces).await?,
    };
    let all = factors::of_user(&mut txn, user).await?;
    if all.len().saturating_sub(usize::from(old.is_some())) >= MOST_FACTORS {
        return Ok(Turn::refused(place(new.replaces), Refusal::TooManyFactors));
    }
    let aaguid = answer::aaguid(&new.credential);
    let name = new.name.unwrap_or_else(|| {
        let kind = app::words::thing::kind(knock.visitor.language, FactorKind::Passkey);
        FactorName::stored(default_name(model::name(aaguid).unwrap_or(kind), &all))
    });
    let id = insert(&mut txn, knock, &at, (&name, now)).await?;
    let Created {
        id: credential_id,
        credential,
        counter,
        kept,
    } = new.created;
    let row = NewPasskey {
        credential_id: &credential_id,
        credential: &credential,
        counter,
        kept,
        aaguid,
    };
    if !passkeys::insert(&mut txn, id, &row).await? {
        return Ok(Turn::refused(place(new.replaces), Refusal::PasskeyTaken));
    }
    let confirmed = Confirmed {
        id,
        kind: FactorKind::Passkey,
        name: &name,
        old,
        codes: new.codes,
    };
    finish::finish(txn, knock, at, confirmed, now).await
}

/// A factor that is active at once: the ceremony was what an authenticator app's first code is.
async fn insert(
    txn: &mut Txn,
    knock: &Knock,
    at: &Enrolling,
    (name, now): (&FactorName, Timestamp),
) -> Result<FactorId, Fault> {
    let account = at.account();
    let (sign_in, session) = at.owner();
    // What was begun before and never confirmed is in nobody's way any more.
    pending::bury_older(txn, account.user.id, (sign_in, session), now).await?;
    let new = Pending {
        organisation: account.organisation.id,
        user: account.user.id,
        kind: FactorKind::Passkey,
        name: name.as_str(),
        sign_in,
        session,
        replaces: None,
        expires_at: now + CEREMONY_LIVES,
        ip: &knock.ip(),
        agent: &knock.visitor.agent,
    };
    let id = factors::insert_pending(txn, new, now).await?;
    pending::activate(txn, id, (name.as_str(), 0), now).await?;
    Ok(id)
}
