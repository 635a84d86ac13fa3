//! The audit log as a file: what matches, oldest first, piece by piece, as far as it went when it was asked for. Of several customers
//! one log after the other.

use std::{collections::VecDeque, sync::Arc};

use identity::{
    audit::Event,
    turn::Shown,
    view::audit::{AuditQuery, AuditRow, Before, ExportFormat},
    visitor::Visitor,
};

use super::{acting, audit_page};
use crate::{
    desk::{
        Desk, Fault, Knock,
        exports::Running,
        record::{Happened, record},
    },
    store::audit_read::{self, Wanted},
};

/// So many events are read at once; no transaction is open between two pieces.
const PIECE: u32 = 500;

/// What goes into a file: of each log that is not read to its end yet, and from after which event on.
#[derive(Clone, Debug)]
pub struct Export {
    logs: VecDeque<(Wanted, i64)>,
    _running: Arc<Running>,
}

/// Some of its events, and the rest, if there is any.
#[derive(Clone, Debug)]
pub struct Piece {
    pub rows: Vec<AuditRow>,
    pub rest: Option<Export>,
}

impl Desk {
    /// Whether the visitor may have it. That they took it stands in each log after the last event of the file. None where enough files
    /// of one of the logs are being made already.
    ///
    /// # Errors
    /// As for the page of the log.
    pub async fn export_audit(
        &self,
        visitor: &Visitor,
        query: AuditQuery,
        format: ExportFormat,
    ) -> Shown<Option<Export>> {
        let work = move |knock| {
            let query = query.clone();
            async move { begin(&knock, query, format).await }
        };
        self.show(visitor, work).await
    }

    /// The next events. Asked for anew each time: a session that ended meanwhile reads no further.
    ///
    /// # Errors
    /// As for the page of the log.
    pub async fn export_piece(&self, visitor: &Visitor, export: Export) -> Shown<Piece> {
        let work = move |knock| {
            let export = export.clone();
            async move { piece(&knock, export).await }
        };
        self.show(visitor, work).await
    }
}

async fn begin(
    knock: &Knock,
    mut query: AuditQuery,
    format: ExportFormat,
) -> Result<Option<Export>, Fault> {
    let now = knock.now();
    let (mut txn, admin) = acting::look(knock).await?;
    query.before = None;
    let mut logs = audit_page::wanted(&mut txn, &admin, &mut query, now).await?;
    // The heads of the chains are locked in one order, whoever exports.
    logs.sort_by_key(|log| log.organisation);
    for log in &mut logs {
        let last = audit_read::last(&mut txn, log.organisation).await?;
        log.before = Some(Before::Event(last + 1));
    }
    drop(txn);
    let of = logs.iter().map(|log| log.organisation).collect();
    let Some(running) = knock.desk.exports.begin(of) else {
        return Ok(None);
    };
    admin.signed_in.touch(knock).await?;
    let taken = Happened::by_system(Event::AuditExported)
        .acted_by(&admin.signed_in.user)
        .with("format", format.code());
    let asked = query.pairs().into_iter();
    let taken = asked
        .filter(|(_, value)| !value.is_empty())
        .fold(taken, |taken, (name, value)| match name {
            // What was searched for may be a name, and this event is about nobody whose deletion would take it out.
            "search" | "actor" => taken.with(name, true),
            _ => taken.with(name, value),
        });
    let mut txn = knock.desk.db.begin().await?;
    for log in &logs {
        record(&mut txn, knock, log.organisation, [taken.clone()], now).await?;
    }
    txn.commit().await?;
    Ok(Some(Export {
        logs: logs.into_iter().map(|log| (log, 0)).collect(),
        _running: Arc::new(running),
    }))
}

async fn piece(knock: &Knock, mut export: Export) -> Result<Piece, Fault> {
    let Some((wanted, after)) = export.logs.pop_front() else {
        return Ok(Piece {
            rows: Vec::new(),
            rest: None,
        });
    };
    let (mut txn, admin) = acting::look(knock).await?;
    if admin.reach.find(wanted.organisation).is_none() {
        return Err(acting::choose_one());
    }
    let mut rows = audit_read::after(&mut txn, wanted.clone(), after, PIECE).await?;
    let customer = audit_page::label(&admin, wanted.organisation);
    for row in &mut rows {
        row.customer.clone_from(&customer);
    }
    if let Some(last) = rows.last().filter(|_| rows.len() == PIECE as usize) {
        export.logs.push_front((wanted, last.sequence));
    }
    let rest = (!export.logs.is_empty()).then_some(export);
    Ok(Piece { rows, rest })
}
