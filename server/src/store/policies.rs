//! Authentication policies as rows, in their order.

use identity::{
    factor::{FactorKind, KindSet},
    ids::{OrganisationId, PolicyId, UserId},
    name::GroupName,
    policy::{Passwordless, Policy, Requirement, Rules, Scope, SelfRemoval, applying},
};

use super::{Error, FromRow, Result, Row, Txn, args};

impl FromRow for Policy {
    const TABLE: &'static str = "policies";

    fn from_row(row: &Row) -> Result<Self> {
        let id: PolicyId = row.get("id")?;
        let minutes = |name: &str| {
            u16::try_from(row.get::<i64>(name)?)
                .map_err(|_| Error::inconsistent("policies", name, id.0))
        };
        let allowed: String = row.get("allowed_kinds")?;
        let allowed: KindSet = allowed
            .split(',')
            .filter(|code| !code.is_empty())
            .map(|code| {
                code.parse::<FactorKind>()
                    .map_err(|_| Error::inconsistent("policies", "allowed_kinds", id.0))
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            id,
            name: row.get("name")?,
            scope: if row.get("is_default")? {
                Scope::Default
            } else {
                Scope::Groups(Vec::new())
            },
            rules: Rules {
                requirement: row.parse::<Requirement>("requirement")?,
                allowed,
                self_removal: if row.get("self_removal")? {
                    SelfRemoval::On
                } else {
                    SelfRemoval::Off
                },
                passwordless: if row.get("passwordless")? {
                    Passwordless::On
                } else {
                    Passwordless::Off
                },
                idle_minutes: minutes("idle_minutes")?,
                absolute_minutes: minutes("absolute_minutes")?,
            },
        })
    }
}

/// All policies of an organisation with their groups, in order, the default last.
pub async fn ordered(txn: &mut Txn, organisation: OrganisationId) -> Result<Vec<Policy>> {
    const SQL: &str = "
        SELECT id, name, is_default, requirement, allowed_kinds, self_removal, passwordless, idle_minutes, absolute_minutes
        FROM policies
        WHERE organisation_id = $1
        ORDER BY is_default, position, id";
    const GROUPS: &str = "SELECT policy_id, name FROM policy_groups WHERE organisation_id = $1 ORDER BY policy_id, name";
    let mut policies: Vec<Policy> = txn.fetch_all(SQL, args![organisation]).await?;
    if policies.len() > 1 {
        let groups: Vec<(PolicyId, String)> = txn.fetch_all(GROUPS, args![organisation]).await?;
        for (id, name) in groups {
            let policy = policies.iter_mut().find(|policy| policy.id == id);
            if let Some(Policy {
                scope: Scope::Groups(groups),
                ..
            }) = policy
            {
                groups.push(GroupName::stored(name));
            }
        }
    }
    Ok(policies)
}

/// The policy that applies to a user now.
pub async fn of_user(txn: &mut Txn, organisation: OrganisationId, user: UserId) -> Result<Policy> {
    let policies = ordered(txn, organisation).await?;
    let groups = if policies.len() > 1 {
        super::users::groups(txn, user).await?
    } else {
        Vec::new()
    };
    let groups: Vec<GroupName> = groups.into_iter().map(GroupName::stored).collect();
    applying(&policies, &groups)
        .cloned()
        .ok_or_else(|| Error::inconsistent("policies", "is_default", organisation.0))
}
