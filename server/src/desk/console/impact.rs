//! What saving a policy would do, before it is saved; and the same look once more when it is.

use data_encoding::HEXLOWER;
use identity::{
    console::PolicyForm,
    ids::{OrganisationId, PolicyId},
    place::Place,
    policy::{
        Policy, Scope,
        draft::Draft,
        impact::{Outlook, USUAL_GRACE, outlook},
    },
    refusal::{Field, Refusal},
    role::Act,
    time::Span,
    turn::Turn,
    view::policies::ImpactView,
};
use sha2::{Digest as _, Sha256};

use super::{
    acting::{self, Within},
    denied::{self, Thing},
};
use crate::{
    desk::{Fault, Knock},
    store::{Txn, policies, policies_write},
};

/// A new policy has no id before it is saved.
const NEW: PolicyId = PolicyId(0);

/// A draft beside what is there.
#[derive(Debug)]
pub struct Seen {
    /// The policy as it is; none for a new one.
    pub old: Option<Policy>,
    pub new: Policy,
    pub outlook: Outlook,
    pub name_taken: bool,
    pub digest: String,
}

/// The page of the form, to go back to.
pub fn form_page(form: &PolicyForm) -> Place {
    form.id.map_or(Place::NewPolicy, Place::Policy)
}

pub async fn page(knock: &Knock, mut form: PolicyForm) -> Result<ImpactView, Fault> {
    let (
        mut txn,
        Within {
            admin,
            organisation,
        },
    ) = acting::look_to(knock, Act::EditPolicies).await?;
    let at = &admin.signed_in;
    let draft = match Draft::parse(&form) {
        Ok(draft) => draft,
        Err(refused) => {
            return Err(Turn::refused(form_page(&form), refused)
                .keeping(&form.typed())
                .into());
        }
    };
    let Some(seen) = see(&mut txn, organisation.id, &draft).await? else {
        return Err(
            denied::not_there(txn, knock, &admin, Thing::Policy(draft.id.unwrap_or(NEW))).await,
        );
    };
    if seen.name_taken {
        let turn = Turn::refused(form_page(&form), Refusal::PolicyNameTaken.at(Field::Name));
        return Err(turn.keeping(&form.typed()).into());
    }
    drop(txn);
    at.touch(knock).await?;
    if seen.outlook.tightens && draft.grace.is_none() {
        form.grace_days = (USUAL_GRACE.0 / Span::days(1).0).to_string();
    }
    Ok(ImpactView {
        me: admin.me(knock),
        form,
        tightens: seen.outlook.tightens,
        impact: seen.outlook.impact,
        digest: seen.digest,
    })
}

/// Looks at a draft as things stand; none when there is no such policy in this organisation.
pub async fn see(
    txn: &mut Txn,
    organisation: OrganisationId,
    draft: &Draft,
) -> Result<Option<Seen>, Fault> {
    let before = policies::ordered(txn, organisation).await?;
    let old = before
        .iter()
        .find(|policy| Some(policy.id) == draft.id)
        .cloned();
    if draft.id.is_some() && old.is_none() {
        return Ok(None);
    }
    let new = Policy {
        id: draft.id.unwrap_or(NEW),
        name: draft.name.to_string(),
        scope: match &old {
            Some(Policy {
                scope: Scope::Default,
                ..
            }) => Scope::Default,
            _ => Scope::Groups(draft.groups.clone()),
        },
        rules: draft.rules.clone(),
    };
    let members = policies_write::members(txn, organisation).await?;
    let outlook = outlook(&members, &before, &with(&before, &new), Some(new.id));
    let same = |name: &str| name.to_lowercase() == new.name.to_lowercase();
    let name_taken = before
        .iter()
        .any(|policy| policy.id != new.id && same(&policy.name));
    let digest = digest(&before, draft, &outlook);
    Ok(Some(Seen {
        old,
        new,
        outlook,
        name_taken,
        digest,
    }))
}

/// The order with the draft in its place: where it was, or last before the default.
fn with(before: &[Policy], new: &Policy) -> Vec<Policy> {
    let mut after: Vec<Policy> = before.to_vec();
    if let Some(place) = after.iter_mut().find(|policy| policy.id == new.id) {
        *place = new.clone();
    } else {
        let end = after
            .iter()
            .position(|policy| policy.scope == Scope::Default)
            .unwrap_or(after.len());
        after.insert(end, new.clone());
    }
    after
}

/// Names what is shown: the draft, the policies that it changes, and what becomes of whom.
fn digest(before: &[Policy], draft: &Draft, outlook: &Outlook) -> String {
    let Outlook {
        impact,
        owing,
        tightens,
    } = outlook;
    let counts = (
        impact.applies_to,
        impact.without_factor,
        impact.newly_owing,
        &impact.names,
    );
    let shown = serde_json::json!([before, draft, counts, owing, tightens]);
    HEXLOWER.encode(&Sha256::digest(shown.to_string().as_bytes()))
}
