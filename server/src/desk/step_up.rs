//! Step-up: whether a fresh proof is due before an action, and its use in the transaction that acts.

use identity::{
    factor::{Factor, FactorKind},
    ids::{FactorId, SessionId},
    operation::Operation,
    organisation::StepUpRequirement,
    proof::ProofKind,
    refusal::Refusal,
    step_up::{Realm, StepUp, is_fresh},
    time::Timestamp,
    turn::Turn,
    view::prove::{ByPassword, ProveView},
};
use sha2::{Digest as _, Sha256};

use super::{
    Fault,
    check::Account,
    guard::SignedIn,
    phone::{What, texted},
};
use crate::store::{
    Txn, codes, factors,
    phone_codes::Asker,
    step_ups::{self, Bound},
};

pub mod by_passkey;
mod prove;

pub use prove::prove;

/// What somebody can prove themselves with for one action.
#[derive(Debug)]
struct Means {
    /// Active ones that count, the one used last first.
    factors: Vec<Factor>,
    codes_left: u32,
    by_password: ByPassword,
}

/// The proof that is due before `action`; none if the way is clear. For pages.
pub async fn due(
    txn: &mut Txn,
    at: &SignedIn,
    action: StepUp,
    now: Timestamp,
) -> Result<Option<ProveView>, Fault> {
    if is_free(at, action) {
        return Ok(None);
    }
    let means = means(txn, at, action).await?;
    if counts_as_fresh(at, action, &means, now)
        || step_ups::exists(txn, &bound(at, action), now).await?
    {
        return Ok(None);
    }
    let account = Account {
        organisation: &at.organisation,
        user: &at.user,
    };
    let written = action.to_string();
    let asking = (
        account,
        Asker::Session(at.session.id),
        What::Proof(&written),
    );
    let texted = texted::all(txn, asking, &means.factors, now).await?;
    Ok(Some(ProveView {
        me: Box::new(at.me()),
        action,
        factors: means.factors,
        texted,
        codes_left: means.codes_left,
        by_password: means.by_password,
    }))
}

/// Uses the proof up, in the caller's transaction, under the user's lock; refused on the page of the action if there
/// is none. A proof that is fresh for the own account stays so for its five minutes.
pub async fn take(
    txn: &mut Txn,
    at: &SignedIn,
    action: StepUp,
    now: Timestamp,
) -> Result<(), Fault> {
    if is_free(at, action) {
        return Ok(());
    }
    let means = means(txn, at, action).await?;
    if counts_as_fresh(at, action, &means, now)
        || step_ups::consume(txn, &bound(at, action), now).await?
    {
        return Ok(());
    }
    Err(Turn::refused(action.page(), Refusal::ProveFirst).into())
}

/// What the organisation chose to do without (Settings › Authentication policy › Admin step-up requirements).
fn is_free(at: &SignedIn, action: StepUp) -> bool {
    let by_setting = match action {
        StepUp::ResetUser(_) | StepUp::ResetUsers(_) | StepUp::TakeFactor(_) => true,
        StepUp::Operate(operation, _) => operation != Operation::ReopenEnrolment,
        _ => false,
    };
    by_setting && at.step_up == StepUpRequirement::Off
}

/// Whether the newest proof of this session counts: for the own account only, and a password only where it is asked for. What
/// lifts the report of a loss is proved for that alone: the session may have been proved by what was lost.
fn counts_as_fresh(at: &SignedIn, action: StepUp, means: &Means, now: Timestamp) -> bool {
    let strong =
        at.session.proof.kind != ProofKind::Password || means.by_password == ByPassword::Yes;
    action.realm() == Realm::OwnAccount
        && !matches!(action, StepUp::RestoreFactor(_))
        && strong
        && is_fresh(at.session.proof.at, now)
}

/// Whether this factor proves who they are for this action.
pub async fn counts(
    txn: &mut Txn,
    at: &SignedIn,
    action: StepUp,
    factor: FactorId,
) -> Result<bool, Fault> {
    let means = means(txn, at, action).await?;
    Ok(means.factors.iter().any(|one| one.id == factor))
}

async fn means(txn: &mut Txn, at: &SignedIn, action: StepUp) -> Result<Means, Fault> {
    let all = factors::of_user(txn, at.user.id).await?;
    let left = codes::live(txn, at.user.id)
        .await?
        .map_or(0, |set| set.left);
    let has_nothing = all.is_empty() && left == 0;
    let own = action.realm() == Realm::OwnAccount;
    let phishing_resistant = !own && at.step_up == StepUpRequirement::PhishingResistant;
    let kinds = at.policy.rules.kinds_for(at.user.role());
    let counts = |factor: &Factor| {
        let lost = action == StepUp::LoseFactor(factor.id);
        // A code by message counts only where it is allowed, and so for no role (ASVS 6.6.1).
        let kind = match factor.kind {
            FactorKind::Phone => kinds.contains(FactorKind::Phone) && !phishing_resistant,
            FactorKind::Passkey => true,
            FactorKind::Totp | FactorKind::HardwareToken => !phishing_resistant,
        };
        factor.is_active() && !lost && kind
    };
    // Whoever lost the one thing that proves who they are can still report it.
    let user = &at.user;
    let has_password = user.password.is_some() && user.password_disabled_at.is_none();
    let reports = matches!(action, StepUp::LoseFactor(_)) && has_password;
    Ok(Means {
        factors: all.into_iter().filter(counts).collect(),
        // Beside the password no code is asked for: one field, one secret.
        codes_left: if action.takes_codes() && !reports {
            left
        } else {
            0
        },
        // A factor that is only disabled or reported lost does not make the password enough.
        by_password: if reports || own && has_nothing {
            ByPassword::Yes
        } else {
            ByPassword::No
        },
    })
}

/// An action of the console also counts for the customers that its page was about, and for no others: not every action names
/// what it is done to.
fn bound(at: &SignedIn, action: StepUp) -> Bound {
    let customers = match action.realm() {
        Realm::OwnAccount => "",
        Realm::Console => &at.customers,
    };
    bound_to(at.session.id, action, customers)
}

fn bound_to(session: SessionId, action: StepUp, customers: &str) -> Bound {
    let text = action.to_string();
    let name = text.split(':').next().unwrap_or_default();
    Bound {
        session,
        action: name.to_owned(),
        targets: Sha256::digest(format!("{text} {customers}")).into(),
    }
}

#[cfg(test)]
mod tests {
    use identity::ids::UserId;

    use super::*;

    #[test]
    fn one_action_on_one_target_opens_no_other() {
        let actions = [
            StepUp::RemoveFactor(FactorId(7)),
            StepUp::RemoveFactor(FactorId(8)),
            StepUp::RenameFactor(FactorId(7)),
            StepUp::ResetUser(UserId(7)),
            StepUp::GrantRole(UserId(7)),
            StepUp::OrderPolicies,
        ];
        for one in actions {
            for other in actions {
                let bound = |action, customers| {
                    let bound = bound_to(SessionId(1), action, customers);
                    (bound.action, bound.targets)
                };
                let same = bound(one, "acme") == bound(other, "acme");
                assert_eq!(same, one == other, "{one} {other}");
                assert_ne!(bound(one, "acme"), bound(other, "globex"));
                assert_ne!(bound(one, "acme"), bound(other, ""));
            }
        }
        assert_eq!(
            bound_to(SessionId(1), actions[0], "").action,
            "remove-factor"
        );
    }
}
