//! Folders, views, groups, templates and dropzones of the family, and the folders a new one could be taken for.

use super::Asked;
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Record, Tx, args, id_list, json};
use rehome_domain::content::{
    ContentFacts, Dropzone, Folder, OwnedGroup, SavedView, Sharing, Template,
};
use rehome_domain::ids::{FolderId, UserId};
use rehome_domain::text::folded;
use rehome_domain::user_move::Snapshot;
use std::collections::BTreeSet;

statements! {
    /// $1: the family, $2: the folders its things lie in, $3: ids as they begin, $4: names at destinations as they begin.
    FOLDERS "account_folders": "SELECT f.id, f.account, f.name, f.owner, f.creator, f.private, f.parent FROM (
            SELECT o.id FROM json_each($1) n CROSS JOIN account_folders o WHERE o.owner = n.value ->> 0
            UNION SELECT c.id FROM json_each($1) n CROSS JOIN account_folders c WHERE c.creator = n.value ->> 0
            UNION SELECT s.folder FROM json_each($1) n CROSS JOIN folder_shares s WHERE s.user_id = n.value ->> 0
            UNION SELECT value ->> 0 FROM json_each($2)
            UNION SELECT m.id FROM json_each($3) n CROSS JOIN account_folders m WHERE m.id >= n.value ->> 0 AND m.id < n.value ->> 1
            UNION SELECT t.id FROM json_each($4) n CROSS JOIN account_folders t
            WHERE t.account = n.value ->> 0 AND t.parent IS NULL AND t.name_key >= n.value ->> 1 AND t.name_key < n.value ->> 2) w
            CROSS JOIN account_folders f WHERE f.id = w.id";
    SHARES "folder_shares": "SELECT s.folder, s.user_id FROM json_each($1) n CROSS JOIN folder_shares s WHERE s.folder = n.value ->> 0";
    OWNED "account_views": "SELECT 'view' AS fact, v.id, v.account, v.owner, v.shared AS a, 0 AS m
        FROM json_each($1) n CROSS JOIN account_views v WHERE v.owner = n.value ->> 0
        UNION ALL SELECT 'group', g.id, g.account, g.owner, NULL, g.private FROM json_each($1) n CROSS JOIN account_groups g WHERE g.owner = n.value ->> 0
        UNION ALL SELECT 'template', t.id, t.account, t.owner, NULL, 0 FROM json_each($1) n CROSS JOIN workflow_templates t WHERE t.owner = n.value ->> 0
        UNION ALL SELECT 'dropzone', d.id, d.account, d.owner, d.folder, 0 FROM json_each($1) n CROSS JOIN dropzones d WHERE d.owner = n.value ->> 0";
}

/// So many characters of a name are looked for; whoever asks compares the rest.
const LOOKED_FOR: usize = 100;

/// Everything that the family owns beside items, and every folder that counts.
pub(super) async fn load(
    tx: &mut Tx,
    asked: &Asked<'_>,
    snapshot: &Snapshot,
    facts: &mut ContentFacts,
) -> Result<(), StoreError> {
    let lie_in = facts.items.values().filter_map(|item| item.folder.as_ref());
    let lie_in: BTreeSet<&str> = lie_in.map(FolderId::as_str).collect();
    let (ids, names) = (made_before(asked), named(asked, snapshot));
    let arguments = args![asked.family(), id_list(lie_in), ids, names];
    for record in tx.rows(&FOLDERS, arguments).await? {
        facts
            .folders
            .insert(record.text("id")?.into(), folder(&record)?);
    }
    let found = id_list(facts.folders.keys().map(FolderId::as_str));
    for record in tx.rows(&SHARES, args![found]).await? {
        let folder = facts.folders.get_mut(record.text("folder")?);
        let folder = folder.ok_or_else(|| record.inconsistent("folder"))?;
        folder.shared_with.insert(record.text("user_id")?.into());
    }
    for record in tx.rows(&OWNED, args![asked.family()]).await? {
        owned(&record, facts)?;
    }
    Ok(())
}

/// A folder out of its row, shared with nobody yet.
pub(crate) fn folder(record: &Record) -> Result<Folder, StoreError> {
    Ok(Folder {
        account: record.text("account")?.into(),
        name: record.text("name")?.into(),
        owner: record.text("owner")?.into(),
        creator: record.text("creator")?.into(),
        private: record.bool("private")?,
        parent: record.opt_text("parent")?.map(Into::into),
        shared_with: BTreeSet::new(),
    })
}

/// How ids of folders begin that were made for what the family moved before. WHY `.`: it comes right after `-`.
fn made_before(asked: &Asked<'_>) -> String {
    let pairs = asked.family.iter().flat_map(|user| {
        let destinations = asked.destinations.iter();
        destinations.map(move |there| {
            let start = format!("moved-{user}-{there}");
            [format!("{start}-"), format!("{start}.")]
        })
    });
    json(&pairs.collect::<Vec<_>>())
}

/// How the names begin that new folders could have, by destination.
fn named(asked: &Asked<'_>, snapshot: &Snapshot) -> String {
    let own = asked.family.iter().filter_map(|id| snapshot.users.get(id));
    let own = own.map(|user| folded(user.name.trim()));
    let chosen = asked.things.folder_names.iter();
    let chosen = chosen.map(|name| folded(name.trim()));
    let keys: BTreeSet<String> = own
        .chain(chosen)
        .map(|key| key.chars().take(LOOKED_FOR).collect())
        .collect();
    let rows = asked.destinations.iter().flat_map(|there| {
        let keys = keys.iter();
        keys.map(move |key| (there, key, format!("{key}\u{10ffff}")))
    });
    json(&rows.collect::<Vec<_>>())
}

fn owned(record: &Record, facts: &mut ContentFacts) -> Result<(), StoreError> {
    let (id, account) = (record.text("id")?, record.text("account")?.into());
    let owner = UserId::from(record.text("owner")?);
    match record.text("fact")? {
        "view" => {
            let shared = record.parsed("a", |word| match word {
                "only_me" => Some(Sharing::OnlyMe),
                "all_users" => Some(Sharing::AllUsers),
                "named_users" => Some(Sharing::NamedUsers),
                _ => None,
            })?;
            let view = SavedView {
                account,
                owner,
                shared,
            };
            facts.views.insert(id.into(), view);
        }
        "group" => {
            let private = record.bool("m")?;
            let group = OwnedGroup {
                account,
                owner,
                private,
            };
            facts.groups.insert(id.into(), group);
        }
        "template" => {
            facts
                .templates
                .insert(id.into(), Template { account, owner });
        }
        "dropzone" => {
            let folder = record.opt_text("a")?.map(Into::into);
            let dropzone = Dropzone {
                account,
                owner,
                folder,
            };
            facts.dropzones.insert(id.into(), dropzone);
        }
        _ => return Err(record.inconsistent("fact")),
    }
    Ok(())
}
