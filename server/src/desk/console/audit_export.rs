//! The audit log as a file: what matches, oldest first, piece by piece, as far as it went when it was asked for.

use identity::{
    audit::Event,
    turn::Shown,
    view::audit::{AuditQuery, AuditRow, ExportFormat},
    visitor::Visitor,
};

use super::{acting, audit_page};
use crate::{
    desk::{
        Desk, Fault, Knock,
        record::{Happened, record},
    },
    store::audit_read::{self, Wanted},
};

/// So many events are read at once; no transaction is open between two pieces.
const PIECE: u32 = 500;

/// What of a log goes into a file, from after which event on.
#[derive(Clone, Debug)]
pub struct Export {
    wanted: Wanted,
    after: i64,
}

/// Some of its events, and the rest, if there is any.
#[derive(Clone, Debug)]
pub struct Piece {
    pub rows: Vec<AuditRow>,
    pub rest: Option<Export>,
}

impl Desk {
    /// Whether the visitor may have it. That they took it stands in the log after the last event of the file.
    ///
    /// # Errors
    /// As for the page of the log.
    pub async fn export_audit(
        &self,
        visitor: &Visitor,
        query: AuditQuery,
        format: ExportFormat,
    ) -> Shown<Export> {
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
) -> Result<Export, Fault> {
    let now = knock.now();
    let (mut txn, admin) = acting::look(knock).await?;
    query.before = None;
    let mut wanted = audit_page::wanted(&mut txn, &admin, &mut query, now).await?;
    wanted.before = Some(audit_read::last(&mut txn, wanted.organisation).await? + 1);
    drop(txn);
    admin.signed_in.touch(knock).await?;
    let taken = Happened::by_system(Event::AuditExported)
        .acted_by(&admin.signed_in.user)
        .with("format", format.code());
    let asked = query.pairs().into_iter();
    let taken = asked
        .filter(|(_, value)| !value.is_empty())
        .fold(taken, |taken, (name, value)| taken.with(name, value));
    let mut txn = knock.desk.db.begin().await?;
    record(&mut txn, knock, wanted.organisation, [taken], now).await?;
    txn.commit().await?;
    Ok(Export { wanted, after: 0 })
}

async fn piece(knock: &Knock, export: Export) -> Result<Piece, Fault> {
    let Export { wanted, after } = export;
    let (mut txn, admin) = acting::look(knock).await?;
    if admin.reach.find(wanted.organisation).is_none() {
        return Err(acting::choose_one());
    }
    let rows = audit_read::after(&mut txn, wanted.clone(), after, PIECE).await?;
    let rest = rows
        .last()
        .filter(|_| rows.len() == PIECE as usize)
        .map(|row| Export {
            wanted,
            after: row.sequence,
        });
    Ok(Piece { rows, rest })
}
