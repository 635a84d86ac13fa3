//! The words by which users are found: those of the name and the address, a row each, so that whoever begins with a few letters is
//! found along an index. They are written in the transaction that writes the name or the address.

use std::collections::BTreeSet;

use identity::ids::{OrganisationId, UserId};

use super::{Result, Txn, args};

/// After every word that begins so: no letter comes after this one, and both engines compare letter by letter.
const LAST: char = '\u{10ffff}';

/// From the first to before the second: all that begins like this word.
pub fn beginning_with(word: &str) -> [String; 2] {
    [word.to_owned(), format!("{word}{LAST}")]
}

/// Puts down the words of a user as the row has them now.
pub async fn keep(txn: &mut Txn, user: UserId) -> Result<()> {
    const FORGET: &str = "DELETE FROM user_words WHERE user_id = $1";
    txn.execute(FORGET, args![user]).await?;
    put_down(txn, user).await
}

/// The same of somebody new.
pub async fn put_down(txn: &mut Txn, user: UserId) -> Result<()> {
    const NAMED: &str =
        "SELECT organisation_id, name_key || ' ' || email_key FROM users WHERE id = $1";
    const WORD: &str =
        "INSERT INTO user_words (organisation_id, word, user_id) VALUES ($1, $2, $3)";
    let (organisation, named): (OrganisationId, String) = txn.fetch_one(NAMED, args![user]).await?;
    let words: BTreeSet<&str> = named.split_whitespace().collect();
    for word in words {
        txn.execute(WORD, args![organisation, word, user]).await?;
    }
    Ok(())
}
