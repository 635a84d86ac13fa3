//! Users as rows.

use identity::{
    enrolment::{Grant, GrantCause},
    ids::{OrganisationId, UserId},
    language::Language,
    role::Role,
    time::Timestamp,
    user::{MustEnrol, PasswordStanding, Standing, UserStatus},
};

use super::{FromRow, Result, Row, Txn, args, user_words};

/// A user with everything that a decision needs.
#[derive(Clone, Debug)]
pub struct User {
    pub id: UserId,
    pub organisation_id: OrganisationId,
    pub email: String,
    pub name: String,
    pub language: Language,
    /// The PHC string, sealed; none for somebody who was only invited.
    pub password: Option<String>,
    pub password_changed_at: Option<Timestamp>,
    /// Set after a hundred wrong passwords in a row.
    pub password_disabled_at: Option<Timestamp>,
    pub standing: Standing,
    pub grant: Option<Grant>,
    pub last_sign_in_at: Option<Timestamp>,
}

impl User {
    pub fn role(&self) -> Option<Role> {
        self.standing.role
    }

    pub fn is_active(&self) -> bool {
        self.standing.status == UserStatus::Active
    }
}

impl FromRow for User {
    const TABLE: &'static str = "users";

    fn from_row(row: &Row) -> Result<Self> {
        let cause: Option<GrantCause> = row.parse_optional("grant_cause")?;
        let until: Option<Timestamp> = row.get("grant_until")?;
        Ok(Self {
            id: row.get("id")?,
            organisation_id: row.get("organisation_id")?,
            email: row.get("email")?,
            name: row.get("name")?,
            language: row.parse("language")?,
            password: row.get("password")?,
            password_changed_at: row.get("password_changed_at")?,
            password_disabled_at: row.get("password_disabled_at")?,
            standing: Standing {
                status: row.parse::<UserStatus>("status")?,
                role: row.parse_optional("role")?,
                must_enrol: if row.get("must_enrol")? {
                    MustEnrol::Yes
                } else {
                    MustEnrol::No
                },
                password: if row.get("password_expired")? {
                    PasswordStanding::MustChange
                } else {
                    PasswordStanding::Good
                },
                grace_until: row.get("grace_until")?,
            },
            grant: cause
                .zip(until)
                .map(|(cause, until)| Grant { cause, until }),
            last_sign_in_at: row.get("last_sign_in_at")?,
        })
    }
}

/// A user of this organisation.
pub async fn find(txn: &mut Txn, organisation: OrganisationId, id: UserId) -> Result<Option<User>> {
    const SQL: &str = "
        SELECT u.id, u.organisation_id, u.email, u.name, u.language, u.role, u.status, u.password, u.password_changed_at,
            u.password_disabled_at, u.password_expired, u.must_enrol, u.grant_cause, u.grant_until, u.last_sign_in_at,
            (SELECT g.until FROM graces g WHERE g.user_id = u.id) AS grace_until
        FROM users u
        WHERE u.id = $1 AND u.organisation_id = $2";
    txn.fetch_optional(SQL, args![id, organisation]).await
}

/// Where a user is at home. Says nothing of whether whoever asks may know.
pub async fn organisation(txn: &mut Txn, id: UserId) -> Result<Option<OrganisationId>> {
    const SQL: &str = "SELECT organisation_id FROM users WHERE id = $1";
    txn.fetch_optional(SQL, args![id]).await
}

/// The same whatever became of the organisation: for what is only taken away.
pub async fn lock_anywhere(txn: &mut Txn, id: UserId) -> Result<Option<User>> {
    const SQL: &str = "
        SELECT u.id, u.organisation_id, u.email, u.name, u.language, u.role, u.status, u.password, u.password_changed_at,
            u.password_disabled_at, u.password_expired, u.must_enrol, u.grant_cause, u.grant_until, u.last_sign_in_at,
            (SELECT g.until FROM graces g WHERE g.user_id = u.id) AS grace_until
        FROM users u
        WHERE u.id = $1";
    txn.fetch_locked_optional(SQL, args![id]).await
}

/// The same unless the organisation is suspended, and nobody else changes the user before this transaction ends. Every unit that changes a user's factors,
/// codes, sign-ins or sessions takes this lock first (lock order: user, factor, session, audit).
pub async fn find_locked(
    txn: &mut Txn,
    organisation: OrganisationId,
    id: UserId,
) -> Result<Option<User>> {
    const SQL: &str = "
        SELECT u.id, u.organisation_id, u.email, u.name, u.language, u.role, u.status, u.password, u.password_changed_at,
            u.password_disabled_at, u.password_expired, u.must_enrol, u.grant_cause, u.grant_until, u.last_sign_in_at,
            (SELECT g.until FROM graces g WHERE g.user_id = u.id) AS grace_until
        FROM users u
        WHERE u.id = $1 AND u.organisation_id = $2
            AND EXISTS (SELECT 1 FROM organisations o WHERE o.id = u.organisation_id AND o.status = 'active')";
    txn.fetch_locked_optional(SQL, args![id, organisation])
        .await
}

/// The user with this normalised address.
pub async fn by_email_key(
    txn: &mut Txn,
    organisation: OrganisationId,
    key: &str,
) -> Result<Option<User>> {
    const SQL: &str = "
        SELECT u.id, u.organisation_id, u.email, u.name, u.language, u.role, u.status, u.password, u.password_changed_at,
            u.password_disabled_at, u.password_expired, u.must_enrol, u.grant_cause, u.grant_until, u.last_sign_in_at,
            (SELECT g.until FROM graces g WHERE g.user_id = u.id) AS grace_until
        FROM users u
        WHERE u.organisation_id = $1 AND u.email_key = $2";
    txn.fetch_optional(SQL, args![organisation, key]).await
}

/// Active admins of the organisation, help desk last: whom a user can ask. Where it has none of its own, the operators who look after it.
pub async fn admins(txn: &mut Txn, organisation: OrganisationId) -> Result<Vec<User>> {
    const OPERATORS: &str = "
        SELECT u.id, u.organisation_id, u.email, u.name, u.language, u.role, u.status, u.password, u.password_changed_at,
            u.password_disabled_at, u.password_expired, u.must_enrol, u.grant_cause, u.grant_until, u.last_sign_in_at,
            (SELECT g.until FROM graces g WHERE g.user_id = u.id) AS grace_until
        FROM operator_customers c JOIN users u ON u.id = c.operator_id
        WHERE c.organisation_id = $1 AND u.role = 'operator' AND u.status = 'active'
        ORDER BY u.name_key, u.id
        LIMIT 50";
    const SQL: &str = "
        SELECT u.id, u.organisation_id, u.email, u.name, u.language, u.role, u.status, u.password, u.password_changed_at,
            u.password_disabled_at, u.password_expired, u.must_enrol, u.grant_cause, u.grant_until, u.last_sign_in_at,
            (SELECT g.until FROM graces g WHERE g.user_id = u.id) AS grace_until
        FROM users u
        WHERE u.organisation_id = $1 AND u.role IS NOT NULL AND u.status = 'active'
        ORDER BY u.role DESC, u.name_key, u.id
        LIMIT 50";
    let own: Vec<User> = txn.fetch_all(SQL, args![organisation]).await?;
    if own.is_empty() {
        return txn.fetch_all(OPERATORS, args![organisation]).await;
    }
    Ok(own)
}

/// Whoever is an operator and at home there.
pub async fn operators(txn: &mut Txn, organisation: OrganisationId) -> Result<Vec<User>> {
    const SQL: &str = "
        SELECT u.id, u.organisation_id, u.email, u.name, u.language, u.role, u.status, u.password, u.password_changed_at,
            u.password_disabled_at, u.password_expired, u.must_enrol, u.grant_cause, u.grant_until, u.last_sign_in_at,
            (SELECT g.until FROM graces g WHERE g.user_id = u.id) AS grace_until
        FROM users u
        WHERE u.organisation_id = $1 AND u.role = 'operator'
        ORDER BY u.id";
    txn.fetch_all(SQL, args![organisation]).await
}

pub async fn groups(txn: &mut Txn, user: UserId) -> Result<Vec<String>> {
    const SQL: &str = "SELECT name FROM user_groups WHERE user_id = $1 ORDER BY name";
    txn.fetch_all(SQL, args![user]).await
}

/// Replaces the grant that opens enrolment after a password alone.
pub async fn set_grant(
    txn: &mut Txn,
    user: UserId,
    grant: Option<Grant>,
    must_enrol: MustEnrol,
) -> Result<()> {
    const SQL: &str =
        "UPDATE users SET grant_cause = $2, grant_until = $3, must_enrol = $4 WHERE id = $1";
    let (cause, until) = (
        grant.map(|grant| grant.cause.code()),
        grant.map(|grant| grant.until),
    );
    txn.execute(SQL, args![user, cause, until, must_enrol == MustEnrol::Yes])
        .await?;
    Ok(())
}

/// Nobody enrols with the password alone from now on; what is owed stays owed.
pub async fn withdraw_grant(txn: &mut Txn, user: UserId) -> Result<()> {
    const SQL: &str = "UPDATE users SET grant_cause = NULL, grant_until = NULL WHERE id = $1";
    txn.execute(SQL, args![user]).await?;
    Ok(())
}

/// Another address to sign in with; false when somebody else here signs in with it.
pub async fn set_email(
    txn: &mut Txn,
    (organisation, user): (OrganisationId, UserId),
    (email, key): (&str, &str),
) -> Result<bool> {
    const SQL: &str = "
        UPDATE users
        SET email = $3, email_key = $4, version = version + 1
        WHERE id = $1 AND organisation_id = $2
            AND NOT EXISTS (SELECT 1 FROM users o WHERE o.organisation_id = $2 AND o.email_key = $4 AND o.id <> $1)";
    let args = args![user, organisation, email, key];
    let moved = txn.execute_one(SQL, args).await?;
    if moved {
        user_words::keep(txn, user).await?;
    }
    Ok(moved)
}

/// What people say of themselves.
pub async fn set_profile(
    txn: &mut Txn,
    user: UserId,
    name: &str,
    language: Language,
) -> Result<()> {
    const SQL: &str = "UPDATE users SET name = $2, name_key = $3, language = $4, version = version + 1 WHERE id = $1";
    txn.execute(SQL, args![user, name, name.to_lowercase(), language.tag()])
        .await?;
    user_words::keep(txn, user).await
}

/// A new password: whatever was wrong with the old one is over.
pub async fn set_password(txn: &mut Txn, user: UserId, sealed: &str, now: Timestamp) -> Result<()> {
    const SQL: &str = "
        UPDATE users
        SET password = $2, password_changed_at = $3, password_expired = FALSE, password_disabled_at = NULL
        WHERE id = $1";
    txn.execute(SQL, args![user, sealed, now]).await?;
    Ok(())
}

/// The same password, hashed with more work.
pub async fn set_hash(txn: &mut Txn, user: UserId, sealed: &str) -> Result<()> {
    const SQL: &str = "UPDATE users SET password = $2 WHERE id = $1";
    txn.execute(SQL, args![user, sealed]).await?;
    Ok(())
}

pub async fn set_language(txn: &mut Txn, user: UserId, language: Language) -> Result<()> {
    const SQL: &str = "UPDATE users SET language = $2 WHERE id = $1";
    txn.execute(SQL, args![user, language.tag()]).await?;
    Ok(())
}

pub async fn signed_in(txn: &mut Txn, user: UserId, now: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE users SET last_sign_in_at = $2 WHERE id = $1";
    txn.execute(SQL, args![user, now]).await?;
    Ok(())
}

/// After a hundred wrong passwords in a row (NIST SP 800-63B-4, section 3.2.2). True the first time.
pub async fn disable_password(txn: &mut Txn, user: UserId, now: Timestamp) -> Result<bool> {
    const SQL: &str =
        "UPDATE users SET password_disabled_at = $2 WHERE id = $1 AND password_disabled_at IS NULL";
    txn.execute_one(SQL, args![user, now]).await
}
