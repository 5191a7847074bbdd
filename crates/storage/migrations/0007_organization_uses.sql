-- What organizations of hosting trees use by name: mail domains, which several may have, short names, locations, services
-- and plans. It follows from the section `hosting` and is written with it, so that what is in use is found by its name.
CREATE TABLE organization_uses (
    kind TEXT NOT NULL,
    name_key TEXT NOT NULL,
    organization TEXT NOT NULL REFERENCES organizations (code),
    PRIMARY KEY (kind, name_key, organization)
) WITHOUT ROWID;
CREATE INDEX organization_uses_by_organization ON organization_uses (organization);
INSERT INTO organization_uses (kind, name_key, organization)
--postgres:    SELECT 'domain', lower(trim(d)), s.organization FROM organization_sections s
--postgres:        CROSS JOIN LATERAL jsonb_object_keys(COALESCE(s.body::jsonb -> 'domains', '{}')) d WHERE s.section = 'hosting'
--postgres:    UNION SELECT 'short_name', lower(trim(COALESCE(s.body::jsonb ->> 'short_name', s.organization))), s.organization
--postgres:        FROM organization_sections s WHERE s.section = 'hosting'
--postgres:    UNION SELECT 'location', s.body::jsonb ->> 'location', s.organization
--postgres:        FROM organization_sections s WHERE s.section = 'hosting' AND s.body::jsonb ->> 'location' IS NOT NULL
--postgres:    UNION SELECT 'service', v, s.organization FROM organization_sections s
--postgres:        CROSS JOIN LATERAL jsonb_object_keys(COALESCE(s.body::jsonb -> 'services', '{}')) v WHERE s.section = 'hosting'
--postgres:    UNION SELECT 'service', o, s.organization FROM organization_sections s
--postgres:        CROSS JOIN LATERAL jsonb_object_keys(COALESCE(s.body::jsonb -> 'offers', '{}')) o WHERE s.section = 'hosting'
--postgres:    UNION SELECT 'plan', p, s.organization FROM organization_sections s
--postgres:        CROSS JOIN LATERAL jsonb_each(COALESCE(s.body::jsonb -> 'services', '{}')) v
--postgres:        CROSS JOIN LATERAL jsonb_each(COALESCE(v.value -> 'instances', '{}')) i
--postgres:        CROSS JOIN LATERAL jsonb_array_elements_text(COALESCE(i.value -> 'plans', '[]')) p WHERE s.section = 'hosting'
--postgres:    UNION SELECT 'plan', p, s.organization FROM organization_sections s
--postgres:        CROSS JOIN LATERAL jsonb_each(COALESCE(s.body::jsonb -> 'offers', '{}')) o
--postgres:        CROSS JOIN LATERAL jsonb_array_elements_text(o.value) p WHERE s.section = 'hosting';
    SELECT 'domain', lower(trim(d.key)), s.organization FROM organization_sections s, json_each(s.body, '$.domains') d WHERE s.section = 'hosting' --sqlite
    UNION SELECT 'short_name', lower(trim(COALESCE(s.body ->> 'short_name', s.organization))), s.organization FROM organization_sections s WHERE s.section = 'hosting' --sqlite
    UNION SELECT 'location', s.body ->> 'location', s.organization FROM organization_sections s WHERE s.section = 'hosting' AND s.body ->> 'location' IS NOT NULL --sqlite
    UNION SELECT 'service', v.key, s.organization FROM organization_sections s, json_each(s.body, '$.services') v WHERE s.section = 'hosting' --sqlite
    UNION SELECT 'service', o.key, s.organization FROM organization_sections s, json_each(s.body, '$.offers') o WHERE s.section = 'hosting' --sqlite
    UNION SELECT 'plan', p.value, s.organization FROM organization_sections s, json_each(s.body, '$.services') v, json_each(v.value, '$.instances') i, json_each(i.value, '$.plans') p WHERE s.section = 'hosting' --sqlite
    UNION SELECT 'plan', p.value, s.organization FROM organization_sections s, json_each(s.body, '$.offers') o, json_each(o.value) p WHERE s.section = 'hosting'; --sqlite

-- Addresses are free again when their day is over.
CREATE INDEX address_holds_by_end ON address_holds (until_day);

-- Accounts that the outside directory protects from those who write there with few rights.
ALTER TABLE user_hosting ADD COLUMN is_protected BIGINT NOT NULL DEFAULT 0;

-- Locations, services and plans are changed on the revision that was looked at.
ALTER TABLE directory_sections ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
