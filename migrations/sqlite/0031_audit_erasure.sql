-- Who somebody was can be taken out of the log when they are deleted, and the chain still holds: it is computed over a seal of
-- each text that says so, and what is taken out leaves its seal (docs/decisions/0039).

-- 1: the chain is over the texts themselves, as all were that are older than this. 2: over their seals.
ALTER TABLE audit_events ADD COLUMN form INTEGER NOT NULL DEFAULT 1;
-- Of the detail, what says who the subject is: a JSON object, or nothing.
ALTER TABLE audit_events ADD COLUMN naming TEXT NOT NULL DEFAULT '';
-- Of actor_name, ip and agent, once they were taken out.
ALTER TABLE audit_events ADD COLUMN actor_seal BLOB;
-- Of subject_name and naming.
ALTER TABLE audit_events ADD COLUMN subject_seal BLOB;

-- Who was deleted, and may still be named in the log.
CREATE TABLE audit_erasures (
    user_id INTEGER PRIMARY KEY
) STRICT;

DROP TRIGGER audit_events_never_updated;

CREATE TRIGGER audit_events_never_updated BEFORE UPDATE ON audit_events
WHEN NOT (
    NEW.form = 2 AND OLD.form = 2
    AND NEW.organisation_id = OLD.organisation_id AND NEW.sequence = OLD.sequence AND NEW.event = OLD.event
    AND NEW.actor_kind = OLD.actor_kind AND NEW.actor_id IS OLD.actor_id AND NEW.subject_id IS OLD.subject_id
    AND NEW.factor_id IS OLD.factor_id AND NEW.reason = OLD.reason AND NEW.request_id = OLD.request_id
    AND NEW.detail = OLD.detail AND NEW.at = OLD.at AND NEW.mac = OLD.mac
    AND ((NEW.actor_seal IS OLD.actor_seal AND NEW.actor_name = OLD.actor_name AND NEW.ip = OLD.ip AND NEW.agent = OLD.agent)
        OR (OLD.actor_seal IS NULL AND NEW.actor_seal IS NOT NULL AND NEW.actor_name = '' AND NEW.ip = '' AND NEW.agent = ''))
    AND ((NEW.subject_seal IS OLD.subject_seal AND NEW.subject_name = OLD.subject_name AND NEW.naming = OLD.naming)
        OR (OLD.subject_seal IS NULL AND NEW.subject_seal IS NOT NULL AND NEW.subject_name = '' AND NEW.naming = ''))
)
BEGIN
    SELECT RAISE(ABORT, 'audit_events is append-only');
END;
