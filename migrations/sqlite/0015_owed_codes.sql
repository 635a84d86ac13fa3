-- A session that was bought with the last backup code, until new ones are made.

ALTER TABLE sessions ADD COLUMN owes_codes INTEGER NOT NULL DEFAULT FALSE;
