//! `/account/admins`: who can help, and how to reach them.

use identity::view::account::AdminsView;

use super::{
    Fault, Knock,
    guard::{self, Hold},
    help,
};
use crate::store::requests;

pub async fn page(knock: &Knock) -> Result<AdminsView, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let at = guard::owing_or_not(&mut txn, knock, Hold::Read).await?;
    let admins = help::admins(&mut txn, &at.organisation).await?;
    let asked = requests::asked(&mut txn, at.user.id, knock.now()).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(AdminsView {
        me: at.me(),
        contact: at.organisation.contact,
        admins,
        asked,
    })
}
