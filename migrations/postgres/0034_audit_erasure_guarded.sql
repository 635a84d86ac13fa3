-- Only whoever is gone is taken out of the log, and a seal is one; and nobody is taken out before the last request that knew them is over.

ALTER TABLE audit_erasures ADD COLUMN wanted_at BIGINT NOT NULL DEFAULT 0;

CREATE OR REPLACE FUNCTION audit_events_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.form = 2 AND OLD.form = 2
        AND (NEW.organisation_id, NEW.sequence, NEW.event, NEW.actor_kind, NEW.actor_id, NEW.subject_id, NEW.factor_id, NEW.reason,
            NEW.request_id, NEW.detail, NEW.at, NEW.mac)
            IS NOT DISTINCT FROM (OLD.organisation_id, OLD.sequence, OLD.event, OLD.actor_kind, OLD.actor_id, OLD.subject_id,
            OLD.factor_id, OLD.reason, OLD.request_id, OLD.detail, OLD.at, OLD.mac)
        AND ((NEW.actor_seal, NEW.actor_name, NEW.ip, NEW.agent) IS NOT DISTINCT FROM (OLD.actor_seal, OLD.actor_name, OLD.ip, OLD.agent)
            OR (OLD.actor_seal IS NULL AND coalesce(length(NEW.actor_seal), 0) = 32
                AND NEW.actor_name = '' AND NEW.ip = '' AND NEW.agent = ''
                AND NOT EXISTS (SELECT 1 FROM users WHERE id = coalesce(NEW.actor_id, NEW.subject_id))))
        AND ((NEW.subject_seal, NEW.subject_name, NEW.naming) IS NOT DISTINCT FROM (OLD.subject_seal, OLD.subject_name, OLD.naming)
            OR (OLD.subject_seal IS NULL AND coalesce(length(NEW.subject_seal), 0) = 32
                AND NEW.subject_name = '' AND NEW.naming = ''
                AND NOT EXISTS (SELECT 1 FROM users WHERE id = NEW.subject_id)))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit_events is append-only';
END
$$;
