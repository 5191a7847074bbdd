//! Section `account`: plan, seats, storage, billing, sign-in, dropzones and profiles, by plain forms that work without
//! scripts.

use super::pieces::ReadOnly;
use crate::api::organizations::SettingsPage;
use crate::api::organizations::account::{AccountSettings, ProfileRow};
use crate::routes::{self, account_field as f};
use crate::ui::{Field, Glyph, Icon, Note, Panel, Tone};
use crate::words::{
    AccountSettingPhrase as P, OfficePhrase, RefusalPhrase, Words, profile_told, use_words,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rehome_domain::content::{AccountPlan, ProfileKind, SignIn};
use rehome_domain::ids::{OrganizationCode, ProfileId};

fn plan(plan: Option<AccountPlan>) -> P {
    match plan {
        None => P::PlanNone,
        Some(AccountPlan::Standard) => P::PlanStandard,
        Some(AccountPlan::Premium) => P::PlanPremium,
    }
}

fn sign_in(way: Option<SignIn>) -> P {
    match way {
        None => P::SignInAsHub,
        Some(SignIn::Password) => P::SignInPassword,
        Some(SignIn::Sso) => P::SignInSso,
        Some(SignIn::SsoRequired) => P::SignInSsoRequired,
    }
}

/// What the account is set to, in short.
pub(super) fn summary(account: &AccountSettings, words: Words) -> Vec<(&'static str, String)> {
    let limit = |limit: Option<String>| limit.unwrap_or_else(|| "–".to_owned());
    let seats = account.seats.map(|it| words.number(u64::from(it)));
    vec![
        (words.say(P::Plan), words.said(plan(account.plan))),
        (
            words.say(P::SeatsTaken),
            format!(
                "{} / {}",
                words.number(u64::from(account.seats_taken)),
                limit(seats)
            ),
        ),
        (words.say(P::Stored), words.bytes(account.bytes_stored)),
        (
            words.say(P::Profiles),
            words.number(account.profiles.len() as u64),
        ),
    ]
}

/// The hidden fields of every form here.
#[component]
fn Hidden(acting_in: OrganizationCode, revision: i64) -> impl IntoView {
    view! {
        <input type="hidden" name=f::ACTING_IN value=acting_in.to_string() />
        <input type="hidden" name=f::REVISION value=revision.to_string() />
    }
}

/// A choice in a plain form.
#[component]
fn Choice(
    id: &'static str,
    name: &'static str,
    chosen: &'static str,
    options: Vec<(&'static str, String)>,
) -> impl IntoView {
    view! {
        <span class="select">
            <select id=id name=name>
                {options
                    .into_iter()
                    .map(|(value, text)| view! { <option value=value selected=value == chosen>{text}</option> })
                    .collect_view()}
            </select>
            <Icon glyph=Glyph::Down />
        </span>
    }
}

/// The section.
#[component]
pub(super) fn AccountSection(acting_in: OrganizationCode, page: SettingsPage) -> impl IntoView {
    let words = use_words();
    let organization = page.organization;
    let may = organization.keys.configure;
    let action = routes::organization_account(&organization.code);
    let settings = organization.settings;
    let Some(account) = settings.and_then(|settings| settings.account) else {
        return ().into_any();
    };
    let revision = account.revision;
    let (here, there) = (acting_in.clone(), acting_in.clone());
    let profiles: Vec<ProfileRow> = account.profiles.clone();
    let own = profiles.iter().filter(|it| !it.built_in && it.may_give);
    let own = own.map(|it| {
        view! { <ProfileForm acting_in=here.clone() revision action=action.clone() profile=it.clone() /> }
    });
    let own = own.collect_view();
    let for_new = action.clone();
    view! {
        <Told />
        <Panel id="account" title=words.said(P::Title)>
            <p class="field-hint">{words.say(P::Lead)}</p>
            <Bought account=account.clone() acting_in revision action may />
        </Panel>
        <Panel id="profiles" title=words.said(P::Profiles)>
            <Profiles profiles />
            {may.then_some(own)}
            {may.then(|| view! { <NewProfile acting_in=there revision action=for_new /> })}
        </Panel>
    }
    .into_any()
}

/// What became of the form before.
#[component]
fn Told() -> impl IntoView {
    let words = use_words();
    let told = use_query_map().with_untracked(|query| query.get(f::TOLD));
    told.map(|told| {
        let (tone, glyph, text) = if told == f::SAVED {
            (Tone::Green, Glyph::Works, words.said(P::Saved))
        } else {
            let phrase = RefusalPhrase::of_code(&told);
            let text = phrase.map_or_else(
                || words.said(OfficePhrase::ChangedMeanwhile),
                |phrase| words.said(phrase),
            );
            (Tone::Red, Glyph::Blocker, text)
        };
        view! {
            <Note tone=Some(tone) glyph alert=true>
                {text}
            </Note>
        }
    })
}

#[component]
fn Bought(
    account: AccountSettings,
    acting_in: OrganizationCode,
    revision: i64,
    action: String,
    may: bool,
) -> impl IntoView {
    let words = use_words();
    let bills = may && account.may_bill;
    let taken = words.number(u64::from(account.seats_taken));
    let contact = account.billing_contact.clone();
    let plans = std::iter::once((f::NONE, words.said(P::PlanNone)));
    let plans = plans.chain(AccountPlan::ALL.map(|it| (it.as_str(), words.said(plan(Some(it))))));
    let ways = [SignIn::Password, SignIn::Sso, SignIn::SsoRequired];
    let ways = ways.map(|it| (it.as_str(), words.said(sign_in(Some(it)))));
    let ways = std::iter::once((f::NONE, words.said(P::SignInAsHub))).chain(ways);
    let number = |value: Option<u64>| value.map(|it| it.to_string()).unwrap_or_default();
    let billing = if bills {
        view! {
            <input type="hidden" name=f::BILLING value="1" />
            <Field id="account-plan" label=words.said(P::Plan)>
                <Choice id="account-plan" name=f::PLAN chosen=account.plan.map_or(f::NONE, AccountPlan::as_str) options=plans.collect() />
            </Field>
            <Field id="account-seats" label=words.said(P::Seats) hint=Some(words.said(P::NoLimit))>
                <input
                    class="input"
                    id="account-seats"
                    name=f::SEATS
                    type="number"
                    min="0"
                    inputmode="numeric"
                    aria-describedby="account-seats-hint"
                    value=number(account.seats.map(u64::from))
                />
            </Field>
            <Field id="account-storage" label=words.said(P::Storage) hint=Some(words.said(P::NoLimit))>
                <input
                    class="input"
                    id="account-storage"
                    name=f::STORAGE
                    type="number"
                    min="0"
                    inputmode="numeric"
                    aria-describedby="account-storage-hint"
                    value=number(account.storage_bytes)
                />
            </Field>
            <Field id="account-contact" label=words.said(P::BillingContact) hint=Some(words.said(P::BillingContactHint))>
                <input
                    class="input"
                    id="account-contact"
                    name=f::CONTACT
                    autocomplete="off"
                    aria-describedby="account-contact-hint"
                    value=contact.map(|(id, _)| id.to_string()).unwrap_or_default()
                />
            </Field>
        }
        .into_any()
    } else {
        let limit = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
        view! {
            <ReadOnly label=words.said(P::Plan) value=words.said(plan(account.plan)) />
            <ReadOnly label=words.said(P::Seats) value=limit(account.seats.map(|it| words.number(u64::from(it)))) />
            <ReadOnly label=words.said(P::Storage) value=limit(account.storage_bytes.map(|it| words.bytes(it))) />
            <ReadOnly label=words.said(P::BillingContact) value=limit(contact.map(|(_, name)| name.to_string())) />
            <p class="why">{words.say(P::BillingElsewhere)}</p>
        }
        .into_any()
    };
    let way = account.sign_in.map_or(f::NONE, SignIn::as_str);
    let dropzones = account.dropzones.into_iter().map(|(id, owner, _)| {
        let field = format!("{}{id}", f::DROPZONE);
        view! {
            <label class="field">
                <span class="field-label">
                    <bdi>{id.to_string()}</bdi>
                    " · "
                    {words.say(P::DropzoneOwner)}
                </span>
                <input class="input" name=field autocomplete="off" required value=owner.to_string() />
            </label>
        }
    });
    let dropzones: Vec<_> = dropzones.collect();
    let has_dropzones = !dropzones.is_empty();
    view! {
        <ReadOnly label=words.said(P::SeatsTaken) value=taken />
        <ReadOnly label=words.said(P::Stored) value=words.bytes(account.bytes_stored) />
        <ReadOnly label=words.said(P::Expected) value=words.bytes(account.bytes_expected) />
        <form class="stack" method="post" action=action>
            <Hidden acting_in revision />
            {billing}
            <fieldset class="choices" disabled=!may>
                <Field id="account-sign-in" label=words.said(P::SignIn)>
                    <Choice id="account-sign-in" name=f::SIGN_IN chosen=way options=ways.collect() />
                </Field>
                {has_dropzones.then(|| view! { <h3>{words.say(P::Dropzones)}</h3> })}
                {dropzones}
            </fieldset>
            {may
                .then(|| {
                    view! {
                        <div class="row">
                            <button class="button" data-look="primary" type="submit">
                                {words.say(OfficePhrase::Save)}
                            </button>
                        </div>
                    }
                })}
        </form>
    }
}

/// The profiles there are.
#[component]
fn Profiles(profiles: Vec<ProfileRow>) -> impl IntoView {
    let words = use_words();
    let yes = move |is_so: bool| {
        words.say(if is_so {
            OfficePhrase::Yes
        } else {
            OfficePhrase::No
        })
    };
    let rows = profiles.into_iter().map(move |it| {
        let name = profile_told(&it.id, it.name.as_deref(), words.language);
        let like = if it.built_in {
            words.said(P::BuiltIn)
        } else {
            profile_told(&ProfileId::from(it.like), None, words.language)
        };
        view! {
            <tr>
                <th scope="row">
                    <bdi>{name}</bdi>
                </th>
                <td data-label=words.say(P::LikeProfile)>{like}</td>
                <td data-label=words.say(P::Enabled)>{yes(it.enabled)}</td>
                <td data-label=words.say(P::Holders)>{words.number(it.people)}</td>
            </tr>
        }
    });
    view! {
        <div class="table-box">
            <table class="table" data-stack="">
                <caption class="visually-hidden">{words.say(P::Profiles)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.say(P::ProfileName)}</th>
                        <th scope="col">{words.say(P::LikeProfile)}</th>
                        <th scope="col">{words.say(P::Enabled)}</th>
                        <th scope="col">{words.say(P::Holders)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Tick(name: &'static str, label: P, checked: bool) -> impl IntoView {
    let words = use_words();
    view! {
        <label class="row">
            <input type="checkbox" name=name value="1" checked=checked />
            <span>{words.say(label)}</span>
        </label>
    }
}

/// A profile that the account made, to change or take out. What it may do with things stays as it is.
#[component]
fn ProfileForm(
    acting_in: OrganizationCode,
    revision: i64,
    action: String,
    profile: ProfileRow,
) -> impl IntoView {
    let words = use_words();
    let name = profile_told(&profile.id, profile.name.as_deref(), words.language);
    let administers = profile.like.administers();
    view! {
        <details>
            <summary>
                <bdi>{name}</bdi>
            </summary>
            <form class="stack" data-gap="small" method="post" action=action>
                <Hidden acting_in revision />
                <input type="hidden" name=f::PROFILE value=profile.id.to_string() />
                <input type="hidden" name=f::LIKE value=profile.like.as_str() />
                <label class="field">
                    <span class="field-label">{words.say(P::ProfileName)}</span>
                    <input class="input" name=f::NAME maxlength="200" value=profile.name.as_deref().unwrap_or_default().to_owned() />
                </label>
                <Tick name=f::ENABLED label=P::Enabled checked=profile.enabled />
                {administers
                    .then(|| {
                        view! {
                            <Tick name=f::MANAGE label=P::ManageUsers checked=profile.manage_users />
                            <Tick name=f::MOVE label=P::MoveUsers checked=profile.move_users />
                        }
                    })}
                <div class="row">
                    <button class="button" type="submit">
                        {words.say(OfficePhrase::Save)}
                    </button>
                    {(profile.people == 0)
                        .then(|| {
                            view! {
                                <button class="button" type="submit" name=f::REMOVE value="1">
                                    {words.say(P::RemoveProfile)}
                                </button>
                            }
                        })}
                </div>
            </form>
        </details>
    }
}

#[component]
fn NewProfile(acting_in: OrganizationCode, revision: i64, action: String) -> impl IntoView {
    let words = use_words();
    let kinds = ProfileKind::ALL.into_iter();
    let kinds = kinds.map(move |kind| {
        let told = profile_told(&ProfileId::from(kind), None, words.language);
        (kind.as_str(), told)
    });
    view! {
        <details>
            <summary>{words.say(P::NewProfile)}</summary>
            <form class="stack" data-gap="small" method="post" action=action>
                <Hidden acting_in revision />
                <input type="hidden" name=f::ENABLED value="1" />
                <Field id="profile-id" label=words.said(P::ProfileId)>
                    <input class="input code" id="profile-id" name=f::PROFILE required maxlength="80" autocomplete="off" />
                </Field>
                <Field id="profile-name" label=words.said(P::ProfileName)>
                    <input class="input" id="profile-name" name=f::NAME maxlength="200" autocomplete="off" />
                </Field>
                <Field id="profile-like" label=words.said(P::LikeProfile)>
                    <Choice id="profile-like" name=f::LIKE chosen=ProfileKind::Manager.as_str() options=kinds.collect() />
                </Field>
                <div class="row">
                    <button class="button" type="submit">
                        {words.say(P::NewProfile)}
                    </button>
                </div>
            </form>
        </details>
    }
}
