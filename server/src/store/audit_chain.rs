//! The chains of the audit as they are verified: raw text, since an edited row may hold anything.

use std::str::FromStr;

use identity::{
    audit::{ActorKind, Event},
    coded::UnknownCode,
    ids::OrganisationId,
};

use super::{
    FromRow, Result, Row, Txn, args,
    audit::Entry,
    audit_link::{Form, Place},
};

/// A chain: whose it is, and what its head says.
#[derive(Clone, Debug)]
pub struct Chain {
    pub organisation: OrganisationId,
    /// None for the installation's own, and for an organisation that is gone.
    pub slug: Option<String>,
    pub head: Option<(i64, Vec<u8>)>,
}

impl FromRow for Chain {
    const TABLE: &'static str = "audit_heads";

    fn from_row(row: &Row) -> Result<Self> {
        let sequence: Option<i64> = row.get("sequence")?;
        let mac: Option<Vec<u8>> = row.get("mac")?;
        Ok(Self {
            organisation: row.get("organisation_id")?,
            slug: row.get("slug")?,
            head: sequence.zip(mac),
        })
    }
}

/// One link: what it says, or None where it says what no link of ours can say.
#[derive(Clone, Debug)]
pub struct Link {
    pub sequence: i64,
    pub entry: Option<Entry>,
    /// None where it is none of ours.
    pub form: Option<Form>,
    /// What was left of texts that were taken out.
    pub actor_seal: Option<Vec<u8>>,
    pub subject_seal: Option<Vec<u8>>,
    /// Whoever it is that was taken out is still here.
    pub taken_out_wrongly: bool,
    pub mac: Vec<u8>,
}

impl FromRow for Link {
    const TABLE: &'static str = "audit_events";

    fn from_row(row: &Row) -> Result<Self> {
        let event = Event::from_str(&row.get::<String>("event")?);
        let kind = ActorKind::from_str(&row.get::<String>("actor_kind")?);
        let entry = |event: Result<Event, UnknownCode>,
                     kind: Result<ActorKind, UnknownCode>|
         -> Result<Option<Entry>> {
            let (Ok(event), Ok(actor_kind)) = (event, kind) else {
                return Ok(None);
            };
            Ok(Some(Entry {
                event,
                actor_kind,
                actor: row.get("actor_id")?,
                actor_name: row.get("actor_name")?,
                subject: row.get("subject_id")?,
                subject_name: row.get("subject_name")?,
                factor: row.get("factor_id")?,
                reason: row.get("reason")?,
                request: row.get("request_id")?,
                ip: row.get("ip")?,
                agent: row.get("agent")?,
                detail: row.get("detail")?,
                naming: row.get("naming")?,
                at: row.get("at")?,
            }))
        };
        Ok(Self {
            sequence: row.get("sequence")?,
            entry: entry(event, kind)?,
            form: Form::from_number(row.get("form")?),
            actor_seal: row.get("actor_seal")?,
            subject_seal: row.get("subject_seal")?,
            taken_out_wrongly: row.get("taken_out_wrongly")?,
            mac: row.get("mac")?,
        })
    }
}

/// Every chain there should be or is: a head that was deleted hides neither its events nor its organisation.
pub async fn chains(txn: &mut Txn) -> Result<Vec<Chain>> {
    const SQL: &str = "
        SELECT c.organisation_id, o.slug, h.sequence, h.mac
        FROM (
            SELECT id AS organisation_id FROM organisations
            UNION SELECT organisation_id FROM audit_heads
            UNION SELECT DISTINCT organisation_id FROM audit_events) c
        LEFT JOIN organisations o ON o.id = c.organisation_id
        LEFT JOIN audit_heads h ON h.organisation_id = c.organisation_id
        ORDER BY c.organisation_id";
    txn.fetch_all(SQL, args![]).await
}

/// The links after this sequence number, in order.
pub async fn links(
    txn: &mut Txn,
    organisation: OrganisationId,
    after: i64,
    most: u32,
) -> Result<Vec<Link>> {
    const SQL: &str = "
        SELECT sequence, event, actor_kind, actor_id, actor_name, subject_id, subject_name, factor_id, reason, request_id, ip,
            agent, detail, naming, at, mac, form, actor_seal, subject_seal,
            (actor_seal IS NOT NULL AND EXISTS (SELECT 1 FROM users u WHERE u.id = coalesce(actor_id, subject_id)))
            OR (subject_seal IS NOT NULL AND EXISTS (SELECT 1 FROM users u WHERE u.id = subject_id)) AS taken_out_wrongly
        FROM audit_events
        WHERE organisation_id = $1 AND sequence > $2
        ORDER BY sequence
        LIMIT $3";
    txn.fetch_all(SQL, args![organisation, after, most]).await
}

/// What the event at this place was signed with; none where there is none, as before the first.
pub async fn mac(txn: &mut Txn, (organisation, sequence): Place) -> Result<Option<Vec<u8>>> {
    const SQL: &str = "SELECT mac FROM audit_events WHERE organisation_id = $1 AND sequence = $2";
    txn.fetch_optional(SQL, args![organisation, sequence]).await
}
