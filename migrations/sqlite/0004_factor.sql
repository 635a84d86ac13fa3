-- Factors and backup codes.

CREATE TABLE factors (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- passkey, totp, hardware_token, phone.
    kind TEXT NOT NULL,
    -- pending, active, suspended, disabled, deactivated, deleted.
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Sealed; gone from a tombstone.
    secret TEXT,
    -- The last TOTP step that was spent: a code is never accepted twice.
    last_step INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    -- No try before this instant.
    allowed_at INTEGER NOT NULL DEFAULT 0,
    -- Wrong confirmation codes while pending.
    tries INTEGER NOT NULL DEFAULT 0,
    -- Whose a pending factor is: one sign-in's or one session's.
    sign_in_id INTEGER REFERENCES sign_ins (id) ON DELETE SET NULL,
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    -- The factor that goes when this one is confirmed.
    replaces INTEGER REFERENCES factors (id) ON DELETE SET NULL,
    expires_at INTEGER,
    created_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    last_used_at INTEGER,
    ended_at INTEGER,
    bound_ip TEXT NOT NULL,
    bound_agent TEXT NOT NULL
) STRICT;

CREATE INDEX factors_by_user ON factors (user_id, state);
CREATE INDEX factors_by_sign_in ON factors (sign_in_id) WHERE sign_in_id IS NOT NULL;
CREATE INDEX factors_by_session ON factors (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX factors_replacing ON factors (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX factors_pending ON factors (expires_at) WHERE state = 'pending';

CREATE TABLE backup_code_sets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    salt BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    -- When the user said that they were saved.
    saved_at INTEGER,
    revoked_at INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    allowed_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One live set a user.
CREATE UNIQUE INDEX backup_code_sets_live ON backup_code_sets (user_id) WHERE revoked_at IS NULL;

CREATE TABLE backup_codes (
    set_id INTEGER NOT NULL REFERENCES backup_code_sets (id) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (set_id, hash)
) STRICT;
