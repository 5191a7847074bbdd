-- What sites with telephony add: what their records are found by, and the telephony part of people and organizations.
--
-- The records themselves stay in `directory_sections` in the words of a document, each with its revision. Here is what
-- they are found by: whose they are, where they stand, their number or group. Only lines have a partition; no two have
-- cluster (none is the empty text), partition and number alike.
CREATE TABLE telephony_keys (
    section TEXT NOT NULL,
    id TEXT NOT NULL,
    owner TEXT,
    place TEXT,
    name TEXT,
    line_partition TEXT,
    line_cluster TEXT,
    PRIMARY KEY (section, id)
) WITHOUT ROWID;
CREATE INDEX telephony_keys_by_owner ON telephony_keys (owner, section, id) WHERE owner IS NOT NULL;
CREATE INDEX telephony_keys_by_place ON telephony_keys (place, section, id) WHERE place IS NOT NULL;
CREATE INDEX telephony_keys_by_name ON telephony_keys (name, section, place) WHERE name IS NOT NULL;
-- WHY deferrable on PostgreSQL: several lines are rewritten in one statement, in any order.
--postgres: ALTER TABLE telephony_keys ADD CONSTRAINT telephony_keys_by_line UNIQUE (line_partition, name, line_cluster) DEFERRABLE INITIALLY IMMEDIATE;
CREATE UNIQUE INDEX telephony_keys_by_line ON telephony_keys (line_partition, name, line_cluster); --sqlite

-- Which record names which line or line group: devices, tags, associations, pickup groups, hunt lists.
CREATE TABLE telephony_references (
    target_section TEXT NOT NULL,
    target TEXT NOT NULL,
    section TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (target_section, target, section, id)
) WITHOUT ROWID;
CREATE INDEX telephony_references_by_record ON telephony_references (section, id);

-- `body` is the rest of what a document says of somebody's telephony. Its rows change with the person's revision in `users`.
CREATE TABLE user_telephony (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    primary_line TEXT,
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX user_telephony_by_line ON user_telephony (primary_line) WHERE primary_line IS NOT NULL;

-- What was kept as given until now: of organizations, a section of its own.
--postgres: INSERT INTO organization_sections (organization, section, body, revision)
--postgres:    SELECT o.code, 'telephony', COALESCE((SELECT jsonb_object_agg(e.key, e.value)::text FROM jsonb_each(o.extra) e
--postgres:        WHERE e.key IN ('deployment', 'dial_plan_type', 'cooling', 'country', 'device_list', 'dial_plan', 'slc', 'extension_length', 'internal_code')), '{}'), 1
--postgres:    FROM (SELECT o.code, o.kind, COALESCE(s.body, o.extra)::jsonb AS extra FROM organizations o
--postgres:        LEFT JOIN organization_sections s ON s.organization = o.code AND s.section = 'hosting') o
--postgres:    WHERE o.kind = 'site' OR o.extra ?| ARRAY['deployment', 'dial_plan_type', 'cooling', 'country', 'device_list', 'dial_plan', 'slc', 'extension_length', 'internal_code'];
--postgres: UPDATE organizations SET extra = (extra::jsonb - ARRAY['deployment', 'dial_plan_type', 'cooling', 'country', 'device_list', 'dial_plan', 'slc', 'extension_length', 'internal_code'])::text
--postgres:    WHERE code IN (SELECT organization FROM organization_sections WHERE section = 'telephony');
--postgres: UPDATE organization_sections SET body = (body::jsonb - ARRAY['deployment', 'dial_plan_type', 'cooling', 'country', 'device_list', 'dial_plan', 'slc', 'extension_length', 'internal_code'])::text
--postgres:    WHERE section = 'hosting' AND organization IN (SELECT organization FROM organization_sections WHERE section = 'telephony');
INSERT INTO organization_sections (organization, section, body, revision) --sqlite
    SELECT o.code, 'telephony', (SELECT json_group_object(e.key, json(o.extra -> e.key)) FROM json_each(o.extra) e --sqlite
        WHERE e.key IN ('deployment', 'dial_plan_type', 'cooling', 'country', 'device_list', 'dial_plan', 'slc', 'extension_length', 'internal_code')), 1 --sqlite
    FROM (SELECT o.code, o.kind, COALESCE(s.body, o.extra) AS extra FROM organizations o --sqlite
        LEFT JOIN organization_sections s ON s.organization = o.code AND s.section = 'hosting') o --sqlite
    WHERE o.kind = 'site' OR EXISTS (SELECT 1 FROM json_each(o.extra) e --sqlite
        WHERE e.key IN ('deployment', 'dial_plan_type', 'cooling', 'country', 'device_list', 'dial_plan', 'slc', 'extension_length', 'internal_code')); --sqlite
UPDATE organizations SET extra = json_remove(extra, '$.deployment', '$.dial_plan_type', '$.cooling', '$.country', '$.device_list', '$.dial_plan', '$.slc', '$.extension_length', '$.internal_code') --sqlite
    WHERE code IN (SELECT organization FROM organization_sections WHERE section = 'telephony'); --sqlite
UPDATE organization_sections SET body = json_remove(body, '$.deployment', '$.dial_plan_type', '$.cooling', '$.country', '$.device_list', '$.dial_plan', '$.slc', '$.extension_length', '$.internal_code') --sqlite
    WHERE section = 'hosting' AND organization IN (SELECT organization FROM organization_sections WHERE section = 'telephony'); --sqlite

-- Of people.
--postgres: INSERT INTO user_telephony (user_id, primary_line, body)
--postgres:    SELECT u.id, u.extra::jsonb ->> 'primary_line', COALESCE((SELECT jsonb_object_agg(e.key, e.value)::text FROM jsonb_each(u.extra::jsonb) e
--postgres:        WHERE e.key IN ('sync_to', 'cluster', 'directory_groups', 'admin_scope')), '{}')
--postgres:    FROM users u WHERE u.extra::jsonb ?| ARRAY['sync_to', 'cluster', 'primary_line', 'directory_groups', 'admin_scope'];
--postgres: UPDATE users SET extra = (extra::jsonb - ARRAY['sync_to', 'cluster', 'primary_line', 'directory_groups', 'admin_scope'])::text
--postgres:    WHERE id IN (SELECT user_id FROM user_telephony);
INSERT INTO user_telephony (user_id, primary_line, body) --sqlite
    SELECT u.id, u.extra ->> 'primary_line', (SELECT json_group_object(e.key, json(u.extra -> e.key)) FROM json_each(u.extra) e --sqlite
        WHERE e.key IN ('sync_to', 'cluster', 'directory_groups', 'admin_scope')) --sqlite
    FROM users u WHERE EXISTS (SELECT 1 FROM json_each(u.extra) e WHERE e.key IN ('sync_to', 'cluster', 'primary_line', 'directory_groups', 'admin_scope')); --sqlite
UPDATE users SET extra = json_remove(extra, '$.sync_to', '$.cluster', '$.primary_line', '$.directory_groups', '$.admin_scope') --sqlite
    WHERE id IN (SELECT user_id FROM user_telephony); --sqlite

-- Of records. WHY a number: of lines that nobody held against each other only the first is in the way of others.
INSERT INTO telephony_keys (section, id, owner, place, name, line_partition, line_cluster)
    SELECT d.section, d.id,
        CASE WHEN d.section IN ('voicemail', 'webex', 'agent_tags') THEN d.body ->> 'user' WHEN d.section IN ('phones', 'device_profiles', 'remote_destination_profiles') THEN d.body ->> 'owner' END,
        CASE WHEN d.section = 'site_defaults' THEN d.id WHEN d.section = 'number_routing' THEN d.body ->> 'site' ELSE d.body ->> 'at' END,
        CASE WHEN d.section = 'lines' THEN d.body ->> 'pattern' WHEN d.section IN ('inventory', 'e164_numbers') THEN d.body ->> 'number'
            WHEN d.section = 'role_mappings' THEN d.body ->> 'group' END,
        CASE WHEN d.section = 'lines' AND d.place = 1 THEN d.body ->> 'partition' END,
        CASE WHEN d.section = 'lines' AND d.place = 1 THEN COALESCE(d.body ->> 'cluster', '') END
    FROM (SELECT s.section, s.id, s.body,
--postgres:        ROW_NUMBER() OVER (PARTITION BY s.section, s.body ->> 'pattern', s.body ->> 'partition', COALESCE(s.body ->> 'cluster', '') ORDER BY s.id) AS place
--postgres:    FROM (SELECT section, id, body::jsonb AS body FROM directory_sections WHERE section IN ('site_defaults', 'number_routing', 'lines', 'line_groups', 'phones',
--postgres:        'device_profiles', 'remote_destination_profiles', 'voicemail', 'webex', 'agent_tags', 'inventory', 'e164_numbers', 'e164_associations', 'pickup_groups',
--postgres:        'hunt_lists', 'role_mappings')) s) d;
            ROW_NUMBER() OVER (PARTITION BY s.section, s.body ->> 'pattern', s.body ->> 'partition', COALESCE(s.body ->> 'cluster', '') ORDER BY s.id) AS place --sqlite
        FROM directory_sections s WHERE s.section IN ('site_defaults', 'number_routing', 'lines', 'line_groups', 'phones', 'device_profiles', --sqlite
            'remote_destination_profiles', 'voicemail', 'webex', 'agent_tags', 'inventory', 'e164_numbers', 'e164_associations', 'pickup_groups', 'hunt_lists', --sqlite
            'role_mappings')) d; --sqlite
INSERT INTO telephony_references (target_section, target, section, id)
--postgres:    SELECT DISTINCT 'lines', r.line, r.section, r.id FROM (
--postgres:        SELECT s.section, s.id, l ->> 'line' AS line FROM directory_sections s CROSS JOIN LATERAL jsonb_array_elements(COALESCE(s.body::jsonb -> 'lines', '[]')) l
--postgres:            WHERE s.section IN ('phones', 'device_profiles', 'remote_destination_profiles')
--postgres:        UNION ALL SELECT s.section, s.id, s.body::jsonb ->> 'line' FROM directory_sections s WHERE s.section IN ('agent_tags', 'e164_associations')
--postgres:        UNION ALL SELECT s.section, s.id, m FROM directory_sections s CROSS JOIN LATERAL jsonb_array_elements_text(COALESCE(s.body::jsonb -> 'members', '[]')) m
--postgres:            WHERE s.section IN ('pickup_groups', 'line_groups', 'hunt_lists')) r
--postgres:    WHERE r.line IS NOT NULL;
    SELECT DISTINCT 'lines', r.line, r.section, r.id FROM ( --sqlite
        SELECT s.section, s.id, l.value ->> 'line' AS line FROM directory_sections s, json_each(s.body, '$.lines') l --sqlite
            WHERE s.section IN ('phones', 'device_profiles', 'remote_destination_profiles') --sqlite
        UNION ALL SELECT s.section, s.id, s.body ->> 'line' FROM directory_sections s WHERE s.section IN ('agent_tags', 'e164_associations') --sqlite
        UNION ALL SELECT s.section, s.id, m.value FROM directory_sections s, json_each(s.body, '$.members') m --sqlite
            WHERE s.section IN ('pickup_groups', 'line_groups', 'hunt_lists')) r --sqlite
    WHERE r.line IS NOT NULL; --sqlite
INSERT INTO telephony_references (target_section, target, section, id)
--postgres:    SELECT DISTINCT 'line_groups', m, s.section, s.id FROM directory_sections s
--postgres:        CROSS JOIN LATERAL jsonb_array_elements_text(COALESCE(s.body::jsonb -> 'line_groups', '[]')) m WHERE s.section = 'hunt_lists';
    SELECT DISTINCT 'line_groups', m.value, s.section, s.id FROM directory_sections s, json_each(s.body, '$.line_groups') m WHERE s.section = 'hunt_lists'; --sqlite
