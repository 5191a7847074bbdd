//! Section `subscriptions`: the feature, which system administrators switch, and whether people subscribe themselves.

use super::Subject;
use super::decided::SubscriptionsAbove;
use super::draft::{Draft, Row, Values, kept, row};
use super::pieces::{ReadOnly, SaveBar, Switch};
use super::user_move::why_not;
use crate::api::organizations::SettingsPage;
use crate::pages::organizations::Origin;
use crate::ui::{Glyph, Note, Panel, Tone};
use crate::words::{OrganizationPhrase as P, Words, use_words};
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::{OrganizationKind as K, SubscriptionSettings};
use serde_json::{Map, Value, json};

impl Values for SubscriptionSettings {
    fn of(page: &SettingsPage) -> (i64, Self) {
        let section = page.organization.settings.as_ref();
        section.map_or_else(
            || (0, Self::default()),
            |settings| {
                (
                    settings.subscriptions.revision,
                    settings.subscriptions.values.clone(),
                )
            },
        )
    }

    fn change(&self, draft: &Self) -> Map<String, Value> {
        let mut change = Map::new();
        if self.organization_subscriptions != draft.organization_subscriptions {
            change.insert(
                "organization_subscriptions".to_owned(),
                json!(draft.organization_subscriptions),
            );
        }
        if self.subscriptions_for_end_users != draft.subscriptions_for_end_users {
            change.insert(
                "subscriptions_for_end_users".to_owned(),
                json!(draft.subscriptions_for_end_users),
            );
        }
        change
    }

    fn rebased(&self, draft: &Self, now: &Self) -> Self {
        Self {
            organization_subscriptions: kept(
                &self.organization_subscriptions,
                &draft.organization_subscriptions,
                &now.organization_subscriptions,
            ),
            subscriptions_for_end_users: kept(
                &self.subscriptions_for_end_users,
                &draft.subscriptions_for_end_users,
                &now.subscriptions_for_end_users,
            ),
        }
    }

    fn difference(&self, draft: &Self, now: &Self, _page: &SettingsPage, words: Words) -> Vec<Row> {
        let on = |is_on: &bool| words.said(if *is_on { P::On } else { P::Off });
        let switch = |phrase, of: fn(&Self) -> &bool| {
            row(words.said(phrase), (of(self), of(draft), of(now)), on)
        };
        [
            switch(P::SubscriptionsFeature, |it| &it.organization_subscriptions),
            switch(P::SubscriptionsForEndUsers, |it| {
                &it.subscriptions_for_end_users
            }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The section.
#[component]
pub(super) fn Subscriptions(acting_in: OrganizationCode, page: SettingsPage) -> impl IntoView {
    let words = use_words();
    let organization = page.organization.clone();
    let keys = organization.keys;
    let settings = organization.settings.clone();
    let inherited = settings.and_then(|settings| settings.subscriptions.inherited_from);
    let ending = page.ending_subscriptions;
    let draft = Draft::<SubscriptionSettings>::new(acting_in, Subject::Subscriptions, page, words);
    let feature = draft.get(|it| it.organization_subscriptions);
    let is_ending = move || draft.ground.with(|it| it.organization_subscriptions) && !feature.get();
    let is_suborganization = organization.kind == K::Suborganization;
    let body = match inherited {
        _ if is_suborganization => view! {
            <SubscriptionsAbove page=organization.clone() />
            <Panel id="self-service" title=words.said(P::SelfService)>
                <Switch
                    id="subscriptions-for-end-users"
                    label=words.said(P::SubscriptionsForEndUsers)
                    hint=words.said(P::SubscriptionsForEndUsersHint)
                    checked=draft.get(|it| it.subscriptions_for_end_users)
                    why=Signal::stored(why_not(keys.configure, words))
                    on_change=move |on| draft.change(|it| it.subscriptions_for_end_users = on)
                />
            </Panel>
        }
        .into_any(),
        Some(place) => {
            let origin = Some(Origin::of(&organization, &place, "subscriptions"));
            let value = words.said(if feature.get_untracked() {
                P::On
            } else {
                P::Off
            });
            view! {
                <Panel id="feature" title=words.said(P::Subscriptions)>
                    <ReadOnly label=words.said(P::SubscriptionsFeature) value origin />
                </Panel>
            }
            .into_any()
        }
        None => {
            let why = (!keys.switch_subscriptions).then(|| words.said(P::OnlySystemSwitches));
            view! {
                <Panel id="feature" title=words.said(P::Subscriptions)>
                    <Switch
                        id="organization-subscriptions"
                        label=words.said(P::SubscriptionsFeature)
                        hint=words.said(P::SubscriptionsFeatureHint)
                        checked=feature
                        why=Signal::stored(why)
                        on_change=move |on| draft.change(|it| it.organization_subscriptions = on)
                    />
                    {move || {
                        is_ending()
                            .then(|| {
                                view! {
                                    <Note tone=Some(Tone::Yellow) glyph=Glyph::Warning alert=true>
                                        {words.speech().ends_subscriptions(ending)}
                                    </Note>
                                }
                            })
                    }}
                </Panel>
            }
            .into_any()
        }
    };
    let may_save = if is_suborganization {
        keys.configure
    } else {
        keys.switch_subscriptions
    };
    view! {
        {body}
        {may_save.then(|| view! { <SaveBar draft /> })}
    }
}
