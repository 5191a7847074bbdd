-- An account's dropzones, to say who owns them and to hand them over.
CREATE INDEX dropzones_by_account ON dropzones (account);
