-- Managed users and the groups that policies go by.

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    -- As typed, and normalised: one address is one user in an organisation.
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Lower-case, to search and to sort by.
    name_key TEXT NOT NULL,
    language TEXT NOT NULL,
    role TEXT,
    status TEXT NOT NULL,
    -- A PHC string, sealed.
    password TEXT,
    password_changed_at INTEGER,
    password_expired INTEGER NOT NULL DEFAULT FALSE,
    -- Set after 100 failures in a row: only a reset link or an admin helps.
    password_disabled_at INTEGER,
    must_enrol INTEGER NOT NULL DEFAULT FALSE,
    -- Why, and until when, a password alone may open enrolment.
    grant_cause TEXT,
    grant_until INTEGER,
    last_sign_in_at INTEGER,
    created_at INTEGER NOT NULL,
    -- Counts edits, so that a form filled in from an older state is noticed.
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (organisation_id, email_key)
) STRICT;

CREATE INDEX users_by_name ON users (organisation_id, name_key, id);
CREATE INDEX users_with_role ON users (organisation_id, role) WHERE role IS NOT NULL;

CREATE TABLE user_groups (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    PRIMARY KEY (user_id, name)
) STRICT;

CREATE INDEX user_groups_by_name ON user_groups (organisation_id, name);

CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    digest BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

CREATE INDEX invitations_by_user ON invitations (user_id);
