-- How an organisation looks on its pages. Empty for the looks of the product.
ALTER TABLE organisations ADD COLUMN accent TEXT NOT NULL DEFAULT '';
-- The name of the logo: <digest>-<width>x<height>.
ALTER TABLE organisations ADD COLUMN logo TEXT NOT NULL DEFAULT '';

-- The picture itself, as it is served.
CREATE TABLE organisation_logos (
    organisation_id INTEGER PRIMARY KEY REFERENCES organisations (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    png BLOB NOT NULL
) STRICT;

CREATE INDEX organisation_logos_by_name ON organisation_logos (name);
