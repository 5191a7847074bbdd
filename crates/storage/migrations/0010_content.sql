-- What hub and satellite accounts add: who holds which permission profile there, what people own, and what is on its way
-- from one account to another.
--
-- Whoever lives in a hub or satellite has a row in `account_members`; `account` repeats `home` of `users` so that people are
-- counted where a limit is set. Its rows change with the person's revision in `users`; what that keeps of a document's fields
-- stays as it was given.
CREATE TABLE account_members (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    account TEXT NOT NULL REFERENCES organizations (code),
    profile TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX account_members_by_account ON account_members (account, profile, user_id);

-- Profiles that accounts made for themselves.
CREATE TABLE account_profiles (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES organizations (code),
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX account_profiles_by_account ON account_profiles (account);

-- How much is stored in an account, and how much transfers still bring. WHY counted along: a sum over all items would be
-- asked for at every single one that arrives.
CREATE TABLE account_usage (
    account TEXT NOT NULL PRIMARY KEY REFERENCES organizations (code),
    bytes BIGINT NOT NULL,
    expected BIGINT NOT NULL
) WITHOUT ROWID;

-- `body` is the entry as a document gives it; what has a column stands there.
CREATE TABLE account_folders (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES organizations (code),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    owner TEXT NOT NULL REFERENCES users (id),
    creator TEXT NOT NULL,
    private BIGINT NOT NULL,
    parent TEXT,
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX account_folders_by_owner ON account_folders (owner);
CREATE INDEX account_folders_by_creator ON account_folders (creator);
CREATE INDEX account_folders_by_name ON account_folders (account, name_key) WHERE parent IS NULL;
CREATE TABLE folder_shares (
    folder TEXT NOT NULL REFERENCES account_folders (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    PRIMARY KEY (folder, user_id)
) WITHOUT ROWID;
CREATE INDEX folder_shares_by_user ON folder_shares (user_id, folder);

-- Proofs and files, version by version. `object` is where the bytes lie, `checksum` their SHA-256; none where a document told
-- of the item alone. `custom_fields` is the list of fields that have a value; the values stay in `body` and come back
-- with an undo.
CREATE TABLE items (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES organizations (code),
    owner TEXT NOT NULL REFERENCES users (id),
    creator TEXT NOT NULL,
    folder TEXT,
    version_set TEXT,
    version BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    reviewers TEXT NOT NULL,
    comments BIGINT NOT NULL,
    action_flags BIGINT NOT NULL,
    flags_are_text BIGINT NOT NULL,
    custom_fields TEXT NOT NULL,
    stages BIGINT NOT NULL,
    tags TEXT NOT NULL,
    deadline TEXT,
    trashed BIGINT NOT NULL,
    locked BIGINT NOT NULL,
    archived BIGINT NOT NULL,
    object TEXT,
    checksum TEXT,
    body TEXT NOT NULL,
    revision BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX items_by_owner ON items (owner, account);
CREATE INDEX items_by_creator ON items (creator, account);
CREATE INDEX items_by_set ON items (version_set) WHERE version_set IS NOT NULL;
CREATE INDEX items_by_folder ON items (folder) WHERE folder IS NOT NULL;

CREATE TABLE account_views (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES organizations (code),
    owner TEXT NOT NULL REFERENCES users (id),
    shared TEXT NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX account_views_by_owner ON account_views (owner);
CREATE TABLE workflow_templates (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES organizations (code),
    owner TEXT NOT NULL REFERENCES users (id),
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX workflow_templates_by_owner ON workflow_templates (owner);
CREATE TABLE dropzones (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES organizations (code),
    owner TEXT NOT NULL REFERENCES users (id),
    folder TEXT,
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX dropzones_by_owner ON dropzones (owner);
-- Groups of contacts that somebody owns, beside their rows in `groups`.
CREATE TABLE account_groups (
    id TEXT NOT NULL PRIMARY KEY REFERENCES groups (id) ON DELETE CASCADE,
    account TEXT NOT NULL REFERENCES organizations (code),
    owner TEXT NOT NULL REFERENCES users (id),
    private BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX account_groups_by_owner ON account_groups (owner);

-- What is carried from one account to another, by the folder that was made for it. `phase` says whether somebody works on
-- it; `revision` counts every change of it and of its pieces up. Without a `job` nobody has ordered it yet.
CREATE TABLE transfers (
    id TEXT NOT NULL PRIMARY KEY,
    job TEXT UNIQUE,
    subject TEXT NOT NULL REFERENCES users (id),
    source TEXT NOT NULL REFERENCES organizations (code),
    destination TEXT NOT NULL REFERENCES organizations (code),
    new_owner TEXT,
    folder_name TEXT NOT NULL,
    folder_private BIGINT NOT NULL,
    phase TEXT NOT NULL,
    open_pieces BIGINT NOT NULL,
    actor TEXT,
    commit_id TEXT,
    ordered_at BIGINT,
    changed_at BIGINT,
    ended_at BIGINT,
    revision BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX transfers_by_subject ON transfers (subject);
CREATE INDEX transfers_by_new_owner ON transfers (new_owner) WHERE open_pieces > 0;
CREATE INDEX transfers_by_phase ON transfers (changed_at) WHERE phase IN ('running', 'returning');
CREATE INDEX transfers_by_commit ON transfers (commit_id) WHERE commit_id IS NOT NULL;
CREATE INDEX transfers_by_source ON transfers (source, job);
CREATE INDEX transfers_by_destination ON transfers (destination, job);

-- One set or single item of a transfer. Who works on a piece holds it until `not_before` under the name in `worker`.
-- `items` are those it had when it was ordered, `switched` what its switch changed, `passed` what the new owner got.
CREATE TABLE transfer_pieces (
    transfer TEXT NOT NULL REFERENCES transfers (id) ON DELETE CASCADE,
    ordinal BIGINT NOT NULL,
    kind TEXT NOT NULL,
    piece TEXT NOT NULL,
    items TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    tried BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    worker TEXT,
    switched TEXT,
    passed TEXT NOT NULL,
    changed_at BIGINT,
    PRIMARY KEY (transfer, ordinal)
) WITHOUT ROWID;
CREATE UNIQUE INDEX transfer_pieces_by_piece ON transfer_pieces (transfer, kind, piece);
CREATE INDEX transfer_pieces_due ON transfer_pieces (transfer, not_before, ordinal) WHERE state IN ('pending', 'copying', 'returning');
CREATE INDEX transfer_pieces_by_state ON transfer_pieces (transfer, state, bytes);

-- Bytes that nothing refers to any more, or not yet: free from `not_before` on.
CREATE TABLE objects_to_free (
    object TEXT NOT NULL PRIMARY KEY,
    not_before BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX objects_to_free_due ON objects_to_free (not_before);

-- What was kept as given until now; entries whose owner lives in no account stay as they are.
INSERT INTO organization_sections (organization, section, body, revision)
    SELECT code, 'account', extra, 1 FROM organizations WHERE kind IN ('hub', 'satellite');
UPDATE organizations SET extra = '{}' WHERE kind IN ('hub', 'satellite');
INSERT INTO account_profiles (id, account, body)
--postgres:    SELECT s.id, s.body::jsonb ->> 'account', s.body FROM directory_sections s JOIN organizations o ON o.code = s.body::jsonb ->> 'account'
    SELECT s.id, s.body ->> 'account', s.body FROM directory_sections s JOIN organizations o ON o.code = s.body ->> 'account' --sqlite
    WHERE s.section = 'profiles' AND o.kind IN ('hub', 'satellite');
INSERT INTO account_members (user_id, account, profile)
--postgres:    SELECT u.id, u.home, COALESCE(u.extra::jsonb ->> 'profile', 'manager')
    SELECT u.id, u.home, COALESCE(u.extra ->> 'profile', 'manager') --sqlite
    FROM users u JOIN organizations o ON o.code = u.home WHERE o.kind IN ('hub', 'satellite');
INSERT INTO user_delegations (user_id, delegate, until_day, kind)
    SELECT DISTINCT u.id, d.value ->> 'to',
--postgres:    COALESCE(CAST(d.value ->> 'until' AS date) - DATE '1970-01-01', 9223372036854775807), COALESCE(d.value ->> 'kind', '')
--postgres:    FROM account_members m JOIN users u ON u.id = m.user_id CROSS JOIN LATERAL jsonb_array_elements(COALESCE(u.extra::jsonb -> 'delegations', '[]')) d (value);
        COALESCE(CAST(unixepoch(d.value ->> 'until') / 86400 AS BIGINT), 9223372036854775807), COALESCE(d.value ->> 'kind', '') --sqlite
    FROM account_members m JOIN users u ON u.id = m.user_id CROSS JOIN json_each(u.extra, '$.delegations') d; --sqlite

--postgres: CREATE TEMPORARY TABLE owned AS SELECT s.section, s.id, s.body, s.body::jsonb AS b, COALESCE(s.body::jsonb ->> 'owner', s.body::jsonb ->> 'creator') AS owner
CREATE TEMPORARY TABLE owned AS SELECT s.section, s.id, s.body, s.body AS b, COALESCE(s.body ->> 'owner', s.body ->> 'creator') AS owner --sqlite
    FROM directory_sections s JOIN organizations o
--postgres:        ON o.code = s.body::jsonb ->> 'account' JOIN account_members m ON m.user_id = COALESCE(s.body::jsonb ->> 'owner', s.body::jsonb ->> 'creator')
        ON o.code = s.body ->> 'account' JOIN account_members m ON m.user_id = COALESCE(s.body ->> 'owner', s.body ->> 'creator') --sqlite
    WHERE s.section IN ('folders', 'items', 'views', 'workflow_templates', 'dropzones') AND o.kind IN ('hub', 'satellite');
INSERT INTO account_folders (id, account, name, name_key, owner, creator, private, parent, body)
    SELECT id, b ->> 'account', COALESCE(b ->> 'name', id), lower(trim(COALESCE(b ->> 'name', id))), owner, COALESCE(b ->> 'creator', owner),
--postgres:    CASE WHEN b ->> 'private' = 'true' THEN 1 ELSE 0 END, b ->> 'parent', body FROM owned WHERE section = 'folders';
        COALESCE(b ->> 'private', 0), b ->> 'parent', body FROM owned WHERE section = 'folders'; --sqlite
WITH RECURSIVE closed (id) AS (
        SELECT id FROM account_folders WHERE private = 1
        UNION SELECT f.id FROM closed c JOIN account_folders f ON f.parent = c.id)
    UPDATE account_folders SET private = 1 WHERE id IN (SELECT id FROM closed);
INSERT INTO folder_shares (folder, user_id)
--postgres:    SELECT DISTINCT o.id, w FROM owned o CROSS JOIN LATERAL jsonb_array_elements_text(COALESCE(o.b -> 'shared_with', '[]')) w WHERE o.section = 'folders';
    SELECT DISTINCT o.id, w.value FROM owned o CROSS JOIN json_each(o.b, '$.shared_with') w WHERE o.section = 'folders'; --sqlite
INSERT INTO items (id, kind, account, owner, creator, folder, version_set, version, bytes, reviewers, comments, action_flags, flags_are_text,
        custom_fields, stages, tags, deadline, trashed, locked, archived, object, checksum, body, revision)
    SELECT id, b ->> 'kind', b ->> 'account', owner, COALESCE(b ->> 'creator', owner), b ->> 'folder', b ->> 'set',
--postgres:    COALESCE(CAST(b ->> 'version' AS BIGINT), 1), COALESCE(CAST(b ->> 'bytes' AS BIGINT), 0), COALESCE(b ->> 'reviewers', '[]'),
--postgres:    COALESCE(CAST(b ->> 'comments' AS BIGINT), 0),
--postgres:    CASE jsonb_typeof(b -> 'action_flags') WHEN 'array' THEN jsonb_array_length(b -> 'action_flags')
--postgres:        WHEN 'object' THEN (SELECT count(*) FROM jsonb_object_keys(b -> 'action_flags')) WHEN 'number' THEN CAST(b ->> 'action_flags' AS BIGINT) ELSE 0 END,
--postgres:    CASE WHEN b ->> 'flags_are_text' = 'true' THEN 1 ELSE 0 END,
--postgres:    COALESCE((SELECT json_agg(f.key)::text FROM jsonb_each(COALESCE(b -> 'custom_fields', '{}')) f WHERE f.value <> 'null'), '[]'),
--postgres:    CASE jsonb_typeof(b -> 'stages') WHEN 'array' THEN jsonb_array_length(b -> 'stages')
--postgres:        WHEN 'object' THEN (SELECT count(*) FROM jsonb_object_keys(b -> 'stages')) WHEN 'number' THEN CAST(b ->> 'stages' AS BIGINT) ELSE 0 END,
--postgres:    COALESCE(b ->> 'tags', '[]'), b ->> 'deadline', CASE WHEN b ->> 'trashed' = 'true' THEN 1 ELSE 0 END,
--postgres:    CASE WHEN b ->> 'locked' = 'true' THEN 1 ELSE 0 END, CASE WHEN b ->> 'archived' = 'true' THEN 1 ELSE 0 END, NULL, NULL, body, 1
        COALESCE(b ->> 'version', 1), COALESCE(b ->> 'bytes', 0), COALESCE(b ->> 'reviewers', '[]'), COALESCE(b ->> 'comments', 0), --sqlite
        CASE json_type(b, '$.action_flags') WHEN 'array' THEN json_array_length(b, '$.action_flags') --sqlite
            WHEN 'object' THEN (SELECT count(*) FROM json_each(b, '$.action_flags')) WHEN 'integer' THEN b ->> 'action_flags' ELSE 0 END, --sqlite
        COALESCE(b ->> 'flags_are_text', 0), (SELECT json_group_array(f.key) FROM json_each(b, '$.custom_fields') f WHERE f.type <> 'null'), --sqlite
        CASE json_type(b, '$.stages') WHEN 'array' THEN json_array_length(b, '$.stages') --sqlite
            WHEN 'object' THEN (SELECT count(*) FROM json_each(b, '$.stages')) WHEN 'integer' THEN b ->> 'stages' ELSE 0 END, --sqlite
        COALESCE(b ->> 'tags', '[]'), b ->> 'deadline', COALESCE(b ->> 'trashed', 0), COALESCE(b ->> 'locked', 0), COALESCE(b ->> 'archived', 0), NULL, NULL, body, 1 --sqlite
    FROM owned WHERE section = 'items';
INSERT INTO account_views (id, account, owner, shared, body)
    SELECT id, b ->> 'account', owner, COALESCE(b ->> 'shared', 'only_me'), body FROM owned WHERE section = 'views';
INSERT INTO workflow_templates (id, account, owner, body) SELECT id, b ->> 'account', owner, body FROM owned WHERE section = 'workflow_templates';
INSERT INTO dropzones (id, account, owner, folder, body) SELECT id, b ->> 'account', owner, b ->> 'folder', body FROM owned WHERE section = 'dropzones';
DELETE FROM directory_sections WHERE EXISTS (SELECT 1 FROM owned o WHERE o.section = directory_sections.section AND o.id = directory_sections.id)
    OR (section = 'profiles' AND id IN (SELECT id FROM account_profiles));
DROP TABLE owned;
INSERT INTO account_groups (id, account, owner, private)
--postgres:    SELECT g.id, g.organization, m.user_id, CASE WHEN g.extra::jsonb ->> 'private' = 'true' THEN 1 ELSE 0 END
--postgres:    FROM groups g JOIN organizations o ON o.code = g.organization JOIN account_members m ON m.user_id = g.extra::jsonb ->> 'owner'
    SELECT g.id, g.organization, m.user_id, COALESCE(g.extra ->> 'private', 0) --sqlite
    FROM groups g JOIN organizations o ON o.code = g.organization JOIN account_members m ON m.user_id = g.extra ->> 'owner' --sqlite
    WHERE o.kind IN ('hub', 'satellite');
INSERT INTO account_usage (account, bytes, expected)
    SELECT o.code, COALESCE((SELECT CAST(sum(i.bytes) AS BIGINT) FROM items i WHERE i.account = o.code), 0), 0
    FROM organizations o WHERE o.kind IN ('hub', 'satellite');
