-- The tables of a directory and of what happens to it.
--
-- One text for both engines; see src/schema.rs for the three differences. Ids are texts, times are
-- microseconds, days are counted from 1970-01-01, truth values are 0 and 1, JSON is text.

--postgres: CREATE FUNCTION json_each(list text) RETURNS TABLE (value jsonb) LANGUAGE sql IMMUTABLE
--postgres:     AS 'SELECT e.value FROM jsonb_array_elements(list::jsonb) AS e (value)';
--postgres: CREATE FUNCTION json_each(list text, path text) RETURNS TABLE (value jsonb) LANGUAGE sql IMMUTABLE
--postgres:     AS 'SELECT e.value FROM jsonb_array_elements(list::jsonb -> substr(path, 3)) AS e (value)';

CREATE TABLE organizations (
    code TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    parent TEXT REFERENCES organizations (code),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    status TEXT NOT NULL,
    extra TEXT NOT NULL,
    revision BIGINT NOT NULL
);
CREATE INDEX organizations_by_parent ON organizations (parent, name_key, code);
CREATE INDEX organizations_by_name ON organizations (name_key, code);

-- Each organization below each above it, itself included; lists of a subtree read it in order of name.
CREATE TABLE organization_scope (
    ancestor TEXT NOT NULL REFERENCES organizations (code),
    name_key TEXT NOT NULL,
    organization TEXT NOT NULL REFERENCES organizations (code),
    depth BIGINT NOT NULL,
    PRIMARY KEY (ancestor, name_key, organization)
) WITHOUT ROWID;
CREATE UNIQUE INDEX organization_scope_upwards ON organization_scope (organization, ancestor);

CREATE TABLE organization_sections (
    organization TEXT NOT NULL REFERENCES organizations (code),
    section TEXT NOT NULL,
    body TEXT NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (organization, section)
) WITHOUT ROWID;

CREATE TABLE available_organizations (
    organization TEXT NOT NULL REFERENCES organizations (code),
    listed TEXT NOT NULL REFERENCES organizations (code),
    PRIMARY KEY (organization, listed)
) WITHOUT ROWID;

CREATE TABLE hierarchy_nodes (
    organization TEXT NOT NULL REFERENCES organizations (code),
    node TEXT NOT NULL,
    parent TEXT,
    ordinal BIGINT NOT NULL,
    is_root BIGINT NOT NULL,
    PRIMARY KEY (organization, node)
) WITHOUT ROWID;
CREATE INDEX hierarchy_nodes_by_parent ON hierarchy_nodes (organization, parent);
CREATE INDEX hierarchy_nodes_by_name ON hierarchy_nodes (node, organization);
CREATE INDEX hierarchy_roots ON hierarchy_nodes (organization) WHERE is_root = 1;

CREATE TABLE users (
    id TEXT NOT NULL PRIMARY KEY,
    username TEXT NOT NULL,
    username_key TEXT NOT NULL,
    home TEXT NOT NULL REFERENCES organizations (code),
    given TEXT,
    surname TEXT,
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    status TEXT NOT NULL,
    locked BIGINT NOT NULL,
    position TEXT,
    sponsor TEXT REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
    manager TEXT REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
    mapping_id TEXT,
    mapping_key TEXT,
    user_base TEXT,
    manage_dependents BIGINT NOT NULL,
    attributes TEXT NOT NULL,
    extra TEXT NOT NULL,
    revision BIGINT NOT NULL
);
CREATE UNIQUE INDEX users_by_username ON users (username_key, home);
CREATE INDEX users_by_mapping ON users (mapping_key) WHERE mapping_key IS NOT NULL;
CREATE INDEX users_by_sponsor ON users (sponsor) WHERE sponsor IS NOT NULL;
CREATE INDEX users_by_manager ON users (manager) WHERE manager IS NOT NULL;
-- What lists of people begin with, where few have it.
CREATE INDEX users_by_position ON users (home, position) WHERE position IS NOT NULL;
CREATE INDEX users_locked ON users (id) WHERE locked = 1;
CREATE INDEX users_by_state ON users (status) WHERE status <> 'active';

-- Each user below each organization above the home, the home included, in the order of lists.
CREATE TABLE user_scope (
    ancestor TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (ancestor, sort_key, user_id)
) WITHOUT ROWID;

-- The words people are found by, each with the place in lists, so that a page is found without their records.
CREATE TABLE user_words (
    word TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (word, sort_key, user_id)
) WITHOUT ROWID;
CREATE INDEX user_words_by_user ON user_words (user_id, word);

-- Held nowhere in particular is the empty text.
CREATE TABLE role_grants (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    held_at TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (user_id, held_at, role)
) WITHOUT ROWID;
CREATE INDEX role_grants_by_place ON role_grants (held_at, role, user_id);

CREATE TABLE remembered_positions (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    organization TEXT NOT NULL,
    position TEXT NOT NULL,
    PRIMARY KEY (user_id, organization)
) WITHOUT ROWID;

-- Without a last day, `ends` is the greatest day there is.
CREATE TABLE subscriptions (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    organization TEXT NOT NULL REFERENCES organizations (code),
    starts BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    PRIMARY KEY (user_id, organization, starts, ends)
) WITHOUT ROWID;
CREATE INDEX subscriptions_by_organization ON subscriptions (organization, user_id);

CREATE TABLE groups (
    id TEXT NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL REFERENCES organizations (code),
    name TEXT NOT NULL,
    dynamic BIGINT NOT NULL,
    extra TEXT NOT NULL
);
CREATE INDEX groups_by_organization ON groups (organization);

CREATE TABLE group_members (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    group_id TEXT NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, group_id)
) WITHOUT ROWID;
CREATE INDEX group_members_by_group ON group_members (group_id, user_id);

CREATE TABLE addresses (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    address_key TEXT NOT NULL,
    is_primary BIGINT NOT NULL,
    PRIMARY KEY (user_id, address)
) WITHOUT ROWID;
CREATE INDEX addresses_by_key ON addresses (address_key);

CREATE TABLE roles (
    id TEXT NOT NULL PRIMARY KEY,
    like_role TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX roles_by_like ON roles (like_role);

CREATE TABLE attributes (
    id TEXT NOT NULL PRIMARY KEY,
    defined_at TEXT REFERENCES organizations (code),
    kind TEXT NOT NULL
);
CREATE INDEX attributes_by_place ON attributes (defined_at);

CREATE TABLE directory_sections (
    section TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (section, id)
) WITHOUT ROWID;

-- The ledger: one row per family moved.
CREATE TABLE user_moves (
    id TEXT NOT NULL PRIMARY KEY,
    commit_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    acting_in TEXT,
    act_as TEXT NOT NULL,
    channel TEXT NOT NULL,
    subject TEXT NOT NULL,
    source TEXT NOT NULL,
    destination TEXT NOT NULL,
    members TEXT NOT NULL,
    request TEXT NOT NULL,
    acknowledged TEXT NOT NULL,
    steps TEXT NOT NULL,
    held TEXT NOT NULL,
    digest TEXT NOT NULL,
    decision_digest TEXT NOT NULL,
    reason TEXT,
    as_of BIGINT,
    committed_at BIGINT NOT NULL,
    undoes TEXT,
    undone_by TEXT
);
CREATE INDEX user_moves_by_commit ON user_moves (commit_id);
CREATE INDEX user_moves_by_source ON user_moves (source, id);
CREATE INDEX user_moves_by_destination ON user_moves (destination, id);

CREATE TABLE user_move_people (
    user_id TEXT NOT NULL,
    move_id TEXT NOT NULL REFERENCES user_moves (id),
    PRIMARY KEY (user_id, move_id)
) WITHOUT ROWID;

-- Written with what it records, chained afterwards by the sealer.
CREATE TABLE audit_records (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    about TEXT NOT NULL,
    organization TEXT,
    other_organization TEXT,
    body TEXT,
    body_digest TEXT NOT NULL,
    seal_number BIGINT,
    seal TEXT
);
CREATE UNIQUE INDEX audit_records_by_seal ON audit_records (seal_number) WHERE seal_number IS NOT NULL;
CREATE INDEX audit_records_unsealed ON audit_records (id) WHERE seal_number IS NULL;
CREATE INDEX audit_records_by_organization ON audit_records (organization, id);
CREATE INDEX audit_records_by_other ON audit_records (other_organization, id) WHERE other_organization IS NOT NULL;
CREATE INDEX audit_records_by_about ON audit_records (about, id);

CREATE TABLE audit_heads (
    chain TEXT NOT NULL PRIMARY KEY,
    seal_number BIGINT NOT NULL,
    seal TEXT NOT NULL
);
INSERT INTO audit_heads (chain, seal_number, seal) VALUES ('directory', 0, '');

CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    topic TEXT NOT NULL,
    body TEXT NOT NULL,
    due_at BIGINT NOT NULL
);
CREATE INDEX outbox_due ON outbox (due_at, id);

CREATE TABLE idempotency_keys (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    request_digest TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (actor, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE credentials (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    password_hash TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    must_change BIGINT NOT NULL
);

-- The one link by which somebody signs in for the first time.
CREATE TABLE invitations (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX invitations_by_token ON invitations (token_hash);
CREATE INDEX invitations_by_end ON invitations (expires_at);

CREATE TABLE sessions (
    id_hash TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE api_tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    expires_at BIGINT
);
CREATE INDEX api_tokens_by_user ON api_tokens (user_id);

-- Files of moves and of people that were handed in, and what is said of each row. Rows go with their file.
CREATE TABLE file_jobs (
    id TEXT NOT NULL PRIMARY KEY,
    actor TEXT NOT NULL,
    acting_in TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    body TEXT NOT NULL,
    headers TEXT NOT NULL,
    options TEXT NOT NULL,
    phase TEXT NOT NULL,
    state TEXT NOT NULL,
    stop_asked BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    begun_at BIGINT,
    ended_at BIGINT,
    worker TEXT,
    lease_until BIGINT NOT NULL
);
CREATE INDEX file_jobs_by_actor ON file_jobs (actor, acting_in, id);
CREATE INDEX file_jobs_open ON file_jobs (state, id);

CREATE TABLE file_job_rows (
    job TEXT NOT NULL REFERENCES file_jobs (id),
    ordinal BIGINT NOT NULL,
    line BIGINT NOT NULL,
    in_line BIGINT NOT NULL,
    cells TEXT NOT NULL,
    verdict TEXT,
    result TEXT,
    codes TEXT NOT NULL,
    PRIMARY KEY (job, ordinal)
) WITHOUT ROWID;

CREATE TABLE throttle (
    key TEXT NOT NULL PRIMARY KEY,
    hits BIGINT NOT NULL,
    since BIGINT NOT NULL
);
CREATE INDEX throttle_by_age ON throttle (since);

-- Lists of people that somebody looks at often.
CREATE TABLE saved_filters (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    PRIMARY KEY (user_id, name)
) WITHOUT ROWID;

CREATE TABLE secrets (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

--postgres: CREATE UNLOGGED TABLE kept_plans (actor TEXT NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL, kept_at BIGINT NOT NULL, PRIMARY KEY (actor, digest));
--postgres: CREATE INDEX kept_plans_by_age ON kept_plans (kept_at);
