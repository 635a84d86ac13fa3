//! An access pass is made: drawn and hashed while no transaction is open, then put in place of an older one.

use identity::{
    access_pass::{AccessPass, PassLife},
    audit::Event,
    justification::Why,
    mail::Occasion,
    place::FreshPass,
    time::Timestamp,
};

use crate::{
    crypto::limiter::Lane,
    desk::{Fault, Knock, author::Author, letters, record::Happened, throttle},
    store::{
        Txn,
        access_passes::{self, NewPass},
        organisations::Organisation,
        users::User,
    },
};

/// A pass that nobody has yet.
#[derive(Debug)]
pub struct Drawn {
    pass: AccessPass,
    salt: [u8; 16],
    hash: [u8; 32],
}

/// A pass that was asked for and permitted.
#[derive(Debug)]
pub struct Order<'a> {
    pub organisation: &'a Organisation,
    /// Locked.
    pub user: &'a User,
    pub author: Author<'a>,
    pub life: PassLife,
    pub why: Why,
}

pub async fn draw(knock: &Knock) -> Result<Drawn, Fault> {
    let world = &knock.desk.world;
    let (pass, salt) = (AccessPass::from_random(world.bytes()), world.bytes());
    let slot = knock.desk.hasher.slot(Lane::Proved).await?;
    let hash = slot.hash_code(pass.secret(), &salt).await?;
    Ok(Drawn { pass, salt, hash })
}

/// All in the caller's transaction; the event is the caller's to record. The mail says that there is a pass, never which.
pub async fn give(
    txn: &mut Txn,
    knock: &Knock,
    order: Order<'_>,
    drawn: Drawn,
    now: Timestamp,
) -> Result<(FreshPass, Happened), Fault> {
    let Order {
        organisation,
        user,
        author,
        life,
        why,
    } = order;
    let until = now + life.span();
    let replaced = access_passes::live_until(txn, user.id, now)
        .await?
        .is_some();
    let new = NewPass {
        organisation: organisation.id,
        user: user.id,
        salt: &drawn.salt,
        hash: &drawn.hash,
        expires_at: until,
    };
    access_passes::put(txn, new, now).await?;
    // Whoever guessed at the old one must not keep its owner from the new one.
    throttle::forgive(txn, &throttle::pass_key(&knock.desk, user.id)).await?;
    let occasion = Occasion::AccessPassIssued {
        admin: author.name(),
        until,
    };
    letters::tell(txn, knock, (organisation, user), &occasion, now).await?;
    let issued = author
        .did(Event::AccessPassIssued)
        .about(user)
        .justified(&why)
        .with("minutes", life.minutes())
        .with("until", until.0)
        .with("replaced", replaced);
    let fresh = FreshPass {
        user: user.id,
        pass: drawn.pass.grouped(),
        until,
    };
    Ok((fresh, issued))
}
