//! Organisations as rows.

use identity::{
    access_pass::ResetPass, brand::Brand, ids::OrganisationId, organisation::StepUpRequirement,
    role::EqualRank,
};

use super::{FromRow, Result, Row, Txn, args, brand};

/// An organisation that people can sign in to.
#[derive(Clone, Debug)]
pub struct Organisation {
    pub id: OrganisationId,
    pub slug: String,
    pub name: String,
    /// Shown before sign-in.
    pub help_line: String,
    /// Shown to members.
    pub contact: String,
    pub step_up: StepUpRequirement,
    pub enrol_window_hours: i64,
    /// Whether an access pass is asked for before somebody enrols after a reset.
    pub reset_pass: ResetPass,
    /// Whether admins may reset others of their own rank.
    pub equal_rank: EqualRank,
    pub brand: Brand,
}

impl FromRow for Organisation {
    const TABLE: &'static str = "organisations";

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            slug: row.get("slug")?,
            name: row.get("name")?,
            help_line: row.get("help_line")?,
            contact: row.get("admin_contact")?,
            step_up: row.parse("step_up")?,
            enrol_window_hours: row.get("enrol_window_hours")?,
            reset_pass: row.parse("reset_pass")?,
            equal_rank: row.parse("equal_rank")?,
            brand: brand::of(row)?,
        })
    }
}

/// The organisation with this short name, unless it is suspended.
pub async fn by_slug(txn: &mut Txn, slug: &str) -> Result<Option<Organisation>> {
    const SQL: &str = "
        SELECT id, slug, name, help_line, admin_contact, step_up, enrol_window_hours, reset_pass, equal_rank, accent, logo
        FROM organisations
        WHERE slug = $1 AND status = 'active'";
    txn.fetch_optional(SQL, args![slug]).await
}

/// The organisation with this id, unless it is suspended.
pub async fn find(txn: &mut Txn, id: OrganisationId) -> Result<Option<Organisation>> {
    const SQL: &str = "
        SELECT id, slug, name, help_line, admin_contact, step_up, enrol_window_hours, reset_pass, equal_rank, accent, logo
        FROM organisations
        WHERE id = $1 AND status = 'active'";
    txn.fetch_optional(SQL, args![id]).await
}

/// The only organisation there is; none if there are several, or none yet.
pub async fn only(txn: &mut Txn) -> Result<Option<Organisation>> {
    const SQL: &str = "
        SELECT id, slug, name, help_line, admin_contact, step_up, enrol_window_hours, reset_pass, equal_rank, accent, logo
        FROM organisations
        WHERE status = 'active'
        ORDER BY id
        LIMIT 2";
    let mut found: Vec<Organisation> = txn.fetch_all(SQL, args![]).await?;
    Ok(if found.len() == 1 { found.pop() } else { None })
}

/// Whether any organisation was ever set up.
pub async fn any(txn: &mut Txn) -> Result<bool> {
    const SQL: &str = "SELECT count(*) FROM (SELECT id FROM organisations LIMIT 1) AS one";
    Ok(txn.fetch_one::<i64>(SQL, args![]).await? > 0)
}
