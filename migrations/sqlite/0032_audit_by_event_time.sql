-- A rare event in the logs of several organisations, newest first.

CREATE INDEX audit_events_by_event_time ON audit_events (organisation_id, event, at);
