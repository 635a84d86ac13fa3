-- The audit: one chain an organisation, and one of the installation's own (organisation 0). No foreign keys:
-- what happened stays, whoever goes.

CREATE TABLE audit_heads (
    organisation_id BIGINT PRIMARY KEY,
    sequence BIGINT NOT NULL,
    mac BYTEA NOT NULL
);

CREATE TABLE audit_events (
    organisation_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    event TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BIGINT,
    actor_name TEXT NOT NULL,
    subject_id BIGINT,
    subject_name TEXT NOT NULL,
    factor_id BIGINT,
    reason TEXT NOT NULL,
    request_id TEXT NOT NULL,
    ip TEXT NOT NULL,
    agent TEXT NOT NULL,
    -- JSON.
    detail TEXT NOT NULL,
    at BIGINT NOT NULL,
    mac BYTEA NOT NULL,
    PRIMARY KEY (organisation_id, sequence)
);

CREATE INDEX audit_events_by_subject ON audit_events (organisation_id, subject_id, sequence);
CREATE INDEX audit_events_by_event ON audit_events (organisation_id, event, sequence);
CREATE INDEX audit_events_by_time ON audit_events (organisation_id, at);

CREATE FUNCTION audit_events_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_events is append-only';
END
$$;

CREATE TRIGGER audit_events_never_changed BEFORE UPDATE OR DELETE ON audit_events
FOR EACH ROW EXECUTE FUNCTION audit_events_refuse();

CREATE TRIGGER audit_events_never_emptied BEFORE TRUNCATE ON audit_events
FOR EACH STATEMENT EXECUTE FUNCTION audit_events_refuse();
