//! Items, folders, and everything else that somebody owns.

use super::{Entry, Reader};
use crate::content::{
    ContentFacts, Dropzone, FaultKind, Folder, Item, ItemKind, OwnedGroup, Reviewer, SavedView,
    Sharing, Template, Who,
};
use crate::ids::{FolderId, OrganizationCode, SetId, UserId};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Reader<'a> {
    pub(super) fn folders(&self, facts: &mut ContentFacts) {
        for entry in self.section("folders") {
            let account = entry.account();
            let (owner, creator) = (entry.somebody("owner"), entry.somebody("creator"));
            if entry.text("owner").is_none() && entry.text("creator").is_none() {
                entry.tell("owner", FaultKind::Missing);
            }
            let (Some(account), Some(owner)) = (account, owner.or(creator)) else {
                continue;
            };
            let shared: BTreeSet<UserId> = entry
                .texts("shared_with")
                .iter()
                .filter(|id| {
                    let known = self.directory.users.contains_key(&***id);
                    if !known {
                        entry.tell("shared_with", FaultKind::Unknown((*id).clone()));
                    }
                    known
                })
                .map(UserId::new)
                .collect();
            let folder = Folder {
                account,
                name: entry.text("name").unwrap_or(entry.id).into(),
                owner: owner.into(),
                creator: creator.unwrap_or(owner).into(),
                private: entry.flag("private").unwrap_or(false),
                parent: entry.text("parent").map(Into::into),
                shared_with: shared,
            };
            facts.folders.insert(entry.id.into(), folder);
        }
        self.check_tree(facts);
    }

    /// Parents are there, of the same account and not below; what lies in a private folder is private (content 9).
    fn check_tree(&self, facts: &mut ContentFacts) {
        let mut private = Vec::new();
        for (id, folder) in &facts.folders {
            let tell = |kind| self.tell("folders", id.as_str(), "parent", kind);
            let Some(parent) = &folder.parent else {
                continue;
            };
            match facts.folders.get(parent) {
                None => tell(FaultKind::Unknown(parent.as_str().into())),
                Some(above) if above.account != folder.account => {
                    tell(FaultKind::OfAnotherAccount(parent.as_str().into()));
                }
                Some(_) => {}
            }
            let up = |id: &FolderId| facts.folders.get(id).and_then(|it| it.parent.clone());
            let above: Vec<FolderId> = std::iter::successors(Some(parent.clone()), up)
                .take(facts.folders.len())
                .collect();
            if above.contains(id) {
                tell(FaultKind::Cycle);
                continue;
            }
            let is_private = |id: &FolderId| facts.folders.get(id).is_some_and(|it| it.private);
            if !folder.private && above.iter().any(is_private) {
                private.push(id.clone());
            }
        }
        for id in private {
            let given = self.directory.sections.get("folders");
            let given = given.and_then(|all| all.get(id.as_str())?.get("private")?.as_bool());
            if given.is_some() {
                self.tell(
                    "folders",
                    id.as_str(),
                    "private",
                    FaultKind::PublicInPrivate,
                );
            }
            if let Some(folder) = facts.folders.get_mut(&id) {
                folder.private = true;
            }
        }
    }

    pub(super) fn items(&self, facts: &mut ContentFacts) {
        let mut sets: BTreeMap<SetId, (OrganizationCode, BTreeSet<u32>)> = BTreeMap::new();
        for entry in self.section("items") {
            let account = entry.account();
            let owner = entry.somebody("owner");
            if entry.text("owner").is_none() {
                entry.tell("owner", FaultKind::Missing);
            }
            let kind = match entry.text("kind") {
                Some("proof") => Some(ItemKind::Proof),
                Some("file") => Some(ItemKind::File),
                Some(other) => {
                    entry.tell("kind", FaultKind::NotAllowed(other.into()));
                    None
                }
                None => {
                    entry.tell("kind", FaultKind::Missing);
                    None
                }
            };
            let creator = entry.somebody("creator");
            let (Some(account), Some(owner), Some(kind)) = (account, owner, kind) else {
                continue;
            };
            let mut item = Item::new(
                kind,
                account.as_str(),
                owner,
                entry.count("bytes").unwrap_or(0),
            );
            item.creator = creator.unwrap_or(owner).into();
            item.folder = entry.folder(facts, &account);
            item.set = entry.text("set").map(Into::into);
            item.version = entry.small("version").unwrap_or(1);
            item.reviewers = entry.reviewers();
            item.comments = entry.count("comments").unwrap_or(0);
            item.action_flags = entry.extent("action_flags");
            item.flags_are_text = entry.flag("flags_are_text").unwrap_or(false);
            let fields = entry.fields.get("custom_fields").and_then(Value::as_object);
            let filled = fields.into_iter().flatten();
            item.custom_fields = filled
                .filter(|(_, value)| !value.is_null())
                .map(|(name, _)| name.as_str().into())
                .collect();
            item.stages = entry.extent("stages");
            item.tags = entry.texts("tags");
            item.deadline = entry.text("deadline").map(Into::into);
            item.trashed = entry.flag("trashed").unwrap_or(false);
            item.locked = entry.flag("locked").unwrap_or(false);
            item.archived = entry.flag("archived").unwrap_or(false);
            if let Some(set) = &item.set {
                let (first, numbers) = sets
                    .entry(set.clone())
                    .or_insert_with(|| (account.clone(), BTreeSet::new()));
                if *first != account {
                    entry.tell("set", FaultKind::SetInSeveralAccounts(set.as_str().into()));
                }
                if !numbers.insert(item.version) {
                    entry.tell("version", FaultKind::VersionTwice(item.version));
                }
            }
            facts.items.insert(entry.id.into(), item);
        }
    }

    pub(super) fn belongings(&self, facts: &mut ContentFacts) {
        for entry in self.section("views") {
            let shared = match entry.text("shared") {
                None | Some("only_me") => Sharing::OnlyMe,
                Some("all_users") => Sharing::AllUsers,
                Some("named_users") => Sharing::NamedUsers,
                Some(other) => {
                    entry.tell("shared", FaultKind::NotAllowed(other.into()));
                    continue;
                }
            };
            if let (Some(account), Some(owner)) = entry.owned() {
                let view = SavedView {
                    account,
                    owner,
                    shared,
                };
                facts.views.insert(entry.id.into(), view);
            }
        }
        for entry in self.section("workflow_templates") {
            if let (Some(account), Some(owner)) = entry.owned() {
                facts
                    .templates
                    .insert(entry.id.into(), Template { account, owner });
            }
        }
        for entry in self.section("dropzones") {
            if let (Some(account), Some(owner)) = entry.owned() {
                let folder = entry.folder(facts, &account);
                let dropzone = Dropzone {
                    account,
                    owner,
                    folder,
                };
                facts.dropzones.insert(entry.id.into(), dropzone);
            }
        }
        for (id, group) in &self.directory.groups {
            if !self.is_account(group.organization.as_str()) {
                continue;
            }
            let entry = Entry {
                reader: self,
                section: "groups",
                id: id.as_str(),
                fields: &group.extra,
            };
            if let Some(owner) = entry.somebody("owner") {
                let owned = OwnedGroup {
                    account: group.organization.clone(),
                    owner: owner.into(),
                    private: entry.flag("private").unwrap_or(false),
                };
                facts.groups.insert(id.clone(), owned);
            }
        }
    }
}

impl Entry<'_, '_> {
    fn owned(&self) -> (Option<OrganizationCode>, Option<UserId>) {
        if self.text("owner").is_none() {
            self.tell("owner", FaultKind::Missing);
        }
        (self.account(), self.somebody("owner").map(Into::into))
    }

    fn folder(&self, facts: &ContentFacts, account: &OrganizationCode) -> Option<FolderId> {
        let id = self.text("folder")?;
        match facts.folders.get(id) {
            None => {
                self.tell("folder", FaultKind::Unknown(id.into()));
                None
            }
            Some(folder) if folder.account != *account => {
                self.tell("folder", FaultKind::OfAnotherAccount(id.into()));
                None
            }
            Some(_) => Some(id.into()),
        }
    }

    fn reviewers(&self) -> Vec<Reviewer> {
        let list = self.fields.get("reviewers").and_then(Value::as_array);
        let mut reviewers = Vec::new();
        for value in list.into_iter().flatten() {
            let text = |key: &str| value.get(key).and_then(Value::as_str);
            let users = &self.reader.directory.users;
            let guests = self.reader.directory.sections.get("guests");
            let who = match (text("user"), text("guest")) {
                (Some(user), None) if users.contains_key(user) => Who::User(user.into()),
                (None, Some(guest)) if guests.is_some_and(|all| all.contains_key(guest)) => {
                    Who::Guest(guest.into())
                }
                (Some(id), None) | (None, Some(id)) => {
                    self.tell("reviewers", FaultKind::Unknown(id.into()));
                    continue;
                }
                _ => {
                    self.tell("reviewers", FaultKind::NotAllowed(value.to_string().into()));
                    continue;
                }
            };
            reviewers.push(Reviewer {
                who,
                role: text("role").map(Into::into),
                decision: text("decision").map(Into::into),
            });
        }
        reviewers
    }
}
