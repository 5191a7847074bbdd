//! Section `domains`: the mail domains, which is the primary one, how mail is taken in, and who else uses them.

use super::{DecidedAbove, hosting_of};
use crate::api::organizations::SettingsPage;
use crate::pages::organizations::settings::Subject;
use crate::pages::organizations::settings::draft::{Draft, Row, Values, kept};
use crate::pages::organizations::settings::pieces::SaveBar;
use crate::ui::{
    Badge, Button, ButtonKind, Column, Field, Glyph, Head, Icon, Panel, TableBox, Tone,
};
use crate::words::{HostingPhrase as H, Words, use_words};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rehome_domain::hosting::DomainMode;
use rehome_domain::ids::OrganizationCode;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What a domain is to be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Domain {
    primary: bool,
    mode: DomainMode,
    shared: bool,
}

/// The domains by name.
#[derive(Clone, Debug, Default, PartialEq)]
struct DomainValues(BTreeMap<String, Domain>);

impl Values for DomainValues {
    fn of(page: &SettingsPage) -> (i64, Self) {
        hosting_of(page).map_or_else(
            || (0, Self::default()),
            |hosting| {
                let domains = hosting.domains.iter().map(|it| {
                    let domain = Domain {
                        primary: it.primary,
                        mode: it.mode,
                        shared: it.shared,
                    };
                    (it.name.to_string(), domain)
                });
                (hosting.revision, Self(domains.collect()))
            },
        )
    }

    fn change(&self, draft: &Self) -> Map<String, Value> {
        let mut set = Map::new();
        for (name, domain) in &draft.0 {
            let before = self.0.get(name);
            if before == Some(domain) {
                continue;
            }
            let mut fields = Map::new();
            if before.is_none_or(|before| before.mode != domain.mode) {
                fields.insert("mode".to_owned(), json!(domain.mode));
            }
            if before.is_none_or(|before| before.shared != domain.shared) {
                fields.insert("shared".to_owned(), json!(domain.shared));
            }
            // WHY only where it is: naming another takes the mark from the former one.
            if domain.primary && before.is_none_or(|before| !before.primary) {
                fields.insert("primary".to_owned(), json!(true));
            }
            if before.is_none() || !fields.is_empty() {
                set.insert(name.clone(), Value::Object(fields));
            }
        }
        let gone = self.0.keys().filter(|name| !draft.0.contains_key(*name));
        let remove: Vec<&String> = gone.collect();
        let mut change = Map::new();
        if !set.is_empty() {
            change.insert("set".to_owned(), Value::Object(set));
        }
        if !remove.is_empty() {
            change.insert("remove".to_owned(), json!(remove));
        }
        change
    }

    fn rebased(&self, draft: &Self, now: &Self) -> Self {
        let names = draft.0.keys().chain(now.0.keys());
        let put = |name: &String| {
            let of = |values: &Self| values.0.get(name).copied();
            kept(&of(self), &of(draft), &of(now)).map(|domain| (name.clone(), domain))
        };
        Self(names.filter_map(put).collect())
    }

    fn difference(&self, draft: &Self, now: &Self, _page: &SettingsPage, words: Words) -> Vec<Row> {
        let show = |domain: Option<&Domain>| {
            domain.map_or_else(
                || words.said(H::NotHere),
                |it| {
                    let mut told = vec![words.said(mode(it.mode))];
                    if it.primary {
                        told.push(words.said(H::Primary));
                    }
                    if it.shared {
                        told.push(words.said(H::Shared));
                    }
                    words.list(&told)
                },
            )
        };
        let names: std::collections::BTreeSet<&String> =
            self.0.keys().chain(now.0.keys()).collect();
        names
            .into_iter()
            .filter(|name| self.0.get(*name) != now.0.get(*name))
            .map(|name| {
                let (before, typed) = (self.0.get(name), draft.0.get(name));
                let yours = (typed != before).then(|| show(typed));
                (name.clone(), show(before), show(now.0.get(name)), yours)
            })
            .collect()
    }

    fn changes(&self, draft: &Self) -> usize {
        let names: std::collections::BTreeSet<&String> =
            self.0.keys().chain(draft.0.keys()).collect();
        let changed = |name: &&String| self.0.get(*name) != draft.0.get(*name);
        names.into_iter().filter(changed).count()
    }
}

fn mode(mode: DomainMode) -> H {
    match mode {
        DomainMode::Authoritative => H::Authoritative,
        DomainMode::Relay => H::Relay,
    }
}

/// The section.
#[component]
pub(in crate::pages::organizations::settings) fn Domains(
    acting_in: OrganizationCode,
    page: SettingsPage,
) -> impl IntoView {
    let words = use_words();
    let may = page.organization.keys.decide;
    let draft = Draft::<DomainValues>::new(acting_in, Subject::Domains, page, words);
    let typed = RwSignal::new(String::new());
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let name = typed.get_untracked().trim().to_ascii_lowercase();
        if name.is_empty() {
            return;
        }
        draft.change(|it| {
            let primary = it.0.is_empty();
            it.0.entry(name).or_insert(Domain {
                primary,
                ..Domain::default()
            });
        });
        typed.set(String::new());
    };
    let in_use = move |name: &str| {
        draft.page.with(|page| {
            let hosting = hosting_of(page)?;
            let row = hosting.domains.iter().find(|it| *it.name == *name)?;
            Some((row.people, row.also_used_by))
        })
    };
    let row = move |name: String| {
        let of = {
            let name = name.clone();
            Signal::derive(move || {
                let domain = draft.draft.with(|it| it.0.get(&name).copied());
                domain.unwrap_or_default()
            })
        };
        let first = of.get_untracked();
        let (people, others) = in_use(&name).unwrap_or_default();
        let change = |change: fn(&mut Domain, bool)| {
            let name = name.clone();
            move |on: bool| {
                let name = name.clone();
                draft.change(move |it| {
                    if let Some(domain) = it.0.get_mut(&name) {
                        change(domain, on);
                    }
                });
            }
        };
        let set_mode = change(|it, relay| {
            it.mode = if relay {
                DomainMode::Relay
            } else {
                DomainMode::Authoritative
            };
        });
        let set_shared = change(|it, on| it.shared = on);
        let own = StoredValue::new(name.clone());
        let make_primary = move |_| {
            let primary = own.get_value();
            draft.change(move |it| {
                for (name, domain) in &mut it.0 {
                    domain.primary = *name == primary;
                }
            });
        };
        let remove = move |_| {
            let gone = own.get_value();
            draft.change(move |it| {
                it.0.remove(&gone);
            });
        };
        let label = |what: H| format!("{}: {name}", words.say(what));
        let named = move || view! { <span class="visually-hidden">": " <bdi>{own.get_value()}</bdi></span> };
        view! {
            <tr>
                <th scope="row">
                    <bdi dir="ltr">{name.clone()}</bdi>
                    " "
                    {move || {
                        of.get().primary.then(|| view! { <Badge tone=Tone::Blue text=words.said(H::Primary) /> })
                    }}
                </th>
                <td data-label=words.say(H::Mode)>
                    <span class="select">
                        <select
                            aria-label=label(H::Mode)
                            disabled=!may
                            on:change=move |event| set_mode(event_target_value(&event) == "relay")
                        >
                            <option value="authoritative" selected=first.mode == DomainMode::Authoritative>
                                {words.say(H::Authoritative)}
                            </option>
                            <option value="relay" selected=first.mode == DomainMode::Relay>
                                {words.say(H::Relay)}
                            </option>
                        </select>
                        <Icon glyph=Glyph::Down />
                    </span>
                </td>
                <td data-label=words.say(H::Shared)>
                    <input
                        type="checkbox"
                        aria-label=label(H::Shared)
                        checked=first.shared
                        prop:checked=move || of.get().shared
                        disabled=!may
                        on:change=move |event| set_shared(event_target_checked(&event))
                    />
                </td>
                <td class="num" data-label=words.say(H::AlsoUsedBy)>
                    {words.number(others)}
                </td>
                <td class="num" data-label=words.say(H::PeopleHaveIt)>
                    {words.number(people)}
                </td>
                <td>
                    {may
                        .then(|| {
                            view! {
                                <span class="row">
                                    {move || {
                                        (!of.get().primary)
                                            .then(|| {
                                                view! {
                                                    <Button on_press=make_primary>
                                                        {words.say(H::MakePrimary)} {named()}
                                                    </Button>
                                                }
                                            })
                                    }}
                                    {if people > 0 {
                                        view! { <span class="muted">{words.say(H::DomainInUse)}</span> }.into_any()
                                    } else {
                                        view! {
                                            <Button on_press=remove>
                                                {words.say(H::Remove)} {named()}
                                            </Button>
                                        }
                                            .into_any()
                                    }}
                                </span>
                            }
                        })}
                </td>
            </tr>
        }
    };
    let names = Memo::new(move |_| {
        draft
            .draft
            .with(|it| it.0.keys().cloned().collect::<Vec<String>>())
    });
    let rows = move || {
        let names = names.get();
        if names.is_empty() {
            return view! {
                <tr>
                    <td colspan="6" class="muted">
                        {words.say(H::NoDomains)}
                    </td>
                </tr>
            }
            .into_any();
        }
        names.into_iter().map(row).collect_view().into_any()
    };
    let heads = view! {
        <Head words=words.said(H::Domain) />
        <Head words=words.said(H::Mode) />
        <Head words=words.said(H::Shared) />
        <Head words=words.said(H::AlsoUsedBy) column=Column::Number />
        <Head words=words.said(H::PeopleHaveIt) column=Column::Number />
        <Head words=words.said(H::Remove) hidden=true />
    }
    .into_any();
    view! {
        {(!may).then(|| view! { <DecidedAbove /> })}
        <Panel id="domains" title=words.said(H::Domains)>
            <TableBox caption=words.said(H::Domains) heads>
                {rows}
            </TableBox>
            {may
                .then(|| {
                    view! {
                        <form class="stack" on:submit=add>
                            <Field id="new-domain" label=words.said(H::AddDomain) hint=Some(words.said(H::AddDomainHint))>
                                <input
                                    class="input"
                                    id="new-domain"
                                    dir="ltr"
                                    autocomplete="off"
                                    autocapitalize="none"
                                    spellcheck="false"
                                    aria-describedby="new-domain-hint"
                                    prop:value=move || typed.get()
                                    on:input=move |event| typed.set(event_target_value(&event))
                                />
                            </Field>
                            <div class="row">
                                <Button kind=ButtonKind::Submit glyph=Glyph::Plus>
                                    {words.say(H::Add)}
                                </Button>
                            </div>
                        </form>
                    }
                })}
        </Panel>
        {may.then(|| view! { <SaveBar draft /> })}
    }
}
