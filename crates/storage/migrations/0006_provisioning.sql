-- What is to be so of people in systems outside: a row for each account and each service that was ever ordered.
--
-- `part` is the service, or empty for the account. Who has no `connector` is looked after by hand. A later order of the same
-- part takes the row over and counts `generation` up, so that whoever works on the former one finds it gone. `not_before` is
-- the greatest number where something else comes first. `work` and `state` are the caller's.
CREATE TABLE provisioning_jobs (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    part TEXT NOT NULL,
    organization TEXT NOT NULL REFERENCES organizations (code),
    connector TEXT,
    generation BIGINT NOT NULL,
    actor TEXT NOT NULL,
    commit_id TEXT,
    work TEXT NOT NULL,
    state TEXT NOT NULL,
    status TEXT NOT NULL,
    not_before BIGINT NOT NULL,
    is_begun BIGINT NOT NULL,
    ordered_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    log TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX provisioning_jobs_by_person ON provisioning_jobs (user_id, part);
CREATE INDEX provisioning_jobs_due ON provisioning_jobs (not_before) WHERE connector IS NOT NULL AND status IN ('requested', 'in_progress');
CREATE INDEX provisioning_jobs_by_place ON provisioning_jobs (organization, status, id);
CREATE INDEX provisioning_jobs_by_status ON provisioning_jobs (status) WHERE status IN ('requested', 'in_progress', 'failed', 'pending');
CREATE INDEX provisioning_jobs_by_commit ON provisioning_jobs (commit_id) WHERE commit_id IS NOT NULL;

-- Who works on something of a person: one at a time, whatever it is.
CREATE TABLE provisioning_leases (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    worker TEXT NOT NULL,
    lease_until BIGINT NOT NULL
) WITHOUT ROWID;

-- As what a person is known outside, by a name that stays.
CREATE TABLE provisioning_entries (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    connector TEXT NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY (user_id, connector)
) WITHOUT ROWID;
