-- Devices that show codes: in stock, or of somebody.

CREATE TABLE hardware_tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    serial TEXT NOT NULL,
    -- totp_30, totp_60, hotp.
    kind TEXT NOT NULL,
    -- Sealed.
    secret TEXT NOT NULL,
    manufacturer TEXT NOT NULL,
    model TEXT NOT NULL,
    -- The lowest step or counter whose code can still be spent; it never falls, whoever has the token.
    next_step INTEGER NOT NULL DEFAULT 0,
    -- Steps that its clock is ahead of ours.
    drift INTEGER NOT NULL DEFAULT 0,
    -- Wrong codes at activations, and when the next may be tried.
    tries INTEGER NOT NULL DEFAULT 0,
    allowed_at INTEGER NOT NULL DEFAULT 0,
    -- What it is to whoever has it. A tombstone there means that nobody has it.
    factor_id INTEGER REFERENCES factors (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (organisation_id, serial)
) STRICT;

CREATE UNIQUE INDEX hardware_tokens_by_factor ON hardware_tokens (factor_id) WHERE factor_id IS NOT NULL;
