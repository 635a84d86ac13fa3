-- Whoever deletes a user looks for what points to the user; without these, through a whole table each.
CREATE INDEX backup_code_sets_by_user ON backup_code_sets (user_id);
CREATE INDEX bulk_resets_by_admin ON bulk_resets (admin_id);
CREATE INDEX admin_requests_by_decider ON admin_requests (decided_by);
