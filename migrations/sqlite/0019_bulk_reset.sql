-- Resets of many users at once: picked, confirmed, carried out one user after the other.

CREATE TABLE bulk_resets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    admin_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- draft, running, done.
    stage TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    ended_at INTEGER,
    -- What the admin said when confirming, and from where: it stands in the audit of every user.
    reason_kind TEXT,
    reason TEXT NOT NULL DEFAULT '',
    verification TEXT,
    request TEXT NOT NULL DEFAULT '',
    ip TEXT NOT NULL DEFAULT '',
    agent TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX bulk_resets_draft ON bulk_resets (admin_id) WHERE stage = 'draft';
CREATE INDEX bulk_resets_running ON bulk_resets (id) WHERE stage = 'running';
CREATE INDEX bulk_resets_by_organisation ON bulk_resets (organisation_id, id);

CREATE TABLE bulk_reset_users (
    bulk_reset_id INTEGER NOT NULL REFERENCES bulk_resets (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- Names what was shown of this user when it was confirmed.
    shown TEXT,
    -- Null until settled: whoever settles it does so by a conditional update, once.
    outcome TEXT,
    ended_at INTEGER,
    PRIMARY KEY (bulk_reset_id, user_id)
) STRICT;

CREATE INDEX bulk_reset_users_open ON bulk_reset_users (bulk_reset_id, user_id) WHERE outcome IS NULL;
CREATE INDEX bulk_reset_users_by_user ON bulk_reset_users (user_id);
