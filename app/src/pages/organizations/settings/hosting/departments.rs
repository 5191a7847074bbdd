//! Section `departments`: departments and offices, which the organization keeps itself, and how people stand in the
//! outside directory, which is decided from above.

use super::hosting_of;
use super::values::{Lines, values};
use crate::api::organizations::SettingsPage;
use crate::api::organizations::hosting::HostingSettings;
use crate::pages::organizations::settings::Subject;
use crate::pages::organizations::settings::draft::Draft;
use crate::pages::organizations::settings::pieces::{ReadOnly, SaveBar};
use crate::ui::{Field, Glyph, Icon, Panel};
use crate::words::{HostingPhrase as H, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::Structure;
use rehome_domain::ids::OrganizationCode;

values! { UnitValues of read;
    departments: Lines = H::DepartmentNames;
    offices: Lines = H::OfficeNames;
    structure: Structure = H::Structure;
}

fn read(hosting: &HostingSettings) -> UnitValues {
    UnitValues {
        departments: Lines::of(hosting.departments.iter().map(|(name, _)| &**name)),
        offices: Lines::of(hosting.offices.iter().map(|(name, _)| &**name)),
        structure: hosting.structure,
    }
}

const STRUCTURES: [Structure; 5] = [
    Structure::Ungrouped,
    Structure::Department,
    Structure::Office,
    Structure::DepartmentThenOffice,
    Structure::OfficeThenDepartment,
];

/// The section.
#[component]
pub(in crate::pages::organizations::settings) fn Departments(
    acting_in: OrganizationCode,
    page: SettingsPage,
) -> impl IntoView {
    let words = use_words();
    let keys = page.organization.keys;
    let in_use: Vec<(String, u64)> = hosting_of(&page)
        .map(|hosting| {
            let units = hosting.departments.iter().chain(&hosting.offices);
            let used = units.filter(|(_, people)| *people > 0);
            used.map(|(name, people)| (name.to_string(), *people))
                .collect()
        })
        .unwrap_or_default();
    let draft = Draft::<UnitValues>::new(acting_in, Subject::Departments, page, words);
    let lines = move |id: &'static str,
                      label: H,
                      get: fn(&UnitValues) -> &Lines,
                      set: fn(&mut UnitValues) -> &mut Lines| {
        let value = draft.get(move |it| get(it).0.clone());
        view! {
            <Field id label=words.said(label) hint=Some(words.said(H::OneEachLine))>
                <textarea
                    class="input"
                    id=id
                    rows="6"
                    disabled=!keys.configure
                    prop:value=move || value.get()
                    aria-describedby=format!("{id}-hint")
                    on:input=move |event| draft.change(|it| set(it).0 = event_target_value(&event))
                >
                    {value.get_untracked()}
                </textarea>
            </Field>
        }
    };
    let chosen = draft.get(|it| it.structure);
    let structure = move || {
        if !keys.decide {
            let value = words.said(H::from(chosen.get()));
            return view! { <ReadOnly label=words.said(H::Structure) value /> }.into_any();
        }
        let first = chosen.get_untracked();
        view! {
            <Field id="structure" label=words.said(H::Structure)>
                <span class="select">
                    <select
                        id="structure"
                        on:change=move |event| {
                            let at = event_target_value(&event).parse::<usize>().ok();
                            if let Some(structure) = at.and_then(|at| STRUCTURES.get(at)) {
                                draft.change(|it| it.structure = *structure);
                            }
                        }
                    >
                        {STRUCTURES
                            .into_iter()
                            .enumerate()
                            .map(|(at, structure)| {
                                view! {
                                    <option value=at.to_string() selected=structure == first>
                                        {words.say(H::from(structure))}
                                    </option>
                                }
                            })
                            .collect_view()}
                    </select>
                    <Icon glyph=Glyph::Down />
                </span>
            </Field>
        }
        .into_any()
    };
    view! {
        <Panel id="departments" title=words.said(H::Departments)>
            <div class="form-grid">
                {lines("department-names", H::DepartmentNames, |it| &it.departments, |it| &mut it.departments)}
                {lines("office-names", H::OfficeNames, |it| &it.offices, |it| &mut it.offices)}
            </div>
            {(!in_use.is_empty())
                .then(|| {
                    view! {
                        <dl class="facts" aria-label=words.say(H::PeopleHaveIt)>
                            {in_use
                                .into_iter()
                                .map(|(name, people)| {
                                    view! {
                                        <dt>
                                            <bdi>{name}</bdi>
                                        </dt>
                                        <dd>{words.speech().people(people, false)}</dd>
                                    }
                                })
                                .collect_view()}
                        </dl>
                    }
                })}
            {structure()}
        </Panel>
        {keys.configure.then(|| view! { <SaveBar draft /> })}
    }
}
