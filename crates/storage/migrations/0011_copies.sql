-- A copy stands in the ledger beside moves: it names whom it was made of, and both its ends are the new home.
ALTER TABLE user_moves ADD COLUMN original TEXT;
