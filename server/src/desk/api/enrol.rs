//! A program begins to set up an authenticator app or a phone for a user: a secret is made here and told once, or a number is given;
//! neither is worth anything until a code of it came back.

use identity::{
    api::{
        Call,
        ceremony::{CeremonyId, Kind},
        device::model,
    },
    factor::{ENROLLABLE, FactorKind, MOST_FACTORS},
    ids::{FactorId, UserId},
    name::FactorName,
    phone::{Masked, PhoneNumber},
    secret::Secret,
    time::{Span, Timestamp},
};

use super::{Caller, Refused, Stop, owner, text};
use crate::{
    crypto::otp::Seed,
    desk::{
        Fault, Knock,
        check::{self, Account},
        enrolling::name::default_name,
        phone::{Ask, What, keep, send},
        record::record,
    },
    store::{
        Txn,
        api_ceremonies::{self, NewCeremony},
        factors::{self, Pending},
        phone_codes::Asker,
        phones::ToNumber,
        policies,
        users::User,
    },
};

/// What a program asks to be set up.
#[derive(Clone, Debug)]
pub struct Wish {
    pub user: Option<UserId>,
    /// By its number in the API.
    pub model: i64,
    pub name: Option<String>,
    /// Where codes are to be sent; only a phone has one.
    pub number: Option<Secret>,
    pub lives: Span,
    pub sending: Sending,
}

/// Whether the first code is sent at once, or once it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    AtOnce,
    WhenTriggered,
}

/// What is set up.
#[derive(Clone, Debug)]
enum New {
    App,
    Phone(PhoneNumber),
}

/// A factor that waits for its first code.
#[derive(Clone, Debug)]
pub struct Begun {
    pub id: CeremonyId,
    pub factor: FactorId,
    pub kind: FactorKind,
    pub name: FactorName,
    pub expires_at: Timestamp,
    pub with: With,
}

/// What is told of it, this once.
#[derive(Clone, Debug)]
pub enum With {
    App {
        /// What the app scans.
        uri: Secret,
        /// The same to be typed.
        key: Secret,
    },
    Phone(Masked),
}

pub async fn begin(knock: &Knock, caller: &Caller, wish: &Wish) -> Result<Begun, Stop> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let caller = caller.again(&mut txn, Call::EnrolFactor, now).await?;
    let user = match owner::locked(&mut txn, &caller, wish.user).await? {
        owner::Owner::Theirs(user) => user,
        owner::Owner::OutOfReach(user) => {
            drop(txn);
            return Err(owner::out_of_reach(knock, &caller, (Call::EnrolFactor, &user)).await);
        }
    };
    let new = may_have(&mut txn, &caller, &user, wish).await?;
    let all = factors::of_user(&mut txn, user.id).await?;
    if all.len() >= MOST_FACTORS {
        return Err(Refused::Malformed("This user has too many factors".to_owned()).into());
    }
    let name = match &wish.name {
        Some(name) => FactorName::parse(name)
            .map_err(|_| Refused::Malformed("display_name is not valid".to_owned()))?,
        None => FactorName::stored(default_name(model(new.kind()).name, &all)),
    };
    let told = (name, wish.lives);
    let begun = match new {
        New::App => {
            let begun = app(&mut txn, knock, (&caller, &user), told, now).await?;
            txn.commit().await?;
            begun
        }
        New::Phone(number) => {
            phone(
                txn,
                knock,
                (&caller, &user),
                (told, number, wish.sending),
                now,
            )
            .await?
        }
    };
    Ok(begun)
}

impl New {
    const fn kind(&self) -> FactorKind {
        match self {
            Self::App => FactorKind::Totp,
            Self::Phone(_) => FactorKind::Phone,
        }
    }
}

/// What this user may have, from a program: by the policy, and only what a program can carry over. A passkey is made where it is kept.
async fn may_have(txn: &mut Txn, caller: &Caller, user: &User, wish: &Wish) -> Result<New, Stop> {
    let policy = policies::of_user(txn, caller.organisation.id, user.id).await?;
    let kinds = policy.rules.kinds_for(user.role()).and(ENROLLABLE);
    let wanted = |kind| user.is_active() && kinds.contains(kind) && model(kind).id == wish.model;
    if wanted(FactorKind::Totp) {
        return Ok(New::App);
    }
    if !wanted(FactorKind::Phone) {
        return Err(Refused::NotAvailable.into());
    }
    let missing = || Refused::Malformed("number is missing".to_owned());
    let number = PhoneNumber::parse(wish.number.as_ref().ok_or_else(missing)?);
    let number = number.map_err(|_| Refused::Malformed("number is not valid".to_owned()))?;
    Ok(New::Phone(number))
}

/// The pending factor, and what was begun with it.
async fn insert(
    txn: &mut Txn,
    knock: &Knock,
    (caller, user): (&Caller, &User),
    (kind, name, expires_at): (FactorKind, &FactorName, Timestamp),
    now: Timestamp,
) -> Result<(FactorId, CeremonyId), Stop> {
    let organisation = &*caller.organisation;
    api_ceremonies::bury_older(txn, user.id, now).await?;
    let new = Pending {
        organisation: organisation.id,
        user: user.id,
        kind,
        name: name.as_str(),
        sign_in: None,
        session: None,
        replaces: None,
        expires_at,
        ip: &knock.ip(),
        agent: &knock.visitor.agent,
    };
    let factor = factors::insert_pending(txn, new, now).await?;
    let id = CeremonyId::from_random(knock.desk.world.bytes());
    let ceremony = NewCeremony {
        id: &id,
        kind: Kind::Registration,
        organisation: organisation.id,
        credential: caller.credential.id,
        user: user.id,
        factor,
        expires_at,
    };
    api_ceremonies::insert(txn, ceremony, now).await?;
    Ok((factor, id))
}

async fn app(
    txn: &mut Txn,
    knock: &Knock,
    (caller, user): (&Caller, &User),
    (name, lives): (FactorName, Span),
    now: Timestamp,
) -> Result<Begun, Stop> {
    let (organisation, kind, expires_at) = (&*caller.organisation, FactorKind::Totp, now + lives);
    let pending = (kind, &name, expires_at);
    let (factor, id) = insert(txn, knock, (caller, user), pending, now).await?;
    let seed = Seed::random(&knock.desk.world);
    let bound = check::bound_to(Account { organisation, user }, factor);
    let sealed = seed
        .seal(&knock.desk.keys, &bound, &knock.desk.world)
        .map_err(Fault::from)?;
    factors::seal_secret(txn, factor, &sealed).await?;
    Ok(Begun {
        id,
        factor,
        kind,
        name,
        expires_at,
        with: With::App {
            uri: seed.uri(&organisation.name, &user.email),
            key: Secret::from(seed.grouped().reveal().replace(' ', "")),
        },
    })
}

/// The number, and its first code if it is sent at once. What holds that back holds all of it.
async fn phone(
    mut txn: Txn,
    knock: &Knock,
    (caller, user): (&Caller, &User),
    ((name, lives), number, sending): ((FactorName, Span), PhoneNumber, Sending),
    now: Timestamp,
) -> Result<Begun, Stop> {
    let organisation = &*caller.organisation;
    let account = Account { organisation, user };
    let what = (account, &number, ToNumber::Everybodys);
    if let Some(held) = send::held(&mut txn, knock, what, now).await? {
        return Err(text::refused(txn, knock, caller, held, now).await);
    }
    let (kind, expires_at) = (FactorKind::Phone, now + lives);
    let pending = (kind, &name, expires_at);
    let (factor, id) = insert(&mut txn, knock, (caller, user), pending, now).await?;
    keep(&mut txn, knock, account, (factor, &number)).await?;
    let mut events = Vec::new();
    if sending == Sending::AtOnce {
        let ask = Ask {
            account,
            factor,
            by: Asker::Ceremony(id.as_str()),
            what: What::Enrolment,
        };
        let sent = send::dispatch(&mut txn, knock, (&ask, &number), now).await?;
        events.push(text::by(caller, sent));
    }
    record(&mut txn, knock, organisation.id, events, now).await?;
    txn.commit().await?;
    Ok(Begun {
        id,
        factor,
        kind,
        name,
        expires_at,
        with: With::Phone(number.masked()),
    })
}
