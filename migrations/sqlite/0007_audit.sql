-- The audit: one chain an organisation, and one of the installation's own (organisation 0). No foreign keys:
-- what happened stays, whoever goes.

CREATE TABLE audit_heads (
    organisation_id INTEGER PRIMARY KEY,
    sequence INTEGER NOT NULL,
    mac BLOB NOT NULL
) STRICT;

CREATE TABLE audit_events (
    organisation_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    event TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id INTEGER,
    actor_name TEXT NOT NULL,
    subject_id INTEGER,
    subject_name TEXT NOT NULL,
    factor_id INTEGER,
    reason TEXT NOT NULL,
    request_id TEXT NOT NULL,
    ip TEXT NOT NULL,
    agent TEXT NOT NULL,
    -- JSON.
    detail TEXT NOT NULL,
    at INTEGER NOT NULL,
    mac BLOB NOT NULL,
    PRIMARY KEY (organisation_id, sequence)
) STRICT;

CREATE INDEX audit_events_by_subject ON audit_events (organisation_id, subject_id, sequence);
CREATE INDEX audit_events_by_event ON audit_events (organisation_id, event, sequence);
CREATE INDEX audit_events_by_time ON audit_events (organisation_id, at);

CREATE TRIGGER audit_events_never_updated BEFORE UPDATE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit_events is append-only');
END;

CREATE TRIGGER audit_events_never_deleted BEFORE DELETE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit_events is append-only');
END;
