//! `/account`: the factors, the codes and the password of the person who is signed in.

use data_encoding::BASE64URL_NOPAD;
use identity::{
    factor::Factor,
    ids::UserId,
    policy::{Requirement, next_step::kinds},
    view::{
        account::{AccountView, CodesStanding, Nudge},
        passkey::KnownPasskeys,
    },
};

use super::{
    Fault, Knock,
    guard::{self, Hold},
};
use crate::store::{Txn, codes::CodeSet, factors, passkeys, requests};

pub async fn page(knock: &Knock) -> Result<AccountView, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.read().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Read).await?;
    let rules = &at.policy.rules;
    let mut factors = factors::of_user(&mut txn, at.user.id).await?;
    let asked = requests::asked(&mut txn, at.user.id, knock.now()).await?;
    let passkeys = known_passkeys(&mut txn, at.user.id).await?;
    drop(txn);
    at.touch(knock).await?;
    // The one used last stays first among those of its kind.
    factors.sort_by_key(|factor| factor.kind);
    let allowed = kinds(rules, &at.user.standing);
    let has_allowed = factors
        .iter()
        .any(|factor| factor.is_active() && allowed.contains(factor.kind));
    let grace_until = at.user.standing.grace_until.filter(|until| {
        now < *until
            && !has_allowed
            && rules.requirement == Requirement::Required
            && at.user.role().is_none()
    });
    Ok(AccountView {
        me: at.me(),
        nudge: nudge(&factors),
        factors,
        codes: standing(at.codes.as_ref()),
        password_changed_at: at.user.password_changed_at,
        allowed,
        self_removal: rules.self_removal,
        grace_until,
        asked,
        passkeys,
    })
}

async fn known_passkeys(txn: &mut Txn, user: UserId) -> Result<Option<KnownPasskeys>, Fault> {
    let known = passkeys::known(txn, user).await?;
    let credentials = known.iter().filter_map(|one| one.credential_id.as_deref());
    Ok(known.first().map(|one| KnownPasskeys {
        user: BASE64URL_NOPAD.encode(&one.handle),
        credentials: credentials.map(|id| BASE64URL_NOPAD.encode(id)).collect(),
    }))
}

/// What the page asks for gently: one factor is one lost phone away from none.
fn nudge(factors: &[Factor]) -> Nudge {
    match factors.iter().filter(|factor| factor.is_active()).count() {
        0 => Nudge::AddFirst,
        1 => Nudge::AddSecond,
        _ => Nudge::None,
    }
}

/// How a set of backup codes stands.
pub fn standing(set: Option<&CodeSet>) -> CodesStanding {
    CodesStanding {
        left: set.map_or(0, |set| set.left),
        made_at: set.map(|set| set.created_at),
        unsaved: set.is_some_and(|set| set.saved_at.is_none()),
    }
}
