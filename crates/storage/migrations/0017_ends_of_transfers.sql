-- A transfer that rested while its last piece came to its end never came to its own.
UPDATE transfers SET phase = CASE WHEN open_pieces = 0 THEN 'completed' ELSE 'completed_with_errors' END, ended_at = changed_at, revision = revision + 1
    WHERE phase IN ('running', 'paused') AND job IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM transfer_pieces p WHERE p.transfer = transfers.id AND p.state IN ('pending', 'copying'));

-- When a piece came to its end last, or bytes of one went on: `changed_at` tells only that somebody tried.
ALTER TABLE transfers ADD COLUMN advanced_at BIGINT;
UPDATE transfers SET advanced_at = changed_at WHERE phase IN ('running', 'returning');
