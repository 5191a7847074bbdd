-- What the properties of a service had for values at each customer that was left, by customer: an undo brings them back.
-- From here on `properties` is what counts at the present one.
ALTER TABLE user_services ADD COLUMN former TEXT NOT NULL DEFAULT '{}';
