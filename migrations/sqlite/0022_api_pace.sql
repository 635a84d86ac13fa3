-- How far a token has called ahead of the clock.

ALTER TABLE api_tokens ADD COLUMN paced_until INTEGER NOT NULL DEFAULT 0;
