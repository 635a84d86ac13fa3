-- Sign-ins (something is still owed), sessions (complete), and step-ups: three tables, so that none is taken for another.

CREATE TABLE sign_ins (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- SHA-256 of the token in the cookie.
    digest BLOB NOT NULL UNIQUE,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    password_proved_at INTEGER NOT NULL,
    -- The second proof, once given. No foreign key: a factor may go while the proof still stands.
    proved_at INTEGER,
    proved_by TEXT,
    proved_factor_id INTEGER,
    -- Wrong codes so far.
    tries INTEGER NOT NULL DEFAULT 0,
    return_to TEXT NOT NULL,
    ip TEXT NOT NULL,
    agent TEXT NOT NULL
) STRICT;

CREATE INDEX sign_ins_by_user ON sign_ins (user_id);
CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at);

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB NOT NULL UNIQUE,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    -- The policy's idle limit when it was issued, in milliseconds.
    idle_ms INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    proved_at INTEGER NOT NULL,
    proved_by TEXT NOT NULL,
    proved_factor_id INTEGER,
    ip TEXT NOT NULL,
    agent TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE step_ups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    action TEXT NOT NULL,
    -- SHA-256 of what it was given for: never good for other targets.
    targets BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX step_ups_by_session ON step_ups (session_id, action);
CREATE INDEX step_ups_by_expiry ON step_ups (expires_at);

-- Counts of failures. The key is an HMAC, so that the table names no address and nobody.
CREATE TABLE throttles (
    key BLOB PRIMARY KEY,
    failures INTEGER NOT NULL,
    allowed_at INTEGER NOT NULL,
    window_started_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX throttles_by_expiry ON throttles (expires_at);
