-- Access passes, which stand in for a factor once; and what an organisation settles about resets.

CREATE TABLE access_passes (
    -- One at a time: a new one takes the place of the older.
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    -- Hashed as backup codes are.
    salt BLOB NOT NULL,
    hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX access_passes_by_organisation ON access_passes (organisation_id);
CREATE INDEX access_passes_by_expiry ON access_passes (expires_at);

-- Whether an access pass is asked for before somebody enrols after a reset: off, on.
ALTER TABLE organisations ADD COLUMN reset_pass TEXT NOT NULL DEFAULT 'off';
-- Whether admins may reset others of their own rank: off, on.
ALTER TABLE organisations ADD COLUMN equal_rank TEXT NOT NULL DEFAULT 'on';
-- What admins read before a reset; NULL for the text that is shipped.
ALTER TABLE organisations ADD COLUMN recovery_runbook TEXT;
