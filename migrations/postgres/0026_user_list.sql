-- Users in the order of their last sign-in; whoever never signed in comes before all.

CREATE INDEX users_by_last_sign_in ON users (organisation_id, (coalesce(last_sign_in_at, 0)), id);
