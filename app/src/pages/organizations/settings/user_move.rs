//! Section `user_move`: uniqueness, user move with the available organizations, and the rules for moves.

use super::Subject;
use super::available::Available;
use super::decided::{DecidedAbove, Inherited};
use super::draft::{Draft, Row, Values, kept, row};
use super::pieces::{SaveBar, Switch};
use super::uniqueness::Uniqueness;
use crate::api::organizations::{OrganizationPage, SettingsPage};
use crate::ui::{Field, Panel};
use crate::words::{OfficePhrase, OrganizationPhrase as P, Words, use_words};
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::{OrganizationKind as K, UserMoveSettings};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Whether people may be let in or kept out by an option of its own (ruling 27).
pub(super) fn has_option(page: &OrganizationPage) -> bool {
    page.kind == K::Suborganization || (page.kind == K::Enterprise && !page.above.is_empty())
}

/// The names of organizations that a page knows.
fn names(page: &SettingsPage) -> BTreeMap<&OrganizationCode, &str> {
    page.choices
        .iter()
        .map(|choice| (&choice.code, choice.name.as_ref()))
        .collect()
}

impl Values for UserMoveSettings {
    fn of(page: &SettingsPage) -> (i64, Self) {
        let section = page.organization.settings.as_ref();
        section.map_or_else(
            || (0, Self::default()),
            |settings| {
                (
                    settings.user_move.revision,
                    settings.user_move.values.clone(),
                )
            },
        )
    }

    fn change(&self, draft: &Self) -> Map<String, Value> {
        let mut change = Map::new();
        let mut put = |name: &str, is_changed: bool, value: Value| {
            if is_changed {
                change.insert(name.to_owned(), value);
            }
        };
        put(
            "require_user_uniqueness",
            self.require_user_uniqueness != draft.require_user_uniqueness,
            json!(draft.require_user_uniqueness),
        );
        put(
            "user_move_enabled",
            self.user_move_enabled != draft.user_move_enabled,
            json!(draft.user_move_enabled),
        );
        put(
            "available_organizations",
            self.available_organizations != draft.available_organizations,
            json!(draft.available_organizations),
        );
        put(
            "admin_moves_to_super",
            self.admin_moves_to_super != draft.admin_moves_to_super,
            json!(draft.admin_moves_to_super),
        );
        put(
            "self_moves_of_locked",
            self.self_moves_of_locked != draft.self_moves_of_locked,
            json!(draft.self_moves_of_locked),
        );
        put(
            "user_move_for_end_users",
            self.user_move_for_end_users != draft.user_move_for_end_users,
            json!(draft.user_move_for_end_users),
        );
        put(
            "undo_days",
            self.undo_days != draft.undo_days,
            json!(draft.undo_days),
        );
        change
    }

    fn rebased(&self, draft: &Self, now: &Self) -> Self {
        let (before, after) = (
            &self.available_organizations,
            &draft.available_organizations,
        );
        Self {
            require_user_uniqueness: kept(
                &self.require_user_uniqueness,
                &draft.require_user_uniqueness,
                &now.require_user_uniqueness,
            ),
            user_move_enabled: kept(
                &self.user_move_enabled,
                &draft.user_move_enabled,
                &now.user_move_enabled,
            ),
            // WHY: what each of the two ticked and unticked concerns other organizations as a rule.
            available_organizations: now
                .available_organizations
                .iter()
                .filter(|code| !before.contains(*code) || after.contains(*code))
                .chain(after.difference(before))
                .cloned()
                .collect(),
            admin_moves_to_super: kept(
                &self.admin_moves_to_super,
                &draft.admin_moves_to_super,
                &now.admin_moves_to_super,
            ),
            self_moves_of_locked: kept(
                &self.self_moves_of_locked,
                &draft.self_moves_of_locked,
                &now.self_moves_of_locked,
            ),
            user_move_for_end_users: kept(
                &self.user_move_for_end_users,
                &draft.user_move_for_end_users,
                &now.user_move_for_end_users,
            ),
            undo_days: kept(&self.undo_days, &draft.undo_days, &now.undo_days),
        }
    }

    fn difference(&self, draft: &Self, now: &Self, page: &SettingsPage, words: Words) -> Vec<Row> {
        let on = |is_on: &bool| words.said(if *is_on { P::On } else { P::Off });
        let yes = |is_so: &bool| {
            words.said(if *is_so {
                OfficePhrase::Yes
            } else {
                OfficePhrase::No
            })
        };
        let switch = |phrase, of: fn(&Self) -> &bool| {
            row(words.said(phrase), (of(self), of(draft), of(now)), on)
        };
        let names = names(page);
        let listed = |to: &Self| {
            let of = |codes: Vec<&OrganizationCode>| -> Vec<String> {
                let name = |code: &&OrganizationCode| {
                    names
                        .get(*code)
                        .map_or(code.as_str(), |name| name)
                        .to_owned()
                };
                codes.iter().map(name).collect()
            };
            let (before, after) = (&self.available_organizations, &to.available_organizations);
            let added = of(after.difference(before).collect());
            let removed = of(before.difference(after).collect());
            words.speech().added_and_removed(&added, &removed)
        };
        let list = (self.available_organizations != now.available_organizations).then(|| {
            let count = words.number(self.available_organizations.len() as u64);
            let yours = (self.available_organizations != draft.available_organizations)
                .then(|| listed(draft));
            (
                words.said(P::AvailableOrganizations),
                count,
                listed(now),
                yours,
            )
        });
        [
            switch(P::EnableUniqueness, |it| &it.require_user_uniqueness),
            switch(P::EnableUserMove, |it| &it.user_move_enabled),
            list,
            switch(P::EndUsersTitle, |it| &it.user_move_for_end_users),
            row(
                words.said(P::LockedSelfMoves),
                (
                    &self.self_moves_of_locked,
                    &draft.self_moves_of_locked,
                    &now.self_moves_of_locked,
                ),
                yes,
            ),
            row(
                words.said(P::AdminMovesToSuper),
                (
                    &self.admin_moves_to_super,
                    &draft.admin_moves_to_super,
                    &now.admin_moves_to_super,
                ),
                yes,
            ),
            row(
                words.said(P::UndoDays),
                (&self.undo_days, &draft.undo_days, &now.undo_days),
                |days| words.number(u64::from(*days)),
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The section.
#[component]
pub(super) fn UserMove(acting_in: OrganizationCode, page: SettingsPage) -> impl IntoView {
    let words = use_words();
    let organization = page.organization.clone();
    let is_top = matches!(organization.kind, K::SuperEnterprise | K::Enterprise);
    let settings = organization.settings.clone();
    let inherited = settings.and_then(|settings| settings.user_move.inherited_from);
    let may = organization.keys.configure;
    let draft =
        Draft::<UserMoveSettings>::new(acting_in.clone(), Subject::UserMove, page.clone(), words);
    let moves = match (is_top, inherited) {
        (false, _) => view! { <DecidedAbove page=organization.clone() /> }.into_any(),
        (true, Some(place)) => {
            let (_, values) = UserMoveSettings::of(&page);
            view! { <Inherited page=page.clone() values place /> }.into_any()
        }
        (true, None) => view! {
            <Uniqueness acting_in draft may />
            <Moves draft may />
            <Rules draft may is_super=organization.kind == K::SuperEnterprise />
        }
        .into_any(),
    };
    view! {
        {moves}
        {has_option(&organization).then(|| view! { <EndUsers draft may /> })}
        {may.then(|| view! { <SaveBar draft /> })}
    }
}

/// Why nothing can be changed by who only reads.
pub(super) fn why_not(may: bool, words: Words) -> Option<String> {
    (!may).then(|| words.said(P::NotChangeable))
}

/// The switch, and what it reveals.
#[component]
fn Moves(draft: Draft<UserMoveSettings>, may: bool) -> impl IntoView {
    let words = use_words();
    let is_unique = draft.get(|it| it.require_user_uniqueness);
    let is_on = draft.get(|it| it.user_move_enabled);
    let why = Signal::derive(move || {
        why_not(may, words)
            // WHY: it can still be switched off where uniqueness no longer is required.
            .or_else(|| (!is_unique.get() && !is_on.get()).then(|| words.said(P::OffUntilUnique)))
    });
    view! {
        <Panel id="user-move" title=words.said(P::UserMove)>
            <Switch
                id="user-move-enabled"
                label=words.said(P::EnableUserMove)
                hint=words.said(P::EnableUserMoveHint)
                checked=is_on
                why
                on_change=move |on| draft.change(|it| it.user_move_enabled = on)
            />
            <Show when=move || is_on.get()>
                <Available draft may />
            </Show>
        </Panel>
    }
}

#[component]
fn EndUsers(draft: Draft<UserMoveSettings>, may: bool) -> impl IntoView {
    let words = use_words();
    view! {
        <Panel id="end-users" title=words.said(P::SelfService)>
            <Switch
                id="user-move-for-end-users"
                label=words.said(P::EndUsersTitle)
                hint=words.said(P::EndUsersHint)
                checked=draft.get(|it| it.user_move_for_end_users)
                why=Signal::stored(why_not(may, words))
                on_change=move |on| draft.change(|it| it.user_move_for_end_users = on)
            />
        </Panel>
    }
}

#[component]
fn Rules(draft: Draft<UserMoveSettings>, may: bool, is_super: bool) -> impl IntoView {
    let words = use_words();
    let why = Signal::stored(why_not(may, words));
    let days = draft.get(|it| it.undo_days);
    let first = days.get_untracked().to_string();
    view! {
        <Panel id="rules" title=words.said(P::RulesForMoves)>
            <Switch
                id="self-moves-of-locked"
                label=words.said(P::LockedSelfMoves)
                hint=words.said(P::LockedSelfMovesHint)
                checked=draft.get(|it| it.self_moves_of_locked)
                why
                on_change=move |on| draft.change(|it| it.self_moves_of_locked = on)
            />
            {is_super
                .then(|| {
                    view! {
                        <hr />
                        <Switch
                            id="admin-moves-to-super"
                            label=words.said(P::AdminMovesToSuper)
                            hint=words.said(P::AdminMovesToSuperHint)
                            checked=draft.get(|it| it.admin_moves_to_super)
                            why
                            on_change=move |on| draft.change(|it| it.admin_moves_to_super = on)
                        />
                    }
                })} <hr />
            <Field id="undo-days" label=words.said(P::UndoDays) hint=Some(words.said(P::UndoDaysHint))>
                <input
                    class="input org-days"
                    id="undo-days"
                    type="number"
                    min="0"
                    max="3650"
                    aria-describedby="undo-days-hint"
                    value=first
                    prop:value=move || days.get().to_string()
                    disabled=!may
                    on:change=move |event| {
                        let typed = event_target_value(&event).parse();
                        draft.change(|it| it.undo_days = typed.unwrap_or(it.undo_days));
                    }
                />
            </Field>
        </Panel>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(codes: &[&str]) -> UserMoveSettings {
        UserMoveSettings {
            available_organizations: codes
                .iter()
                .map(|code| OrganizationCode::from(*code))
                .collect(),
            ..UserMoveSettings::default()
        }
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        let before = listing(&["harbour"]);
        let mut draft = before.clone();
        assert!(before.change(&draft).is_empty());
        draft.undo_days = 7;
        assert_eq!(
            Value::Object(before.change(&draft)),
            json!({ "undo_days": 7 })
        );
    }

    #[test]
    fn what_two_people_tick_is_put_together() {
        let before = listing(&["harbour", "riverside"]);
        let draft = listing(&["harbour", "riverside", "lakeside"]);
        let mut now = listing(&["riverside", "palm-court"]);
        now.undo_days = 7;
        let merged = before.rebased(&draft, &now);
        assert_eq!(
            merged.available_organizations,
            listing(&["riverside", "palm-court", "lakeside"]).available_organizations
        );
        assert_eq!(merged.undo_days, 7);
    }
}
