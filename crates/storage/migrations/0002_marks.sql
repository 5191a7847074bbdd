-- A mark for what is remembered of places: every change to these tables draws a new one.
--
-- Lines that end in a comment `sqlite` are for SQLite alone; PostgreSQL gets its own after `--postgres:`.

CREATE TABLE directory_marks (
    what TEXT NOT NULL PRIMARY KEY,
    mark BIGINT NOT NULL
) WITHOUT ROWID;
INSERT INTO directory_marks (what, mark) VALUES ('places', 1);

CREATE TRIGGER organizations_mark_insert AFTER INSERT ON organizations BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER organizations_mark_update AFTER UPDATE ON organizations BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER organizations_mark_delete AFTER DELETE ON organizations BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER organization_scope_mark_insert AFTER INSERT ON organization_scope BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER organization_scope_mark_update AFTER UPDATE ON organization_scope BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER organization_scope_mark_delete AFTER DELETE ON organization_scope BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER organization_sections_mark_insert AFTER INSERT ON organization_sections BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER organization_sections_mark_update AFTER UPDATE ON organization_sections BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER organization_sections_mark_delete AFTER DELETE ON organization_sections BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER available_organizations_mark_insert AFTER INSERT ON available_organizations BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER available_organizations_mark_update AFTER UPDATE ON available_organizations BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER available_organizations_mark_delete AFTER DELETE ON available_organizations BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER hierarchy_nodes_mark_insert AFTER INSERT ON hierarchy_nodes BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER hierarchy_nodes_mark_update AFTER UPDATE ON hierarchy_nodes BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER hierarchy_nodes_mark_delete AFTER DELETE ON hierarchy_nodes BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER roles_mark_insert AFTER INSERT ON roles BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER roles_mark_update AFTER UPDATE ON roles BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER roles_mark_delete AFTER DELETE ON roles BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER attributes_mark_insert AFTER INSERT ON attributes BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER attributes_mark_update AFTER UPDATE ON attributes BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite
CREATE TRIGGER attributes_mark_delete AFTER DELETE ON attributes BEGIN UPDATE directory_marks SET mark = random() WHERE what = 'places'; END; --sqlite

--postgres: CREATE FUNCTION mark_places() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
--postgres:     UPDATE directory_marks SET mark = hashtextextended(gen_random_uuid()::text, 0) WHERE what = 'places'; RETURN NULL;
--postgres: END $$;
--postgres: CREATE TRIGGER organizations_mark AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organizations FOR EACH STATEMENT EXECUTE FUNCTION mark_places();
--postgres: CREATE TRIGGER organization_scope_mark AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organization_scope FOR EACH STATEMENT EXECUTE FUNCTION mark_places();
--postgres: CREATE TRIGGER organization_sections_mark AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organization_sections FOR EACH STATEMENT EXECUTE FUNCTION mark_places();
--postgres: CREATE TRIGGER available_organizations_mark AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON available_organizations FOR EACH STATEMENT EXECUTE FUNCTION mark_places();
--postgres: CREATE TRIGGER hierarchy_nodes_mark AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON hierarchy_nodes FOR EACH STATEMENT EXECUTE FUNCTION mark_places();
--postgres: CREATE TRIGGER roles_mark AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON roles FOR EACH STATEMENT EXECUTE FUNCTION mark_places();
--postgres: CREATE TRIGGER attributes_mark AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON attributes FOR EACH STATEMENT EXECUTE FUNCTION mark_places();

-- Ends a statement that changed other rows than it names.
--postgres: CREATE FUNCTION refuse_rows(expected bigint, actual bigint) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN
--postgres:     RAISE EXCEPTION '% %', expected, actual USING ERRCODE = 'RH409';
--postgres: END $$;
