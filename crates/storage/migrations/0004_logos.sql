-- Logos by the hash of what they hold; what a look names is never changed.

CREATE TABLE logos (
    hash TEXT NOT NULL PRIMARY KEY,
    content_type TEXT NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;
