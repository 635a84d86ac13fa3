//! A mailed link that somebody opened: live, with its organisation and its user. Looking spends nothing.

use identity::{secret::Secret, time::Timestamp};

use super::{Fault, guard::Hold};
use crate::{
    crypto::token::Digest,
    store::{
        Txn,
        mail_links::{self, Link, Purpose},
        organisations::{self, Organisation},
        users::{self, User},
    },
};

#[derive(Debug)]
pub struct Opened {
    pub digest: Digest,
    pub link: Link,
    pub organisation: Organisation,
    /// Active.
    pub user: User,
}

/// None for a link that is used, too old, newer ones of which were made, or whose user may not sign in.
pub async fn find(
    txn: &mut Txn,
    link: Option<&Secret>,
    purpose: Purpose,
    hold: Hold,
    now: Timestamp,
) -> Result<Option<Opened>, Fault> {
    let Some(digest) = link.and_then(Digest::of_token) else {
        return Ok(None);
    };
    let Some(link) = mail_links::find(txn, &digest, purpose, now).await? else {
        return Ok(None);
    };
    let organisation = organisations::find(txn, link.organisation_id).await?;
    let user = match hold {
        Hold::Read => users::find(txn, link.organisation_id, link.user_id).await?,
        Hold::Lock => users::find_locked(txn, link.organisation_id, link.user_id).await?,
    };
    let user = user.filter(User::is_active);
    Ok(organisation.zip(user).map(|(organisation, user)| Opened {
        digest,
        link,
        organisation,
        user,
    }))
}
