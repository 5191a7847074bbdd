-- Templates and accounts with a last day: few have either, and they are looked for among everybody.
CREATE INDEX user_hosting_templates ON user_hosting (home, user_id) WHERE user_type = 'template';
--postgres: CREATE INDEX users_by_last_day ON users (((extra::jsonb #>> '{account,expires}') COLLATE "C"), id)
--postgres:     WHERE status IN ('active', 'pending') AND extra::jsonb #>> '{account,expires}' IS NOT NULL;
CREATE INDEX users_by_last_day ON users (extra ->> '$.account.expires', id) --sqlite
    WHERE status IN ('active', 'pending') AND extra ->> '$.account.expires' IS NOT NULL; --sqlite
