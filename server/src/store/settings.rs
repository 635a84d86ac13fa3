//! The settings of an organisation, as its admins change them.

use identity::{ids::OrganisationId, settings::Settings};

use super::{FromRow, Result, Row, Txn, args};

impl FromRow for Settings {
    const TABLE: &'static str = "organisations";

    fn from_row(row: &Row) -> Result<Self> {
        let runbook: Option<String> = row.get("recovery_runbook")?;
        let hours: i64 = row.get("enrol_window_hours")?;
        Ok(Self {
            help_line: row.get("help_line")?,
            contact: row.get("admin_contact")?,
            step_up: row.parse("step_up")?,
            reset_pass: row.parse("reset_pass")?,
            equal_rank: row.parse("equal_rank")?,
            window_hours: u16::try_from(hours).unwrap_or(u16::MAX),
            runbook: runbook.unwrap_or_default(),
        })
    }
}

pub async fn find(txn: &mut Txn, organisation: OrganisationId) -> Result<Settings> {
    const SQL: &str = "
        SELECT help_line, admin_contact, step_up, reset_pass, equal_rank, enrol_window_hours, recovery_runbook
        FROM organisations
        WHERE id = $1";
    txn.fetch_one(SQL, args![organisation]).await
}

/// The organisation's own runbook; empty for the text that is shipped.
pub async fn runbook(txn: &mut Txn, organisation: OrganisationId) -> Result<String> {
    const SQL: &str = "SELECT coalesce(recovery_runbook, '') FROM organisations WHERE id = $1";
    txn.fetch_one(SQL, args![organisation]).await
}

pub async fn save(txn: &mut Txn, organisation: OrganisationId, new: &Settings) -> Result<()> {
    const SQL: &str = "
        UPDATE organisations
        SET help_line = $2, admin_contact = $3, step_up = $4, reset_pass = $5, equal_rank = $6, enrol_window_hours = $7,
            recovery_runbook = $8
        WHERE id = $1";
    let runbook = (!new.runbook.is_empty()).then(|| new.runbook.clone());
    let args = args![
        organisation,
        &new.help_line,
        &new.contact,
        new.step_up.code(),
        new.reset_pass.code(),
        new.equal_rank.code(),
        i64::from(new.window_hours),
        runbook
    ];
    txn.execute(SQL, args).await?;
    Ok(())
}
