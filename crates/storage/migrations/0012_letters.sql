-- Messages are fetched: whoever does holds one for a while, and where nothing comes of it, it is fetched again.
ALTER TABLE outbox ADD COLUMN held_until BIGINT NOT NULL DEFAULT 0;
CREATE INDEX outbox_by_topic ON outbox (topic, held_until, id);
