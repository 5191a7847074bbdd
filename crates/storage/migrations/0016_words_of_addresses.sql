-- People are found by their user principal names and addresses, too: each a word of its own, whole.
INSERT INTO user_words (word, sort_key, user_id)
    SELECT a.address_key, u.sort_key, u.id FROM addresses a JOIN users u ON u.id = a.user_id WHERE a.address_key <> ''
    ON CONFLICT (word, sort_key, user_id) DO NOTHING;
INSERT INTO user_words (word, sort_key, user_id)
    SELECT h.upn_key, u.sort_key, u.id FROM user_hosting h JOIN users u ON u.id = h.user_id WHERE h.upn_key <> ''
    ON CONFLICT (word, sort_key, user_id) DO NOTHING;
