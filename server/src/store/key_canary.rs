//! What a database remembers of its keyring: enough to know it again, and nothing of the keys.

use identity::time::Timestamp;

use super::{Result, Txn, args};

/// The canary, its row locked until the transaction ends; makes the row of the installation if there is none.
pub async fn find_locked(txn: &mut Txn, now: Timestamp) -> Result<Option<String>> {
    const INSERT: &str =
        "INSERT INTO installation (id, created_at) VALUES (1, $1) ON CONFLICT DO NOTHING";
    const SELECT: &str = "SELECT key_canary FROM installation WHERE id = 1";
    txn.execute(INSERT, args![now]).await?;
    txn.fetch_locked_one(SELECT, args![]).await
}

pub async fn put(txn: &mut Txn, canary: &str) -> Result<()> {
    const SQL: &str = "UPDATE installation SET key_canary = $1 WHERE id = 1";
    txn.execute(SQL, args![canary]).await?;
    Ok(())
}
