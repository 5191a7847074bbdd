-- Indexes that no statement uses: lists of moves and audit records go by id and look scopes up.

DROP INDEX user_moves_by_source;
DROP INDEX user_moves_by_destination;
DROP INDEX audit_records_by_organization;
DROP INDEX audit_records_by_other;
