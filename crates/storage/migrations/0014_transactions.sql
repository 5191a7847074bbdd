-- Which line a number from outside reaches is found by the number: associations name it beside the line.
INSERT INTO telephony_references (target_section, target, section, id)
--postgres:    SELECT 'e164_numbers', s.body::jsonb ->> 'number', s.section, s.id FROM directory_sections s
--postgres:    WHERE s.section = 'e164_associations' AND s.body::jsonb ->> 'number' IS NOT NULL;
    SELECT 'e164_numbers', s.body ->> 'number', s.section, s.id FROM directory_sections s --sqlite
    WHERE s.section = 'e164_associations' AND s.body ->> 'number' IS NOT NULL; --sqlite

-- What a commit of several families came to, also for those who were not moved: `outcome` is a list of what became of each.
CREATE TABLE move_transactions (
    id TEXT NOT NULL PRIMARY KEY,
    actor TEXT NOT NULL,
    acting_in TEXT NOT NULL,
    request TEXT NOT NULL,
    acknowledged TEXT NOT NULL,
    outcome TEXT NOT NULL,
    submitted_at BIGINT NOT NULL,
    completed_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX move_transactions_by_actor ON move_transactions (actor, id);
CREATE INDEX move_transactions_by_age ON move_transactions (completed_at);
