-- Mail that is still to be sent, written in the transaction of what it tells of.

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Stable over all tries, so that a mail that arrives twice is seen as one.
    message_id TEXT NOT NULL UNIQUE,
    organisation_id INTEGER REFERENCES organisations (id),
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- Both bodies as JSON; sealed where there is a link or a code in them, and empty once sent.
    body TEXT NOT NULL,
    sealed INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    next_try_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    sent_at INTEGER,
    last_error TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX outbox_due ON outbox (next_try_at) WHERE sent_at IS NULL;
