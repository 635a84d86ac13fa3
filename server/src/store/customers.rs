//! The customers of operators: who looks after which organisation.

use identity::{
    ids::{OrganisationId, UserId},
    organisation::StepUpRequirement,
    time::Timestamp,
    view::customers::{CustomerRow, OperatorRow},
};

use super::{FromRow, Result, Row, Txn, args, organisations::Organisation};

/// Those whose people can sign in, by name: what an operator acts in beside their own organisation.
pub async fn of(txn: &mut Txn, operator: UserId) -> Result<Vec<Organisation>> {
    const SQL: &str = "
        SELECT o.id, o.slug, o.name, o.help_line, o.admin_contact, o.step_up, o.enrol_window_hours, o.reset_pass, o.equal_rank,
            o.accent, o.logo
        FROM operator_customers c
        JOIN organisations o ON o.id = c.organisation_id
        WHERE c.operator_id = $1 AND o.status = 'active'
        ORDER BY lower(o.name), o.id";
    txn.fetch_all(SQL, args![operator]).await
}

/// What the strictest of them asks of admins.
pub async fn strictest(txn: &mut Txn, operator: UserId) -> Result<Option<StepUpRequirement>> {
    const SQL: &str = "
        SELECT DISTINCT o.step_up
        FROM operator_customers c
        JOIN organisations o ON o.id = c.organisation_id
        WHERE c.operator_id = $1 AND o.status = 'active'";
    let asked: Vec<String> = txn.fetch_all(SQL, args![operator]).await?;
    Ok(asked.iter().filter_map(|code| code.parse().ok()).max())
}

impl FromRow for CustomerRow {
    const TABLE: &'static str = "organisations";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            slug: row.get("slug")?,
            name: row.get("name")?,
            status: row.parse("status")?,
            users: u32::try_from(row.get::<i64>("users")?).unwrap_or(u32::MAX),
        })
    }
}

/// All that were granted and not deleted, suspended ones too, by name.
pub async fn listed(txn: &mut Txn, operator: UserId) -> Result<Vec<CustomerRow>> {
    const SQL: &str = "
        SELECT o.id, o.slug, o.name, o.status, (SELECT count(*) FROM users u WHERE u.organisation_id = o.id) AS users
        FROM operator_customers c
        JOIN organisations o ON o.id = c.organisation_id
        WHERE c.operator_id = $1 AND o.status <> 'deleted'
        ORDER BY lower(o.name), o.id";
    txn.fetch_all(SQL, args![operator]).await
}

/// One of them.
pub async fn find(
    txn: &mut Txn,
    operator: UserId,
    id: OrganisationId,
) -> Result<Option<CustomerRow>> {
    const SQL: &str = "
        SELECT o.id, o.slug, o.name, o.status, (SELECT count(*) FROM users u WHERE u.organisation_id = o.id) AS users
        FROM operator_customers c
        JOIN organisations o ON o.id = c.organisation_id
        WHERE c.operator_id = $1 AND o.id = $2 AND o.status <> 'deleted'";
    txn.fetch_optional(SQL, args![operator, id]).await
}

/// The same for whoever may run commands on the machine, by its short name.
pub async fn by_slug(txn: &mut Txn, slug: &str) -> Result<Option<CustomerRow>> {
    const SQL: &str = "
        SELECT o.id, o.slug, o.name, o.status, (SELECT count(*) FROM users u WHERE u.organisation_id = o.id) AS users
        FROM organisations o
        WHERE o.slug = $1 AND o.status <> 'deleted'";
    txn.fetch_optional(SQL, args![slug]).await
}

/// Every organisation, for the command line.
pub async fn all(txn: &mut Txn) -> Result<Vec<CustomerRow>> {
    const SQL: &str = "
        SELECT o.id, o.slug, o.name, o.status, (SELECT count(*) FROM users u WHERE u.organisation_id = o.id) AS users
        FROM organisations o
        ORDER BY lower(o.name), o.id";
    txn.fetch_all(SQL, args![]).await
}

impl FromRow for OperatorRow {
    const TABLE: &'static str = "users";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            organisation: row.get("organisation")?,
        })
    }
}

/// Who looks after this one.
pub async fn operators(txn: &mut Txn, id: OrganisationId) -> Result<Vec<OperatorRow>> {
    const SQL: &str = "
        SELECT u.id, u.name, u.email, o.name AS organisation
        FROM operator_customers c
        JOIN users u ON u.id = c.operator_id
        JOIN organisations o ON o.id = u.organisation_id
        WHERE c.organisation_id = $1 AND u.role = 'operator'
        ORDER BY u.name_key, u.id";
    txn.fetch_all(SQL, args![id]).await
}

/// True unless it was granted before.
pub async fn grant(
    txn: &mut Txn,
    (operator, customer): (UserId, OrganisationId),
    now: Timestamp,
) -> Result<bool> {
    const SQL: &str = "
        INSERT INTO operator_customers (operator_id, organisation_id, granted_at)
        VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING";
    txn.execute_one(SQL, args![operator, customer, now]).await
}

pub async fn withdraw(
    txn: &mut Txn,
    (operator, customer): (UserId, OrganisationId),
) -> Result<bool> {
    const SQL: &str =
        "DELETE FROM operator_customers WHERE operator_id = $1 AND organisation_id = $2";
    txn.execute_one(SQL, args![operator, customer]).await
}

/// They look after nobody any more; whom they did.
pub async fn withdraw_all(txn: &mut Txn, operator: UserId) -> Result<Vec<OrganisationId>> {
    const SQL: &str =
        "DELETE FROM operator_customers WHERE operator_id = $1 RETURNING organisation_id";
    txn.fetch_all(SQL, args![operator]).await
}

/// Whether an operator looks after anybody whom this one does not.
pub async fn is_beyond(txn: &mut Txn, operator: UserId, other: UserId) -> Result<bool> {
    const SQL: &str = "
        SELECT count(*)
        FROM operator_customers c
        WHERE c.operator_id = $1 AND NOT EXISTS (
            SELECT 1 FROM operator_customers o WHERE o.operator_id = $2 AND o.organisation_id = c.organisation_id)";
    Ok(txn.fetch_one::<i64>(SQL, args![operator, other]).await? > 0)
}
