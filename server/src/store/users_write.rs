//! Users as the console changes them.

use identity::{
    ids::{OrganisationId, UserId},
    language::Language,
    role::Role,
    time::Timestamp,
    user::UserStatus,
};

use super::{Result, Txn, args, audit_erase, user_words, users::User};

/// Somebody who gets a link to set a password with.
#[derive(Debug)]
pub struct Invited<'a> {
    pub organisation: OrganisationId,
    pub name: &'a str,
    pub email: &'a str,
    pub email_key: &'a str,
    pub language: Language,
    /// Until then a first enrolment is open: as long as the invitation.
    pub grant_until: Timestamp,
}

/// None when the address is taken in this organisation.
pub async fn invite(txn: &mut Txn, new: Invited<'_>, now: Timestamp) -> Result<Option<UserId>> {
    const SQL: &str = "
        INSERT INTO users (organisation_id, email, email_key, name, name_key, language, status, grant_cause, grant_until, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, 'invited', 'never_enrolled', $7, $8)
        ON CONFLICT (organisation_id, email_key) DO NOTHING
        RETURNING id";
    let name_key = new.name.to_lowercase();
    let args = args![
        new.organisation,
        new.email,
        new.email_key,
        new.name,
        name_key,
        new.language.tag(),
        new.grant_until,
        now
    ];
    let id = txn.fetch_optional(SQL, args).await?;
    if let Some(id) = id {
        user_words::put_down(txn, id).await?;
    }
    Ok(id)
}

pub async fn set_status(txn: &mut Txn, user: UserId, status: UserStatus) -> Result<()> {
    const SQL: &str = "UPDATE users SET status = $2, version = version + 1 WHERE id = $1";
    txn.execute(SQL, args![user, status.code()]).await?;
    Ok(())
}

/// The password signs in once more, and must then be changed.
pub async fn expire_password(txn: &mut Txn, user: UserId) -> Result<()> {
    const SQL: &str =
        "UPDATE users SET password_expired = TRUE, version = version + 1 WHERE id = $1";
    txn.execute(SQL, args![user]).await?;
    Ok(())
}

/// The row goes, and all that hangs on it: factors, codes, links, addresses, browsers, groups. Its name is taken out of the log soon after.
pub async fn erase(txn: &mut Txn, user: &User, now: Timestamp) -> Result<()> {
    const SQL: &str = "DELETE FROM users WHERE id = $1 AND organisation_id = $2";
    audit_erase::want(txn, user.id, now).await?;
    txn.execute(SQL, args![user.id, user.organisation_id])
        .await?;
    Ok(())
}

pub async fn set_role(txn: &mut Txn, user: UserId, role: Option<Role>) -> Result<()> {
    const SQL: &str = "UPDATE users SET role = $2, version = version + 1 WHERE id = $1";
    txn.execute(SQL, args![user, role.map(Role::code)]).await?;
    Ok(())
}

/// Locks an admin and the user they act on, in the order of their ids: two admins who act on each other wait, and meet no deadlock.
/// They need not be of one organisation: what is locked is looked for again in the one that it belongs to.
pub async fn lock_both(txn: &mut Txn, (one, other): (UserId, UserId)) -> Result<()> {
    const SQL: &str = "SELECT id FROM users WHERE id IN ($1, $2) ORDER BY id";
    txn.fetch_locked_all::<UserId>(SQL, args![one, other])
        .await?;
    Ok(())
}

/// The same with all active admins of the organisation: whoever may turn out to be the last one.
pub async fn lock_with_admins(
    txn: &mut Txn,
    organisation: OrganisationId,
    (one, other): (UserId, UserId),
) -> Result<()> {
    const SQL: &str = "
        SELECT id
        FROM users
        WHERE id = $2 OR (organisation_id = $1 AND (id = $3 OR role = 'org_admin' AND status = 'active'))
        ORDER BY id";
    txn.fetch_locked_all::<UserId>(SQL, args![organisation, one, other])
        .await?;
    Ok(())
}

/// How many active org admins there are besides this user.
pub async fn other_admins(
    txn: &mut Txn,
    organisation: OrganisationId,
    user: UserId,
) -> Result<i64> {
    const SQL: &str = "
        SELECT count(*)
        FROM users
        WHERE organisation_id = $1 AND role = 'org_admin' AND status = 'active' AND id <> $2";
    txn.fetch_one(SQL, args![organisation, user]).await
}
