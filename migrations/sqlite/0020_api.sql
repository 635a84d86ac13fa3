-- The REST API: credentials of programs, the tokens they were given, and how often each organisation calls.

CREATE TABLE api_credentials (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    -- What the program calls itself; no secret.
    client_id TEXT NOT NULL UNIQUE,
    -- SHA-256 of its secret.
    digest BLOB NOT NULL,
    name TEXT NOT NULL,
    -- authentication_only, read_users, manage_users, read_all, manage_all.
    scope TEXT NOT NULL,
    -- Whose rights it has at most. Gone with them: nothing.
    created_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    last_used_at INTEGER,
    revoked_at INTEGER
) STRICT;

CREATE INDEX api_credentials_by_organisation ON api_credentials (organisation_id, id);
CREATE INDEX api_credentials_by_creator ON api_credentials (created_by) WHERE created_by IS NOT NULL;

CREATE TABLE api_tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    credential_id INTEGER NOT NULL REFERENCES api_credentials (id) ON DELETE CASCADE,
    -- SHA-256 of the access token, and of the token that gives the next one.
    digest BLOB NOT NULL UNIQUE,
    refresh_digest BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    refresh_until INTEGER NOT NULL
) STRICT;

CREATE INDEX api_tokens_by_credential ON api_tokens (credential_id, id);
CREATE INDEX api_tokens_by_expiry ON api_tokens (refresh_until);

CREATE TABLE api_calls (
    organisation_id INTEGER PRIMARY KEY REFERENCES organisations (id),
    window_started_at INTEGER NOT NULL,
    calls INTEGER NOT NULL
) STRICT;

-- Whether programs may remove factors at all.
ALTER TABLE organisations ADD COLUMN api_removal INTEGER NOT NULL DEFAULT TRUE;
