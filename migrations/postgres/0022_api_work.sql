-- How far a token has called ahead of the clock; and what programs have begun with the factors of users.

ALTER TABLE api_tokens ADD COLUMN paced_until BIGINT NOT NULL DEFAULT 0;

CREATE TABLE api_ceremonies (
    -- A UUID: what programs call it.
    id TEXT PRIMARY KEY,
    -- registration, verification.
    kind TEXT NOT NULL,
    -- pending, accepted.
    state TEXT NOT NULL,
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    credential_id BIGINT NOT NULL REFERENCES api_credentials (id) ON DELETE CASCADE,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    factor_id BIGINT NOT NULL REFERENCES factors (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX api_ceremonies_by_user ON api_ceremonies (user_id, created_at);
CREATE INDEX api_ceremonies_by_factor ON api_ceremonies (factor_id);
CREATE INDEX api_ceremonies_by_credential ON api_ceremonies (credential_id);
CREATE INDEX api_ceremonies_by_expiry ON api_ceremonies (expires_at);
