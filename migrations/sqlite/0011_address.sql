-- Addresses of a user beside the first one, which stands in users and is the name to sign in with.

CREATE TABLE addresses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- As typed, and normalised.
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- It counts from then on: gets mail, and may become the first one.
    verified_at INTEGER
) STRICT;

CREATE INDEX addresses_by_user ON addresses (user_id);
-- Whoever proves an address has it; one that is only claimed stands in nobody's way.
CREATE UNIQUE INDEX addresses_verified ON addresses (organisation_id, email_key) WHERE verified_at IS NOT NULL;
