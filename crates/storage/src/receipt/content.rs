//! The statements that write steps of hub and satellite accounts.

use crate::statement::statements;

/// An owner that changes where it is the former one.
macro_rules! passing {
    ($table:literal, $also:literal) => {
        [
            concat!(
                "UPDATE ",
                $table,
                " SET owner = $3",
                $also,
                " WHERE id = $1 AND owner = $2"
            ),
            concat!(
                "UPDATE ",
                $table,
                " SET owner = n.value ->> 2",
                $also,
                " FROM json_each($1) n WHERE ",
                $table,
                ".id = n.value ->> 0 AND ",
                $table,
                ".owner = n.value ->> 1"
            ),
        ]
    };
}

statements! {
    /// Without a former profile any will do.
    MEMBERS "account_members": "UPDATE account_members SET account = COALESCE($2, account), profile = COALESCE($4, profile)
        WHERE user_id = $1 AND profile = COALESCE($3, profile)",
        postgres = "UPDATE account_members SET account = COALESCE(n.value ->> 1, account_members.account),
            profile = COALESCE(n.value ->> 3, account_members.profile)
        FROM json_each($1) n WHERE account_members.user_id = n.value ->> 0 AND account_members.profile = COALESCE(n.value ->> 2, account_members.profile)";
    ITEMS_PASSED "items" = passing!("items", ", revision = items.revision + 1");
    FOLDERS_PASSED "account_folders" = passing!("account_folders", "");
    VIEWS_PASSED "account_views" = passing!("account_views", "");
    GROUPS_PASSED "account_groups" = passing!("account_groups", "");
    TEMPLATES_PASSED "workflow_templates" = passing!("workflow_templates", "");
    FOLDER_MADE "account_folders" = insertion!("account_folders", "",
        id text 0 "$1", account text 1 "$2", name text 2 "$3", name_key text 3 "$4", owner text 4 "$5", creator text 5 "$6", private int 6 "$7", body text 7 "$8");
    TRANSFER_BEGUN "transfers" = insertion!("transfers", "",
        id text 0 "$1", subject text 1 "$2", source text 2 "$3", destination text 3 "$4", new_owner text 4 "$5", folder_name text 5 "$6",
        folder_private int 6 "$7", phase text 7 "$8", open_pieces int 8 "$9", revision int 9 "$10");
    PIECES_ORDERED "transfer_pieces" = insertion!("transfer_pieces", "",
        transfer text 0 "$1", ordinal int 1 "$2", kind text 2 "$3", piece text 3 "$4", items text 4 "$5", bytes int 5 "$6", state text 6 "$7",
        tried int 7 "$8", not_before int 8 "$9", passed text 9 "$10");
    EXPECTED "account_usage": "UPDATE account_usage SET expected = expected + $2 WHERE account = $1",
        postgres = "UPDATE account_usage SET expected = account_usage.expected + CAST(n.value ->> 1 AS BIGINT)
        FROM json_each($1) n WHERE account_usage.account = n.value ->> 0";
    /// What arrived is to go back, and nothing else is to go.
    TRANSFER_RETURNS "transfers": "UPDATE transfers SET phase = 'returning', open_pieces = $3, advanced_at = NULL, ended_at = NULL, revision = revision + 1
        WHERE id = $1 AND revision = $2",
        postgres = "UPDATE transfers SET phase = 'returning', open_pieces = CAST(n.value ->> 2 AS BIGINT), advanced_at = NULL, ended_at = NULL,
            revision = transfers.revision + 1
        FROM json_each($1) n WHERE transfers.id = n.value ->> 0 AND transfers.revision = CAST(n.value ->> 1 AS BIGINT)";
    PIECES_RETURN "transfer_pieces": "UPDATE transfer_pieces SET state = CASE state WHEN 'moved' THEN 'returning' ELSE 'withdrawn' END,
            worker = NULL, tried = 0, not_before = 0, reason = NULL, passed = '[]'
        WHERE transfer = $1",
        postgres = "UPDATE transfer_pieces SET state = CASE transfer_pieces.state WHEN 'moved' THEN 'returning' ELSE 'withdrawn' END,
            worker = NULL, tried = 0, not_before = 0, reason = NULL, passed = '[]'
        FROM json_each($1) n WHERE transfer_pieces.transfer = n.value ->> 0";
    TRANSFER_FORGOTTEN "transfers": "DELETE FROM transfers WHERE id = $1 AND revision = $2",
        postgres = "DELETE FROM transfers USING json_each($1) n WHERE transfers.id = n.value ->> 0 AND transfers.revision = CAST(n.value ->> 1 AS BIGINT)";
    /// What others put into it meanwhile keeps it there.
    FOLDER_FORGOTTEN "account_folders": "DELETE FROM account_folders WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM items i WHERE i.folder = $1)",
        postgres = "DELETE FROM account_folders USING json_each($1) n WHERE account_folders.id = n.value ->> 0
            AND NOT EXISTS (SELECT 1 FROM items i WHERE i.folder = n.value ->> 0)";
}
