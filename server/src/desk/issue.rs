//! The one place where a session is made: at the end of a sign-in that owes nothing any more.

use identity::{
    audit::Event,
    factor::FactorKind,
    ids::FactorId,
    place::{Place, ReturnPath},
    proof::{Proof, ProofKind},
    session::{EndCause, Lifetime, Owing},
    time::Timestamp,
    turn::{CookieChange, Turn},
};

use super::{Fault, Knock, check::Account, guard::InSignIn, known_device, record::Happened, told};
use crate::{
    crypto::token::Token,
    failpoint::failpoint,
    store::{
        Txn,
        sessions::{self, NewSession},
        sign_ins, users,
    },
};

/// How a factor proves.
pub const fn proof_kind(kind: FactorKind) -> ProofKind {
    match kind {
        FactorKind::Passkey => ProofKind::Passkey,
        FactorKind::Totp => ProofKind::Totp,
        FactorKind::HardwareToken => ProofKind::HardwareToken,
        FactorKind::Phone => ProofKind::Phone,
    }
}

/// Ends the sign-in and makes the session, in the transaction that spent what bought it. The caller holds the user's
/// lock, has just decided [`identity::policy::Next::Session`] under it, and records the events that are returned.
pub async fn issue(
    txn: &mut Txn,
    knock: &Knock,
    at: &InSignIn,
    (proof, factor): (Proof, Option<FactorId>),
    now: Timestamp,
) -> Result<(Turn, Vec<Happened>), Fault> {
    // Whoever deletes the sign-in makes the session: two tabs make one.
    if !sign_ins::delete(txn, at.sign_in.id).await? {
        return Err(super::guard::start_again(
            Some(&at.organisation),
            identity::refusal::Refusal::Expired,
        )
        .into());
    }
    let token = Token::random(&knock.desk.world);
    let too_many = sessions::make_room(txn, at.user.id).await?;
    let new = NewSession {
        digest: &token.digest(),
        organisation: at.organisation.id,
        user: at.user.id,
        lifetime: Lifetime::of(&at.policy.rules, at.user.role()),
        proof,
        factor,
        owing: Owing::after(proof.kind, at.codes.as_ref().map_or(0, |set| set.left)),
        ip: &knock.ip(),
        agent: &knock.visitor.agent,
    };
    failpoint!("issue: before the session");
    sessions::insert(txn, new, now).await?;
    failpoint!("issue: after the session");
    let account = Account {
        organisation: &at.organisation,
        user: &at.user,
    };
    told::back_again(txn, knock, account, now).await?;
    users::signed_in(txn, at.user.id, now).await?;
    let signed_in = Happened::by(Event::SignedIn, &at.user).with("proved_by", proof.kind.code());
    let mut events = vec![signed_in];
    if too_many > 0 {
        let ended = Happened::by_system(Event::SessionRevoked).about(&at.user);
        let ended = ended.with("cause", EndCause::TooMany.code());
        events.push(ended.with("sessions", too_many));
    }
    let (device, known) = known_device::remember(txn, knock, at, proof, now).await?;
    events.extend(known);
    let turn = Turn::to(home(at))
        .of(at.user.id)
        .with(CookieChange::EndSignIn)
        .with(CookieChange::Session(token.into_secret()));
    let turn = device.into_iter().fold(turn, Turn::with);
    Ok((turn, events))
}

/// Where the person wanted to go, or the account.
pub fn home(at: &InSignIn) -> Place {
    ReturnPath::parse(&at.sign_in.return_to).map_or(Place::Account, Place::Return)
}
