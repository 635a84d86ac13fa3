-- Sessions that are over, so that their browsers can be told why; and how each began, whatever was proved in it since.

ALTER TABLE sessions ADD COLUMN signed_in_by TEXT;

CREATE TABLE past_sessions (
    -- SHA-256 of the last token in the cookie: it opens nothing any more.
    digest BLOB PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    cause TEXT NOT NULL,
    -- When the session would have run out: soon after, nobody asks.
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX past_sessions_by_expiry ON past_sessions (expires_at);
