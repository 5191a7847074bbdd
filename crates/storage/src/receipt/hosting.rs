//! The statements that write steps of hosting trees.

use crate::statement::statements;

statements! {
    HOSTED "user_hosting": "UPDATE user_hosting SET home = COALESCE($2, home), upn = CASE WHEN $3 = 1 THEN $4 ELSE upn END,
            upn_key = CASE WHEN $3 = 1 THEN $5 ELSE upn_key END, provisioning = COALESCE($6, provisioning),
            department = CASE WHEN $7 = 1 THEN $8 ELSE department END, office = CASE WHEN $9 = 1 THEN $10 ELSE office END
        WHERE user_id = $1",
        postgres = "UPDATE user_hosting SET
            home = COALESCE(n.value ->> 1, user_hosting.home),
            upn = CASE WHEN CAST(n.value ->> 2 AS BIGINT) = 1 THEN n.value ->> 3 ELSE user_hosting.upn END,
            upn_key = CASE WHEN CAST(n.value ->> 2 AS BIGINT) = 1 THEN n.value ->> 4 ELSE user_hosting.upn_key END,
            provisioning = COALESCE(n.value ->> 5, user_hosting.provisioning),
            department = CASE WHEN CAST(n.value ->> 6 AS BIGINT) = 1 THEN n.value ->> 7 ELSE user_hosting.department END,
            office = CASE WHEN CAST(n.value ->> 8 AS BIGINT) = 1 THEN n.value ->> 9 ELSE user_hosting.office END
        FROM json_each($1) n WHERE user_hosting.user_id = n.value ->> 0";
    ADDRESS_USED "addresses" = insertion!("addresses", " ON CONFLICT (user_id, address) DO UPDATE SET is_primary = excluded.is_primary",
        user_id text 0 "$1", address text 1 "$2", address_key text 2 "$3", is_primary int 3 "$4");
    ADDRESS_GIVEN_UP "addresses" = deletion!("addresses", user_id text 0 "$1", address text 1 "$2");
    /// One that has run out gives way.
    HELD_BACK "address_holds" = insertion!("address_holds", " ON CONFLICT (address_key) DO UPDATE SET address = excluded.address,
            user_id = excluded.user_id, organization = excluded.organization, days = excluded.days, until_day = excluded.until_day,
            forwards = excluded.forwards",
        address_key text 0 "$1", address text 1 "$2", user_id text 2 "$3", organization text 3 "$4", days int 4 "$5", until_day int 5 "$6",
        forwards int 6 "$7");
    SET_FREE "address_holds" = deletion!("address_holds", address_key text 0 "$1");
    /// WHY `properties` stays where a row is there already: values are nobody's step; `filled` tells which count.
    SERVED "user_services" = insertion!("user_services", " ON CONFLICT (user_id, service) DO UPDATE SET organization = excluded.organization,
            instance = excluded.instance, plan = excluded.plan, status = excluded.status, filled = excluded.filled, bytes = excluded.bytes,
            is_there = excluded.is_there",
        user_id text 0 "$1", service text 1 "$2", organization text 2 "$3", instance text 3 "$4", plan text 4 "$5", status text 5 "$6",
        filled text 6 "$7", bytes int 7 "$8", properties text 8 "$9", is_there int 9 "$10");
    SERVED_NO_LONGER "user_services": "UPDATE user_services SET is_there = 0 WHERE user_id = $1 AND service = $2 AND is_there = 1",
        postgres = "UPDATE user_services SET is_there = 0 FROM json_each($1) n
        WHERE user_services.user_id = n.value ->> 0 AND user_services.service = n.value ->> 1 AND user_services.is_there = 1";
    DELEGATED "user_delegations" = insertion!("user_delegations", "",
        user_id text 0 "$1", delegate text 1 "$2", until_day int 2 "$3", kind text 3 "$4");
    DELEGATED_NO_LONGER "user_delegations" = deletion!("user_delegations",
        user_id text 0 "$1", delegate text 1 "$2", until_day int 2 "$3", kind text 3 "$4");
    WORDS_LOST "user_words" = deletion!("user_words", user_id text 0 "$1", word text 1 "$2");
    WORDS_WON "user_words" = insertion!("user_words", " ON CONFLICT (word, sort_key, user_id) DO NOTHING",
        user_id text 0 "$1", word text 1 "$2", sort_key text 2 "$3");
    SESSIONS_ENDED "sessions" = deletion!("sessions", user_id text 0 "$1");
    TOKENS_ENDED "api_tokens" = deletion!("api_tokens", user_id text 0 "$1");
}
