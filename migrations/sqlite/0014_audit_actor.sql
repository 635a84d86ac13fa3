-- What somebody did, for the audit page of an admin.

CREATE INDEX audit_events_by_actor ON audit_events (organisation_id, actor_id, sequence);
