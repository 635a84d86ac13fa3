-- Passkeys, what authenticators know users by, and ceremonies that are under way.

CREATE TABLE passkeys (
    -- The row goes when the factor becomes a tombstone, and the key with it.
    factor_id INTEGER PRIMARY KEY REFERENCES factors (id) ON DELETE CASCADE,
    -- Of all users and organisations: an authenticator makes it, and nobody else has it.
    credential_id BLOB NOT NULL UNIQUE,
    -- The public key and what was verified when it was created, as JSON.
    credential TEXT NOT NULL,
    counter INTEGER NOT NULL,
    -- synced or one_device, as the newest signature says.
    kept TEXT NOT NULL,
    -- The make of the authenticator, as it says itself.
    aaguid BLOB NOT NULL
) STRICT;

-- Random, so that what an authenticator keeps says nothing about a user.
CREATE TABLE passkey_handles (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    handle BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE webauthn_ceremonies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    challenge BLOB NOT NULL UNIQUE,
    -- enrol, verify, prove, sign_in.
    purpose TEXT NOT NULL,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    -- Nobody is known before a sign-in by passkey alone.
    user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
    -- Whose it is: one sign-in's, one session's, or one browser's (digest of its anonymous cookie).
    sign_in_id INTEGER REFERENCES sign_ins (id) ON DELETE CASCADE,
    session_id INTEGER REFERENCES sessions (id) ON DELETE CASCADE,
    browser BLOB,
    -- What is proved, and the factor that goes when a new one is created.
    action TEXT NOT NULL,
    replaces INTEGER REFERENCES factors (id) ON DELETE SET NULL,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX webauthn_ceremonies_by_user ON webauthn_ceremonies (user_id);
CREATE INDEX webauthn_ceremonies_by_sign_in ON webauthn_ceremonies (sign_in_id);
CREATE INDEX webauthn_ceremonies_by_session ON webauthn_ceremonies (session_id);
CREATE INDEX webauthn_ceremonies_by_expiry ON webauthn_ceremonies (expires_at);
CREATE INDEX webauthn_ceremonies_replacing ON webauthn_ceremonies (replaces) WHERE replaces IS NOT NULL;
