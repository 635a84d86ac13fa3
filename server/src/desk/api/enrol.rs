//! A program begins to set up an authenticator app for a user: the secret is made here, told once, and worth nothing until a code of
//! it came back.

use identity::{
    api::{
        Call,
        ceremony::{CeremonyId, Kind},
        device::model,
    },
    factor::{ENROLLABLE, FactorKind, MOST_FACTORS},
    ids::{FactorId, UserId},
    name::FactorName,
    secret::Secret,
    time::{Span, Timestamp},
};

use super::{Caller, Refused, Stop, owner};
use crate::{
    crypto::otp::Seed,
    desk::{
        Knock,
        check::{self, Account},
        enrolling::name::default_name,
    },
    store::{
        Txn,
        api_ceremonies::{self, NewCeremony},
        factors::{self, Pending},
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
    pub lives: Span,
}

/// A factor that waits for its first code.
#[derive(Clone, Debug)]
pub struct Begun {
    pub id: CeremonyId,
    pub factor: FactorId,
    pub kind: FactorKind,
    pub name: FactorName,
    pub expires_at: Timestamp,
    /// What the app scans.
    pub uri: Secret,
    /// The same to be typed.
    pub key: Secret,
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
    may_have(&mut txn, &caller, (&user, wish.model)).await?;
    let all = factors::of_user(&mut txn, user.id).await?;
    if all.len() >= MOST_FACTORS {
        return Err(Refused::Malformed("This user has too many factors".to_owned()).into());
    }
    let name = match &wish.name {
        Some(name) => FactorName::parse(name)
            .map_err(|_| Refused::Malformed("display_name is not valid".to_owned()))?,
        None => FactorName::stored(default_name(model(FactorKind::Totp).name, &all)),
    };
    let begun = insert(&mut txn, knock, (&caller, &user), (name, wish.lives), now).await?;
    txn.commit().await?;
    Ok(begun)
}

/// Whether this user may have one of this kind, from a program: by the policy, and only what a program can carry over. A code by SMS is
/// not available, nor is a passkey, which is made where it is kept.
async fn may_have(
    txn: &mut Txn,
    caller: &Caller,
    (user, wanted): (&User, i64),
) -> Result<(), Stop> {
    let policy = policies::of_user(txn, caller.organisation.id, user.id).await?;
    let kinds = policy.rules.kinds_for(user.role()).and(ENROLLABLE);
    let kind = FactorKind::Totp;
    if user.is_active() && kinds.contains(kind) && model(kind).id == wanted {
        Ok(())
    } else {
        Err(Refused::NotAvailable.into())
    }
}

async fn insert(
    txn: &mut Txn,
    knock: &Knock,
    (caller, user): (&Caller, &User),
    (name, lives): (FactorName, Span),
    now: Timestamp,
) -> Result<Begun, Stop> {
    let organisation = &*caller.organisation;
    let world = &knock.desk.world;
    let expires_at = now + lives;
    api_ceremonies::bury_older(txn, user.id, now).await?;
    let new = Pending {
        organisation: organisation.id,
        user: user.id,
        kind: FactorKind::Totp,
        name: name.as_str(),
        sign_in: None,
        session: None,
        replaces: None,
        expires_at,
        ip: &knock.ip(),
        agent: &knock.visitor.agent,
    };
    let factor = factors::insert_pending(txn, new, now).await?;
    let seed = Seed::random(world);
    let bound = check::bound_to(Account { organisation, user }, factor);
    let sealed = seed
        .seal(&knock.desk.keys, &bound, world)
        .map_err(crate::desk::Fault::from)?;
    factors::seal_secret(txn, factor, &sealed).await?;
    let id = CeremonyId::from_random(world.bytes());
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
    Ok(Begun {
        id,
        factor,
        kind: FactorKind::Totp,
        name,
        expires_at,
        uri: seed.uri(&organisation.name, &user.email),
        key: Secret::from(seed.grouped().reveal().replace(' ', "")),
    })
}
