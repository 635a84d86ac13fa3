-- What the list of users goes by: the words of names and addresses, the last sign-in, and where an account is in its life.

CREATE TABLE user_words (
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    -- Lower-case; as typed between two spaces.
    word TEXT COLLATE "C" NOT NULL,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (organisation_id, word, user_id)
);

CREATE INDEX user_words_by_user ON user_words (user_id, word);

-- Those who are there already, their text taken apart at each space.
INSERT INTO user_words (organisation_id, word, user_id)
SELECT DISTINCT u.organisation_id, parts.word, u.id
FROM users u
CROSS JOIN LATERAL unnest(string_to_array(u.name_key || ' ' || u.email_key, ' ')) AS parts (word)
WHERE parts.word <> '';

-- Whoever never signed in comes before all.
CREATE INDEX users_by_last_sign_in ON users (organisation_id, (coalesce(last_sign_in_at, 0)), id);
CREATE INDEX users_by_status ON users (organisation_id, status, name_key, id);
CREATE INDEX factors_by_kind ON factors (organisation_id, kind, state);
CREATE INDEX graces_by_end ON graces (organisation_id, until);
CREATE INDEX users_must_enrol ON users (organisation_id) WHERE must_enrol;
CREATE INDEX users_by_grant ON users (organisation_id, grant_until) WHERE grant_until IS NOT NULL;
