-- What became of a request: open, reset, removed, declined.

ALTER TABLE admin_requests ADD COLUMN decided_at INTEGER;
ALTER TABLE admin_requests ADD COLUMN decided_by INTEGER REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE admin_requests ADD COLUMN answer TEXT NOT NULL DEFAULT '';
-- When it went to everybody who may decide.
ALTER TABLE admin_requests ADD COLUMN told_all_at INTEGER;

CREATE INDEX admin_requests_untold ON admin_requests (created_at) WHERE status = 'open' AND told_all_at IS NULL;
CREATE INDEX admin_requests_decided ON admin_requests (organisation_id, decided_at) WHERE status <> 'open';
