//! First run: the link that opens it, and the first organisation with its policy and its admin.

use identity::{
    email::EmailAddress,
    enrolment::Grant,
    factor::FactorKind,
    ids::{OrganisationId, UserId},
    language::Language,
    name::{OrganisationName, PersonName},
    organisation::Slug,
    policy::{Passwordless, Rules, SelfRemoval},
    role::Role,
    time::Timestamp,
};

use super::{Result, Txn, args, user_words};
use crate::crypto::token::Digest;

/// Puts a new link in place of the one before.
pub async fn put_link(
    txn: &mut Txn,
    digest: &Digest,
    until: Timestamp,
    now: Timestamp,
) -> Result<()> {
    const SQL: &str = "
        INSERT INTO installation (id, setup_digest, setup_expires_at, created_at)
        VALUES (1, $1, $2, $3)
        ON CONFLICT (id) DO UPDATE
        SET setup_digest = excluded.setup_digest, setup_expires_at = excluded.setup_expires_at";
    txn.execute(SQL, args![digest.as_bytes(), until, now])
        .await?;
    Ok(())
}

/// Until when this link is good; none if it is used up, too old or not ours.
pub async fn link_until(
    txn: &mut Txn,
    digest: &Digest,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    const SQL: &str = "
        SELECT setup_expires_at
        FROM installation
        WHERE id = 1 AND setup_digest = $1 AND setup_expires_at > $2";
    txn.fetch_optional(SQL, args![digest.as_bytes(), now]).await
}

/// Uses the link up: true for exactly one caller.
pub async fn spend_link(txn: &mut Txn, digest: &Digest, now: Timestamp) -> Result<bool> {
    const SQL: &str = "
        UPDATE installation
        SET setup_digest = NULL, setup_expires_at = NULL
        WHERE id = 1 AND setup_digest = $1 AND setup_expires_at > $2";
    txn.execute_one(SQL, args![digest.as_bytes(), now]).await
}

/// A new organisation; none if its short name is taken.
pub async fn insert_organisation(
    txn: &mut Txn,
    slug: &Slug,
    name: &OrganisationName,
    now: Timestamp,
) -> Result<Option<OrganisationId>> {
    const SQL: &str = "
        INSERT INTO organisations (slug, name, help_line, admin_contact, created_at)
        VALUES ($1, $2, '', '', $3)
        ON CONFLICT (slug) DO NOTHING
        RETURNING id";
    txn.fetch_optional(SQL, args![slug.as_str(), name.as_str(), now])
        .await
}

/// The policy for everybody whom no other one matches.
pub async fn insert_default_policy(
    txn: &mut Txn,
    organisation: OrganisationId,
    rules: &Rules,
    now: Timestamp,
) -> Result<()> {
    const SQL: &str = "
        INSERT INTO policies (organisation_id, name, position, is_default, requirement, allowed_kinds, self_removal,
            passwordless, idle_minutes, absolute_minutes, created_at, changed_at)
        VALUES ($1, 'Default', 0, TRUE, $2, $3, $4, $5, $6, $7, $8, $8)";
    let kinds: Vec<&str> = rules.allowed.iter().map(FactorKind::code).collect();
    txn.execute(
        SQL,
        args![
            organisation,
            rules.requirement.code(),
            kinds.join(","),
            rules.self_removal == SelfRemoval::On,
            rules.passwordless == Passwordless::On,
            i32::from(rules.idle_minutes),
            i32::from(rules.absolute_minutes),
            now
        ],
    )
    .await?;
    Ok(())
}

/// The first admin, who still has no password: its hash is sealed under the user's own id.
#[derive(Debug)]
pub struct FirstAdmin<'a> {
    pub organisation: OrganisationId,
    pub email: &'a EmailAddress,
    pub name: &'a PersonName,
    pub language: Language,
    pub grant: Grant,
}

pub async fn insert_admin(txn: &mut Txn, new: FirstAdmin<'_>, now: Timestamp) -> Result<UserId> {
    const SQL: &str = "
        INSERT INTO users (organisation_id, email, email_key, name, name_key, language, role, status, grant_cause, grant_until,
            created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'active', $8, $9, $10)
        RETURNING id";
    let args = args![
        new.organisation,
        new.email.as_str(),
        new.email.key(),
        new.name.as_str(),
        new.name.as_str().to_lowercase(),
        new.language.tag(),
        Role::OrgAdmin.code(),
        new.grant.cause.code(),
        new.grant.until,
        now
    ];
    let id = txn.fetch_one(SQL, args).await?;
    user_words::put_down(txn, id).await?;
    Ok(id)
}
