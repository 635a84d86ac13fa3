-- Links in mails, each good once: to set a new password, to prove an address, to say "this wasn't me".

CREATE TABLE mail_links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    -- Nobody's: what is written for an address that no user has, so that the answer to both takes the same work.
    user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
    -- SHA-256 of the token.
    digest BLOB NOT NULL UNIQUE,
    -- reset_password, confirm_address, not_me.
    purpose TEXT NOT NULL,
    -- The address that it was sent to.
    recipient TEXT NOT NULL,
    -- What the mail told of, where it can be denied: which deed, which factor, which address.
    deed TEXT,
    factor_id INTEGER REFERENCES factors (id) ON DELETE SET NULL,
    address TEXT,
    -- New passwords that were the old one.
    tries INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX mail_links_by_user ON mail_links (user_id, purpose);
CREATE INDEX mail_links_by_factor ON mail_links (factor_id) WHERE factor_id IS NOT NULL;
CREATE INDEX mail_links_by_expiry ON mail_links (expires_at);
