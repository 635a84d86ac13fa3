//! Who holds a token: a session or a sign-in, with its user, their codes and their organisation, in one query.

use super::{
    FromRow, Result, Row, Txn, args, codes::CodeSet, organisations::Organisation,
    sessions::Session, sign_ins::SignIn, users::User,
};
use crate::crypto::token::Digest;
use identity::time::Timestamp;

/// What a token stands for, and whose it is.
#[derive(Clone, Debug)]
pub struct Holder<T> {
    pub held: T,
    /// None where the organisation is suspended.
    pub organisation: Option<Organisation>,
    pub user: Option<User>,
    /// The live set of that user.
    pub codes: Option<CodeSet>,
}

impl<T: FromRow> FromRow for Holder<T> {
    const TABLE: &'static str = T::TABLE;

    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            held: row.read()?,
            organisation: row.part_optional("o_")?,
            user: row.part_optional("u_")?,
            codes: row.part_optional("c_")?,
        })
    }
}

/// A query for what a digest stands for: the columns of its own table, that table, and what else must hold. The rest is the same.
macro_rules! holder {
    ($held:literal, $table:literal, $live:literal) => {
        concat!(
            "
        SELECT ",
            $held,
            ",
            o.id AS o_id, o.slug AS o_slug, o.name AS o_name, o.help_line AS o_help_line, o.admin_contact AS o_admin_contact,
            o.step_up AS o_step_up, o.enrol_window_hours AS o_enrol_window_hours, o.reset_pass AS o_reset_pass, o.equal_rank AS o_equal_rank,
            o.accent AS o_accent, o.logo AS o_logo,
            u.id AS u_id, u.grant_cause AS u_grant_cause, u.grant_until AS u_grant_until, u.organisation_id AS u_organisation_id,
            u.email AS u_email, u.name AS u_name, u.language AS u_language, u.password AS u_password,
            u.password_changed_at AS u_password_changed_at, u.password_disabled_at AS u_password_disabled_at,
            u.status AS u_status, u.role AS u_role, u.must_enrol AS u_must_enrol, u.password_expired AS u_password_expired,
            (SELECT g.until FROM graces g WHERE g.user_id = u.id) AS u_grace_until, u.last_sign_in_at AS u_last_sign_in_at,
            c.id AS c_id, c.salt AS c_salt, c.created_at AS c_created_at, c.saved_at AS c_saved_at, c.failures AS c_failures,
            c.allowed_at AS c_allowed_at,
            (SELECT count(*) FROM backup_codes b WHERE b.set_id = c.id AND b.used_at IS NULL) AS c_codes_left
        FROM ",
            $table,
            " s
        LEFT JOIN organisations o ON o.id = s.organisation_id AND o.status = 'active'
        LEFT JOIN users u ON u.id = s.user_id AND u.organisation_id = s.organisation_id
        LEFT JOIN backup_code_sets c ON c.user_id = u.id AND c.revoked_at IS NULL
        WHERE s.digest = $1",
            $live
        )
    };
}

/// The session that this token stands for. Whether it is over, its course says.
pub async fn of_session(txn: &mut Txn, digest: &Digest) -> Result<Option<Holder<Session>>> {
    const SQL: &str = holder!(
        "s.id, s.organisation_id, s.user_id, s.created_at, s.last_seen_at, s.idle_ms, s.expires_at, s.proved_by, s.proved_at, s.proved_factor_id, s.owes_codes",
        "sessions",
        ""
    );
    txn.fetch_optional(SQL, args![digest.as_bytes()]).await
}

/// The same with its user locked. The lock comes first: what is read is what there is once nobody else changes it.
pub async fn of_session_locked(txn: &mut Txn, digest: &Digest) -> Result<Option<Holder<Session>>> {
    const USER: &str =
        "SELECT id FROM users WHERE id = (SELECT user_id FROM sessions WHERE digest = $1)";
    txn.lock(USER, args![digest.as_bytes()]).await?;
    of_session(txn, digest).await
}

/// The sign-in that this token stands for, unless it has run out.
pub async fn of_sign_in(
    txn: &mut Txn,
    digest: &Digest,
    now: Timestamp,
) -> Result<Option<Holder<SignIn>>> {
    const SQL: &str = holder!(
        "s.proved_at, s.proved_by, s.id, s.organisation_id, s.user_id, s.expires_at, s.proved_factor_id, s.tries, s.return_to",
        "sign_ins",
        " AND s.expires_at > $2"
    );
    txn.fetch_optional(SQL, args![digest.as_bytes(), now]).await
}

/// The same with its user locked.
pub async fn of_sign_in_locked(
    txn: &mut Txn,
    digest: &Digest,
    now: Timestamp,
) -> Result<Option<Holder<SignIn>>> {
    const USER: &str =
        "SELECT id FROM users WHERE id = (SELECT user_id FROM sign_ins WHERE digest = $1)";
    txn.lock(USER, args![digest.as_bytes()]).await?;
    of_sign_in(txn, digest, now).await
}
