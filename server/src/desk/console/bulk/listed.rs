//! The bulk resets of an organisation that were begun, to come back to.

use identity::view::bulk_reset::{BulkResetLine, BulkResetsView};

use super::super::acting;
use crate::{
    desk::{Fault, Knock, guard::AdminOf},
    store::{Txn, bulk_people, bulk_resets},
};

/// As many as anybody looks back; the audit log holds the rest.
const MOST: u32 = 100;

pub async fn page(knock: &Knock) -> Result<BulkResetsView, Fault> {
    let (mut txn, admin) = acting::look(knock).await?;
    let lines = begun(&mut txn, &admin).await?;
    drop(txn);
    admin.signed_in.touch(knock).await?;
    Ok(BulkResetsView {
        me: admin.me(knock),
        lines,
    })
}

/// Of the organisations that are chosen. One that also reset people beyond the reach of whoever looks is not theirs to read.
async fn begun(txn: &mut Txn, admin: &AdminOf) -> Result<Vec<BulkResetLine>, Fault> {
    let mut lines = Vec::new();
    for one in admin.reach.chosen() {
        for line in bulk_people::begun(txn, one.id, MOST).await? {
            let all = bulk_resets::organisations(txn, line.id).await?;
            if admin.reach.covers(&all) {
                lines.push(line);
            }
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.id));
    lines.dedup_by_key(|line| line.id);
    lines.truncate(MOST as usize);
    Ok(lines)
}
