-- Who somebody was can be taken out of the log when they are deleted, and the chain still holds: it is computed over a seal of
-- each text that says so, and what is taken out leaves its seal (docs/decisions/0039).

-- 1: the chain is over the texts themselves, as all were that are older than this. 2: over their seals.
ALTER TABLE audit_events ADD COLUMN form BIGINT NOT NULL DEFAULT 1;
-- Of the detail, what says who the subject is: a JSON object, or nothing.
ALTER TABLE audit_events ADD COLUMN naming TEXT NOT NULL DEFAULT '';
-- Of actor_name, ip and agent, once they were taken out.
ALTER TABLE audit_events ADD COLUMN actor_seal BYTEA;
-- Of subject_name and naming.
ALTER TABLE audit_events ADD COLUMN subject_seal BYTEA;

-- Who was deleted, and may still be named in the log.
CREATE TABLE audit_erasures (
    user_id BIGINT PRIMARY KEY
);

CREATE FUNCTION audit_events_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.form = 2 AND OLD.form = 2
        AND (NEW.organisation_id, NEW.sequence, NEW.event, NEW.actor_kind, NEW.actor_id, NEW.subject_id, NEW.factor_id, NEW.reason,
            NEW.request_id, NEW.detail, NEW.at, NEW.mac)
            IS NOT DISTINCT FROM (OLD.organisation_id, OLD.sequence, OLD.event, OLD.actor_kind, OLD.actor_id, OLD.subject_id,
            OLD.factor_id, OLD.reason, OLD.request_id, OLD.detail, OLD.at, OLD.mac)
        AND ((NEW.actor_seal, NEW.actor_name, NEW.ip, NEW.agent) IS NOT DISTINCT FROM (OLD.actor_seal, OLD.actor_name, OLD.ip, OLD.agent)
            OR (OLD.actor_seal IS NULL AND NEW.actor_seal IS NOT NULL AND NEW.actor_name = '' AND NEW.ip = '' AND NEW.agent = ''))
        AND ((NEW.subject_seal, NEW.subject_name, NEW.naming) IS NOT DISTINCT FROM (OLD.subject_seal, OLD.subject_name, OLD.naming)
            OR (OLD.subject_seal IS NULL AND NEW.subject_seal IS NOT NULL AND NEW.subject_name = '' AND NEW.naming = ''))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit_events is append-only';
END
$$;

DROP TRIGGER audit_events_never_changed ON audit_events;

CREATE TRIGGER audit_events_never_changed BEFORE DELETE ON audit_events
FOR EACH ROW EXECUTE FUNCTION audit_events_refuse();

CREATE TRIGGER audit_events_never_updated BEFORE UPDATE ON audit_events
FOR EACH ROW EXECUTE FUNCTION audit_events_only_erased();
