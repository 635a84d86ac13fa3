-- Only whoever is gone is taken out of the log, and a seal is one; and nobody is taken out before the last request that knew them is over.

ALTER TABLE audit_erasures ADD COLUMN wanted_at INTEGER NOT NULL DEFAULT 0;

DROP TRIGGER audit_events_never_updated;

CREATE TRIGGER audit_events_never_updated BEFORE UPDATE ON audit_events
WHEN NOT (
    NEW.form = 2 AND OLD.form = 2
    AND NEW.organisation_id = OLD.organisation_id AND NEW.sequence = OLD.sequence AND NEW.event = OLD.event
    AND NEW.actor_kind = OLD.actor_kind AND NEW.actor_id IS OLD.actor_id AND NEW.subject_id IS OLD.subject_id
    AND NEW.factor_id IS OLD.factor_id AND NEW.reason = OLD.reason AND NEW.request_id = OLD.request_id
    AND NEW.detail = OLD.detail AND NEW.at = OLD.at AND NEW.mac = OLD.mac
    AND ((NEW.actor_seal IS OLD.actor_seal AND NEW.actor_name = OLD.actor_name AND NEW.ip = OLD.ip AND NEW.agent = OLD.agent)
        OR (OLD.actor_seal IS NULL AND coalesce(length(NEW.actor_seal), 0) = 32 AND NEW.actor_name = '' AND NEW.ip = '' AND NEW.agent = ''
            AND NOT EXISTS (SELECT 1 FROM users WHERE id = coalesce(NEW.actor_id, NEW.subject_id))))
    AND ((NEW.subject_seal IS OLD.subject_seal AND NEW.subject_name = OLD.subject_name AND NEW.naming = OLD.naming)
        OR (OLD.subject_seal IS NULL AND coalesce(length(NEW.subject_seal), 0) = 32 AND NEW.subject_name = '' AND NEW.naming = ''
            AND NOT EXISTS (SELECT 1 FROM users WHERE id = NEW.subject_id)))
)
BEGIN
    SELECT RAISE(ABORT, 'audit_events is append-only');
END;
