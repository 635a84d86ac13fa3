-- Phones that are sent codes: their numbers, the codes, what was sent for the limits, and the messages on their way.

CREATE TABLE phones (
    -- The row goes when the factor becomes a tombstone, and the number with it.
    factor_id INTEGER PRIMARY KEY REFERENCES factors (id) ON DELETE CASCADE,
    -- Sealed.
    number TEXT NOT NULL,
    -- Keyed; the same for the same number within an organisation, so that what is sent to it can be counted.
    digest BLOB NOT NULL,
    -- Its last two digits: all that a page shows.
    ending TEXT NOT NULL
) STRICT;

CREATE TABLE phone_codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    factor_id INTEGER NOT NULL REFERENCES phones (factor_id) ON DELETE CASCADE,
    -- Who asked, and for what: the code counts there alone.
    sign_in_id INTEGER REFERENCES sign_ins (id) ON DELETE CASCADE,
    session_id INTEGER REFERENCES sessions (id) ON DELETE CASCADE,
    ceremony_id TEXT REFERENCES api_ceremonies (id) ON DELETE CASCADE,
    action TEXT NOT NULL,
    -- Keyed.
    digest BLOB NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

CREATE INDEX phone_codes_by_factor ON phone_codes (factor_id);
CREATE INDEX phone_codes_by_sign_in ON phone_codes (sign_in_id) WHERE sign_in_id IS NOT NULL;
CREATE INDEX phone_codes_by_session ON phone_codes (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX phone_codes_by_ceremony ON phone_codes (ceremony_id) WHERE ceremony_id IS NOT NULL;
CREATE INDEX phone_codes_by_expiry ON phone_codes (expires_at);

CREATE TABLE phone_sends (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- Of the number.
    digest BLOB NOT NULL,
    sent_at INTEGER NOT NULL
) STRICT;

CREATE INDEX phone_sends_by_number ON phone_sends (digest, sent_at);
CREATE INDEX phone_sends_by_user ON phone_sends (user_id, sent_at);
CREATE INDEX phone_sends_by_organisation ON phone_sends (organisation_id, sent_at);
CREATE INDEX phone_sends_by_time ON phone_sends (sent_at);

CREATE TABLE phone_messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Gone with the code that it carries.
    code_id INTEGER NOT NULL UNIQUE REFERENCES phone_codes (id) ON DELETE CASCADE,
    -- Stable over all tries, so that a message that arrives twice is seen as one.
    message_id TEXT NOT NULL UNIQUE,
    -- Number and text, sealed.
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    next_try_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX phone_messages_due ON phone_messages (next_try_at);
