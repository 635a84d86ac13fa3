-- Endpoints that are told of audit events, what is on its way to them, and how each try went.

CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    -- * for all, or codes of audit events with spaces between them.
    events TEXT NOT NULL,
    -- on, off, deleted.
    state TEXT NOT NULL,
    -- Sealed; empty once deleted. The one before signs beside it until then.
    secret TEXT NOT NULL,
    old_secret TEXT,
    old_secret_until INTEGER,
    created_at INTEGER NOT NULL,
    -- A deleted row stays while an event may just be telling it.
    deleted_at INTEGER,
    last_taken_at INTEGER,
    -- Since when every try was in vain, and when that was written down.
    failing_since INTEGER,
    marked_at INTEGER
) STRICT;

CREATE INDEX webhooks_by_organisation ON webhooks (organisation_id, id);

CREATE TABLE webhook_deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    webhook_id INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    -- Which audit event it tells of; what it says is written there.
    sequence INTEGER NOT NULL,
    event TEXT NOT NULL,
    -- waiting, delivered, given_up, stopped.
    progress TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    next_try_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    UNIQUE (webhook_id, sequence)
) STRICT;

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_try_at) WHERE progress = 'waiting';
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at);

CREATE TABLE webhook_attempts (
    delivery_id INTEGER NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
    nth INTEGER NOT NULL,
    at INTEGER NOT NULL,
    -- answered, no_address, forbidden, unreachable, untrusted, timed_out, no_http, not_sendable.
    outcome TEXT NOT NULL,
    -- Only if it answered.
    status INTEGER,
    took_ms INTEGER NOT NULL,
    PRIMARY KEY (delivery_id, nth)
) STRICT;
