//! What a factor that was set up closes behind it, whoever set it up.

use identity::{ids::UserId, user::MustEnrol};

use crate::{
    desk::Fault,
    store::{Txn, access_passes, users},
};

/// No second door stays open behind the factor: neither the grant, nor what was owed, nor a pass that was not used.
pub async fn settled(txn: &mut Txn, user: UserId) -> Result<(), Fault> {
    users::set_grant(txn, user, None, MustEnrol::No).await?;
    access_passes::revoke(txn, user).await?;
    Ok(())
}
