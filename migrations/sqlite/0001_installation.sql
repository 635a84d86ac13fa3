-- The installation itself, and the organisations in it.

CREATE TABLE installation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- SHA-256 of the set-up link's token, while nobody has set the installation up.
    setup_digest BLOB,
    setup_expires_at INTEGER,
    -- Sealed under the keyring: a node with another keyring must not start (DESIGN section 6).
    key_canary TEXT,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE organisations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- Shown to everybody before they sign in.
    help_line TEXT NOT NULL,
    -- Shown on /account/admins.
    admin_contact TEXT NOT NULL,
    -- What the console asks for before a reset: off, any_factor, phishing_resistant.
    step_up TEXT NOT NULL DEFAULT 'any_factor',
    status TEXT NOT NULL DEFAULT 'active',
    enrol_window_hours INTEGER NOT NULL DEFAULT 72,
    created_at INTEGER NOT NULL
) STRICT;
