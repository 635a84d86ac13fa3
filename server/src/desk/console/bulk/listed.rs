//! The bulk resets of an organisation that were begun, to come back to.

use identity::view::bulk_reset::BulkResetsView;

use super::super::acting;
use crate::{
    desk::{Fault, Knock},
    store::bulk_people,
};

/// As many as anybody looks back; the audit log holds the rest.
const MOST: u32 = 100;

pub async fn page(knock: &Knock) -> Result<BulkResetsView, Fault> {
    let (mut txn, admin) = acting::look(knock).await?;
    let lines = bulk_people::begun(&mut txn, admin.signed_in.organisation.id, MOST).await?;
    drop(txn);
    admin.signed_in.touch(knock).await?;
    Ok(BulkResetsView {
        me: admin.signed_in.me(),
        lines,
    })
}
