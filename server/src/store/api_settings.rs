//! What an organisation lets programs do at all.

use identity::{api::Removal, ids::OrganisationId};

use super::{Result, Txn, args};

/// Turns the removal of factors by programs on or off. True if it was the other way before.
pub async fn let_remove(
    txn: &mut Txn,
    organisation: OrganisationId,
    removal: Removal,
) -> Result<bool> {
    const SQL: &str =
        "UPDATE organisations SET api_removal = $2 WHERE id = $1 AND api_removal <> $2";
    let on = removal == Removal::On;
    txn.execute_one(SQL, args![organisation, on]).await
}

/// How that switch stands.
pub async fn removal(txn: &mut Txn, organisation: OrganisationId) -> Result<Removal> {
    const SQL: &str = "SELECT api_removal FROM organisations WHERE id = $1";
    let on: bool = txn.fetch_one(SQL, args![organisation]).await?;
    Ok(if on { Removal::On } else { Removal::Off })
}
