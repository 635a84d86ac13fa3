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

/// A policy beside one of its groups, if it has any.
struct Line {
    policy: Policy,
    group: Option<String>,
    /// Whether the user who was asked for is in that group.
    carried: bool,
}

impl FromRow for Line {
    const TABLE: &'static str = "policies";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            policy: row.read()?,
            group: row.get("group_name")?,
            carried: row.get("carried")?,
        })
    }
}

/// All policies of an organisation with their groups, in order, the default last.
pub async fn ordered(txn: &mut Txn, organisation: OrganisationId) -> Result<Vec<Policy>> {
    const SQL: &str = "
        SELECT p.id, p.allowed_kinds, p.name, p.is_default, p.requirement, p.self_removal, p.passwordless, p.idle_minutes,
            p.absolute_minutes, g.name AS group_name, FALSE AS carried
        FROM policies p
        LEFT JOIN policy_groups g ON g.policy_id = p.id
        WHERE p.organisation_id = $1
        ORDER BY p.is_default, p.position, p.id, g.name";
    let lines: Vec<Line> = txn.fetch_all(SQL, args![organisation]).await?;
    Ok(gathered(lines).0)
}

/// The policy that applies to a user now.
pub async fn of_user(txn: &mut Txn, organisation: OrganisationId, user: UserId) -> Result<Policy> {
    const SQL: &str = "
        SELECT p.id, p.allowed_kinds, p.name, p.is_default, p.requirement, p.self_removal, p.passwordless, p.idle_minutes,
            p.absolute_minutes, g.name AS group_name, u.name IS NOT NULL AS carried
        FROM policies p
        LEFT JOIN policy_groups g ON g.policy_id = p.id
        LEFT JOIN user_groups u ON u.name = g.name AND u.user_id = $2
        WHERE p.organisation_id = $1
        ORDER BY p.is_default, p.position, p.id, g.name";
    let lines: Vec<Line> = txn.fetch_all(SQL, args![organisation, user]).await?;
    let (policies, carried) = gathered(lines);
    applying(&policies, &carried)
        .cloned()
        .ok_or_else(|| Error::inconsistent("policies", "is_default", organisation.0))
}

/// Each policy once, with all of its groups; and those groups that the user carries.
fn gathered(lines: Vec<Line>) -> (Vec<Policy>, Vec<GroupName>) {
    let (mut policies, mut carried) = (Vec::<Policy>::new(), Vec::new());
    for line in lines {
        if policies.last().is_none_or(|last| last.id != line.policy.id) {
            policies.push(line.policy);
        }
        let Some(group) = line.group.map(GroupName::stored) else {
            continue;
        };
        if line.carried {
            carried.push(group.clone());
        }
        if let Some(Policy {
            scope: Scope::Groups(groups),
            ..
        }) = policies.last_mut()
        {
            groups.push(group);
        }
    }
    (policies, carried)
}
