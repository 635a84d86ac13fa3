-- The customers that an operator looks after, beside the operator's own organisation.

CREATE TABLE operator_customers (
    operator_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (operator_id, organisation_id)
);

CREATE INDEX operator_customers_by_organisation ON operator_customers (organisation_id);
