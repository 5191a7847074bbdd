-- A place keeps an internal number once, also where two moves bring one there at a time: `kept_at` is the place of an entry of the inventory.
ALTER TABLE telephony_keys ADD COLUMN kept_at TEXT;
-- WHY a number: of entries that nobody held against each other only the first is in the way of others.
UPDATE telephony_keys SET kept_at = place WHERE section = 'inventory' AND place IS NOT NULL AND name IS NOT NULL
    AND id = (SELECT min(k.id) FROM telephony_keys k WHERE k.section = 'inventory' AND k.place = telephony_keys.place AND k.name = telephony_keys.name);
-- WHY deferrable on PostgreSQL: several entries are rewritten in one statement, in any order.
--postgres: ALTER TABLE telephony_keys ADD CONSTRAINT telephony_keys_by_kept UNIQUE (kept_at, name) DEFERRABLE INITIALLY IMMEDIATE;
CREATE UNIQUE INDEX telephony_keys_by_kept ON telephony_keys (kept_at, name); --sqlite
