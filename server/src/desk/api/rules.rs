//! The policies and the groups of an organisation, as programs read them.

use identity::policy::Policy;

use super::{Caller, Stop};
use crate::{
    desk::Knock,
    store::{groups, policies},
};

/// In the order in which they are asked whether they apply.
pub async fn policies(knock: &Knock, caller: &Caller) -> Result<Vec<Policy>, Stop> {
    let mut txn = knock.desk.db.read().await?;
    Ok(policies::ordered(&mut txn, caller.organisation.id).await?)
}

/// Every group that somebody carries.
pub async fn groups(knock: &Knock, caller: &Caller) -> Result<Vec<String>, Stop> {
    let mut txn = knock.desk.db.read().await?;
    Ok(groups::known(&mut txn, caller.organisation.id).await?)
}
