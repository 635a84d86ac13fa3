-- Browsers in which somebody has completed a sign-in: they are not made to wait for the wrong tries of strangers.

CREATE TABLE known_devices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- SHA-256 of the token in the cookie. One browser that several people use is one token and a row for each.
    digest BLOB NOT NULL,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    -- The last complete sign-in, and from where.
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ip TEXT NOT NULL,
    agent TEXT NOT NULL,
    UNIQUE (user_id, digest)
) STRICT;

CREATE INDEX known_devices_by_digest ON known_devices (digest);
CREATE INDEX known_devices_by_expiry ON known_devices (expires_at);
