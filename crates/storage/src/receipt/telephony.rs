//! The statements that write steps of sites with telephony.

use crate::statement::statements;

statements! {
    /// Somebody placed onto a site takes the row along that a hosting tree gave them.
    HOSTED_HOME "user_hosting": "UPDATE user_hosting SET home = $2 WHERE user_id = $1",
        postgres = "UPDATE user_hosting SET home = n.value ->> 1 FROM json_each($1) n WHERE user_hosting.user_id = n.value ->> 0";
    PRIMARY_LINE "user_telephony": "UPDATE user_telephony SET primary_line = $2 WHERE user_id = $1",
        postgres = "UPDATE user_telephony SET primary_line = n.value ->> 1 FROM json_each($1) n WHERE user_telephony.user_id = n.value ->> 0";
    RECORDED "directory_sections": "UPDATE directory_sections SET body = $4, revision = revision + 1 WHERE section = $1 AND id = $2 AND revision = $3",
        postgres = "UPDATE directory_sections SET body = n.value ->> 3, revision = directory_sections.revision + 1 FROM json_each($1) n
        WHERE directory_sections.section = n.value ->> 0 AND directory_sections.id = n.value ->> 1
            AND directory_sections.revision = CAST(n.value ->> 2 AS BIGINT)";
    KEYED "telephony_keys": "UPDATE telephony_keys SET owner = $3, place = $4, name = $5, line_partition = $6, line_cluster = $7, kept_at = $8
        WHERE section = $1 AND id = $2",
        postgres = "UPDATE telephony_keys SET owner = n.value ->> 2, place = n.value ->> 3, name = n.value ->> 4, line_partition = n.value ->> 5,
            line_cluster = n.value ->> 6, kept_at = n.value ->> 7 FROM json_each($1) n WHERE telephony_keys.section = n.value ->> 0 AND telephony_keys.id = n.value ->> 1";
    REFERRED_NO_LONGER "telephony_references" = deletion!("telephony_references",
        target_section text 0 "$1", target text 1 "$2", section text 2 "$3", id text 3 "$4");
    REFERRED "telephony_references" = insertion!("telephony_references", "",
        target_section text 0 "$1", target text 1 "$2", section text 2 "$3", id text 3 "$4");
}
