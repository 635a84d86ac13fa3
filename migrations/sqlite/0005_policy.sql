-- Authentication policies, and who still has a period of grace.

CREATE TABLE policies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    -- The first that matches applies.
    position INTEGER NOT NULL,
    is_default INTEGER NOT NULL DEFAULT FALSE,
    requirement TEXT NOT NULL,
    -- Kinds of factor, with commas between them.
    allowed_kinds TEXT NOT NULL,
    self_removal INTEGER NOT NULL DEFAULT FALSE,
    passwordless INTEGER NOT NULL DEFAULT TRUE,
    idle_minutes INTEGER NOT NULL,
    absolute_minutes INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE INDEX policies_in_order ON policies (organisation_id, position);
-- One default an organisation.
CREATE UNIQUE INDEX policies_default ON policies (organisation_id) WHERE is_default;

CREATE TABLE policy_groups (
    policy_id INTEGER NOT NULL REFERENCES policies (id) ON DELETE CASCADE,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    PRIMARY KEY (policy_id, name)
) STRICT;

CREATE INDEX policy_groups_by_name ON policy_groups (organisation_id, name);

-- Written once for each user, never extended.
CREATE TABLE graces (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    until INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
