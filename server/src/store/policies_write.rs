//! Policies as the console changes them, and the people they would touch.

use identity::{
    factor::FactorKind,
    ids::{OrganisationId, PolicyId, UserId},
    name::GroupName,
    policy::{Passwordless, Rules, SelfRemoval, impact::Member},
    role::Role,
    time::Timestamp,
    user::UserStatus,
};

use super::{Arg, FromRow, Result, Row, Txn, args};

/// Holds all policies of an organisation: whoever changes one changes what all of them mean. Taken before any user's lock.
pub async fn lock(txn: &mut Txn, organisation: OrganisationId) -> Result<()> {
    const SQL: &str = "SELECT id FROM policies WHERE organisation_id = $1 ORDER BY id";
    txn.fetch_locked_all::<PolicyId>(SQL, args![organisation])
        .await?;
    Ok(())
}

/// The last in the order but for the default.
pub async fn insert(
    txn: &mut Txn,
    organisation: OrganisationId,
    name: &str,
    rules: &Rules,
    now: Timestamp,
) -> Result<PolicyId> {
    const SQL: &str = "
        INSERT INTO policies (organisation_id, name, position, requirement, allowed_kinds, self_removal, passwordless,
            idle_minutes, absolute_minutes, created_at, changed_at)
        VALUES ($1, $2, (SELECT coalesce(max(position), 0) + 1 FROM policies WHERE organisation_id = $1),
            $3, $4, $5, $6, $7, $8, $9, $9)
        RETURNING id";
    let mut values = args![organisation, name];
    values.extend(columns(rules));
    values.push(now.into());
    txn.fetch_one(SQL, values).await
}

pub async fn update(
    txn: &mut Txn,
    id: PolicyId,
    name: &str,
    rules: &Rules,
    now: Timestamp,
) -> Result<()> {
    const SQL: &str = "
        UPDATE policies
        SET name = $2, requirement = $3, allowed_kinds = $4, self_removal = $5, passwordless = $6, idle_minutes = $7,
            absolute_minutes = $8, changed_at = $9
        WHERE id = $1";
    let mut values = args![id, name];
    values.extend(columns(rules));
    values.push(now.into());
    txn.execute(SQL, values).await?;
    Ok(())
}

fn columns(rules: &Rules) -> [Arg; 6] {
    let kinds: Vec<&str> = rules.allowed.iter().map(FactorKind::code).collect();
    [
        rules.requirement.code().into(),
        kinds.join(",").into(),
        (rules.self_removal == SelfRemoval::On).into(),
        (rules.passwordless == Passwordless::On).into(),
        i64::from(rules.idle_minutes).into(),
        i64::from(rules.absolute_minutes).into(),
    ]
}

pub async fn set_groups(
    txn: &mut Txn,
    (organisation, policy): (OrganisationId, PolicyId),
    groups: &[GroupName],
) -> Result<()> {
    const CLEAR: &str = "DELETE FROM policy_groups WHERE policy_id = $1";
    const ADD: &str =
        "INSERT INTO policy_groups (policy_id, organisation_id, name) VALUES ($1, $2, $3)";
    txn.execute(CLEAR, args![policy]).await?;
    for group in groups {
        txn.execute(ADD, args![policy, organisation, group.as_str()])
            .await?;
    }
    Ok(())
}

pub async fn set_position(txn: &mut Txn, policy: PolicyId, position: i64) -> Result<()> {
    const SQL: &str = "UPDATE policies SET position = $2 WHERE id = $1";
    txn.execute(SQL, args![policy, position]).await?;
    Ok(())
}

/// Never the default one.
pub async fn delete(txn: &mut Txn, policy: PolicyId) -> Result<bool> {
    const SQL: &str = "DELETE FROM policies WHERE id = $1 AND NOT is_default";
    txn.execute_one(SQL, args![policy]).await
}

impl FromRow for Member {
    const TABLE: &'static str = "users";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            status: row.parse::<UserStatus>("status")?,
            role: row.parse_optional::<Role>("role")?,
            groups: Vec::new(),
            active: identity::factor::KindSet::NONE,
        })
    }
}

/// Everybody in an organisation, as far as a policy can touch them: three questions, however many they are.
pub async fn members(txn: &mut Txn, organisation: OrganisationId) -> Result<Vec<Member>> {
    const USERS: &str =
        "SELECT id, name, status, role FROM users WHERE organisation_id = $1 ORDER BY id";
    const GROUPS: &str = "SELECT user_id, name FROM user_groups WHERE organisation_id = $1";
    const FACTORS: &str = "SELECT DISTINCT user_id, kind FROM factors WHERE organisation_id = $1 AND state = 'active'";
    let mut members: Vec<Member> = txn.fetch_all(USERS, args![organisation]).await?;
    let groups: Vec<(UserId, String)> = txn.fetch_all(GROUPS, args![organisation]).await?;
    for (user, group) in groups {
        if let Some(member) = find(&mut members, user) {
            member.groups.push(GroupName::stored(group));
        }
    }
    let factors: Vec<(UserId, String)> = txn.fetch_all(FACTORS, args![organisation]).await?;
    for (user, kind) in factors {
        let kind: FactorKind = kind
            .parse()
            .map_err(|_| super::Error::inconsistent("factors", "kind", user.0))?;
        if let Some(member) = find(&mut members, user) {
            member.active = member.active.with(kind);
        }
    }
    Ok(members)
}

fn find(members: &mut [Member], id: UserId) -> Option<&mut Member> {
    let place = members.binary_search_by_key(&id, |member| member.id).ok()?;
    members.get_mut(place)
}
