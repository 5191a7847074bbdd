-- What hosting trees add to people, and the names that are taken beside theirs.
--
-- Whoever lives in a provider, reseller or customer has a row in `user_hosting`; `home` repeats that of `users` so that
-- people are counted where a limit is set. Its rows change with the person's revision in `users`.
CREATE TABLE user_hosting (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    home TEXT NOT NULL REFERENCES organizations (code),
    upn TEXT,
    upn_key TEXT,
    user_type TEXT NOT NULL,
    provisioning TEXT NOT NULL,
    synced_from TEXT,
    department TEXT,
    office TEXT
) WITHOUT ROWID;
CREATE INDEX user_hosting_by_upn ON user_hosting (upn_key) WHERE upn_key IS NOT NULL;
CREATE INDEX user_hosting_by_home ON user_hosting (home);

-- `filled` is the list of properties that have a value, `properties` every value there ever was: what was taken away
-- (`is_there` 0) or begun anew comes back by an undo with its values.
CREATE TABLE user_services (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    service TEXT NOT NULL,
    organization TEXT NOT NULL REFERENCES organizations (code),
    instance TEXT,
    plan TEXT,
    status TEXT NOT NULL,
    filled TEXT NOT NULL,
    properties TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    is_there BIGINT NOT NULL,
    PRIMARY KEY (user_id, service)
) WITHOUT ROWID;
CREATE INDEX user_services_by_place ON user_services (organization, service, instance, bytes) WHERE is_there = 1 AND status <> 'not_provisioned';

-- Without a last day, `until_day` is the greatest day there is; without a kind, `kind` is the empty text.
CREATE TABLE user_delegations (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    delegate TEXT NOT NULL,
    until_day BIGINT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (user_id, delegate, until_day, kind)
) WITHOUT ROWID;
CREATE INDEX user_delegations_by_delegate ON user_delegations (delegate, user_id);

-- Addresses of groups and contacts.
CREATE TABLE other_addresses (
    address_key TEXT NOT NULL,
    owner TEXT NOT NULL,
    PRIMARY KEY (address_key, owner)
) WITHOUT ROWID;

-- Addresses that were given up and are kept from others to the last day, included.
CREATE TABLE address_holds (
    address_key TEXT NOT NULL PRIMARY KEY,
    address TEXT NOT NULL,
    user_id TEXT NOT NULL,
    organization TEXT NOT NULL,
    days BIGINT NOT NULL,
    until_day BIGINT NOT NULL,
    forwards BIGINT NOT NULL
) WITHOUT ROWID;

-- What was kept as given until now. WHY `lower`: the engines fold no other letters; such names were legal in ASCII only.
INSERT INTO organization_sections (organization, section, body, revision)
    SELECT code, 'hosting', extra, 1 FROM organizations WHERE kind IN ('provider', 'reseller', 'customer');
UPDATE organizations SET extra = '{}' WHERE kind IN ('provider', 'reseller', 'customer');

--postgres: CREATE TEMPORARY TABLE hosted AS SELECT u.id, u.home, u.extra::jsonb AS extra
CREATE TEMPORARY TABLE hosted AS SELECT u.id, u.home, u.extra --sqlite
    FROM users u JOIN organizations o ON o.code = u.home WHERE o.kind IN ('provider', 'reseller', 'customer');
INSERT INTO user_hosting (user_id, home, upn, upn_key, user_type, provisioning, synced_from, department, office)
    SELECT id, home, trim(extra ->> 'upn'), lower(trim(extra ->> 'upn')), COALESCE(extra ->> 'type', 'standard'),
        COALESCE(extra ->> 'provisioning', 'provisioned'), extra ->> 'synced_from', extra ->> 'department', extra ->> 'office'
    FROM hosted;
INSERT INTO user_services (user_id, service, organization, instance, plan, status, filled, properties, bytes, is_there)
    SELECT h.id, s.key, COALESCE(s.value ->> 'organization', h.home), s.value ->> 'instance', s.value ->> 'plan', COALESCE(s.value ->> 'status', 'provisioned'),
--postgres:    COALESCE((SELECT json_agg(p)::text FROM jsonb_object_keys(s.value -> 'properties') p), '[]'), COALESCE(s.value ->> 'properties', '{}'), 0, 1
--postgres:    FROM hosted h CROSS JOIN LATERAL jsonb_each(COALESCE(h.extra -> 'services', '{}')) s;
        (SELECT json_group_array(p.key) FROM json_each(s.value, '$.properties') p), COALESCE(s.value ->> 'properties', '{}'), 0, 1 --sqlite
    FROM hosted h CROSS JOIN json_each(h.extra, '$.services') s; --sqlite
INSERT INTO user_delegations (user_id, delegate, until_day, kind)
    SELECT DISTINCT h.id, d.value ->> 'to',
--postgres:    COALESCE(CAST(d.value ->> 'until' AS date) - DATE '1970-01-01', 9223372036854775807), COALESCE(d.value ->> 'kind', '')
--postgres:    FROM hosted h CROSS JOIN LATERAL jsonb_array_elements(COALESCE(h.extra -> 'delegations', '[]')) d (value);
        COALESCE(CAST(unixepoch(d.value ->> 'until') / 86400 AS BIGINT), 9223372036854775807), COALESCE(d.value ->> 'kind', '') --sqlite
    FROM hosted h CROSS JOIN json_each(h.extra, '$.delegations') d; --sqlite
--postgres: UPDATE users SET extra = (h.extra - 'upn' - 'type' - 'provisioning' - 'synced_from' - 'department' - 'office' - 'services' - 'delegations')::text
UPDATE users SET extra = json_remove(h.extra, '$.upn', '$.type', '$.provisioning', '$.synced_from', '$.department', '$.office', '$.services', '$.delegations') --sqlite
    FROM hosted h WHERE h.id = users.id;
DROP TABLE hosted;
INSERT INTO other_addresses (address_key, owner)
--postgres:    SELECT DISTINCT lower(trim(a)), 'group:' || g.id FROM groups g CROSS JOIN LATERAL jsonb_object_keys(COALESCE(g.extra::jsonb -> 'addresses', '{}')) a;
    SELECT DISTINCT lower(trim(a.key)), 'group:' || g.id FROM groups g CROSS JOIN json_each(g.extra, '$.addresses') a; --sqlite
INSERT INTO other_addresses (address_key, owner)
--postgres:    SELECT DISTINCT lower(trim(a)), 'contact:' || c.id FROM directory_sections c CROSS JOIN LATERAL jsonb_object_keys(COALESCE(c.body::jsonb -> 'addresses', '{}')) a WHERE c.section = 'contacts';
    SELECT DISTINCT lower(trim(a.key)), 'contact:' || c.id FROM directory_sections c CROSS JOIN json_each(c.body, '$.addresses') a WHERE c.section = 'contacts'; --sqlite
