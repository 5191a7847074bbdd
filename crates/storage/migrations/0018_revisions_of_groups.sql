-- Groups are changed on the revision that was looked at. Who joins or leaves changes the person, not the group.
ALTER TABLE groups ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
