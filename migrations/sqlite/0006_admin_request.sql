-- What users ask their admins for.

CREATE TABLE admin_requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    note TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- open, done.
    status TEXT NOT NULL DEFAULT 'open',
    factor_id INTEGER REFERENCES factors (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX admin_requests_open ON admin_requests (organisation_id, created_at) WHERE status = 'open';
CREATE INDEX admin_requests_by_user ON admin_requests (user_id);
