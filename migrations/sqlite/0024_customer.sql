-- The customers that an operator looks after, beside the operator's own organisation.

CREATE TABLE operator_customers (
    operator_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    granted_at INTEGER NOT NULL,
    PRIMARY KEY (operator_id, organisation_id)
) STRICT;

CREATE INDEX operator_customers_by_organisation ON operator_customers (organisation_id);
