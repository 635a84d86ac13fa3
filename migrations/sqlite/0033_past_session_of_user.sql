-- Whose a session was that is over: what somebody typed when it ended is given back to nobody else.

ALTER TABLE past_sessions ADD COLUMN user_id INTEGER;
