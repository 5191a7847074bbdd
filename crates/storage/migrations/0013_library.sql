-- What a person sees of an account, place by place: folders by what they lie in, proofs and files by their folder, and what
-- somebody is listed on. Private folders and kinds of things stand before the name, so that whoever sees the one and not
-- the other reads past nothing. Within a person's own things the account comes first.
DROP INDEX account_folders_by_owner;
DROP INDEX account_folders_by_creator;
CREATE INDEX account_folders_by_owner ON account_folders (owner, account, name_key, id);
CREATE INDEX account_folders_by_creator ON account_folders (creator, account, name_key, id);
CREATE INDEX account_folders_by_place ON account_folders (account, COALESCE(parent, ''), private, name_key, id);

-- `name_key` orders items; it is made of the file's name, or else of the id.
ALTER TABLE items ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
--postgres: UPDATE items SET name_key = lower(COALESCE(body::jsonb ->> 'file', id));
UPDATE items SET name_key = lower(COALESCE(body ->> 'file', id)); --sqlite
DROP INDEX items_by_owner;
DROP INDEX items_by_creator;
CREATE INDEX items_by_owner ON items (owner, account, trashed, name_key, id);
CREATE INDEX items_by_creator ON items (creator, account, trashed, name_key, id);
CREATE INDEX items_by_place ON items (account, COALESCE(folder, ''), kind, name_key, id) WHERE trashed = 0;

CREATE TABLE item_reviewers (
    user_id TEXT NOT NULL,
    item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, item)
) WITHOUT ROWID;
CREATE INDEX item_reviewers_by_item ON item_reviewers (item);
INSERT INTO item_reviewers (user_id, item)
    SELECT DISTINCT r.value ->> 'user', i.id FROM items i CROSS JOIN json_each(i.reviewers) r
    WHERE i.reviewers <> '[]' AND r.value ->> 'user' IS NOT NULL;

CREATE INDEX dropzones_by_folder ON dropzones (folder) WHERE folder IS NOT NULL;
