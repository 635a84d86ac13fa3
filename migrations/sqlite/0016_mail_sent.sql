-- How much mail an organisation sent of late.

CREATE INDEX outbox_sent ON outbox (sent_at, organisation_id) WHERE sent_at IS NOT NULL;
