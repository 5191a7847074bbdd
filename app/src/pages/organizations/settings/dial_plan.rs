//! Section `dial_plan`: the dial plan of a site, its defaults and the ranges it routes.
//!
//! One form, which works without scripts too: then the browser sends it as it is, and the server reads it by the same
//! names. Fields are judged while one types; what only the other sites of the customer tell, saving says.

use super::Subject;
use super::draft::{Draft, Row, Values, kept, row};
use super::pieces::{ReadOnly, SaveBar};
use crate::api::organizations::SettingsPage;
use crate::api::organizations::dial_plan::{DialPlanSettings, SiteForm, field};
use crate::components::{FieldVerdict, Judgement};
use crate::routes;
use crate::ui::{Field, Glyph, Icon, Note, Panel, Tone};
use crate::words::{OfficePhrase, PhonePhrase as P, RefusalPhrase, Words, capitalized, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::telephony::DialPlan;
use rehome_domain::telephony::place::SITE_DEFAULTS;
use rehome_domain::telephony::setup::{self, SetupFault};
use serde_json::{Map, Value};

fn stored(page: &SettingsPage) -> Option<&DialPlanSettings> {
    page.organization.settings.as_ref()?.dial_plan.as_ref()
}

fn cooling(value: Option<bool>, words: Words) -> String {
    words.said(match value {
        None => P::AsAbove,
        Some(true) => P::Yes,
        Some(false) => P::No,
    })
}

impl Values for SiteForm {
    fn of(page: &SettingsPage) -> (i64, Self) {
        stored(page).map_or_else(|| (0, Self::default()), |it| (it.revision, it.form.clone()))
    }

    fn change(&self, draft: &Self) -> Map<String, Value> {
        Self::change(self, draft)
    }

    fn rebased(&self, draft: &Self, now: &Self) -> Self {
        let keys = self.defaults.keys().chain(draft.defaults.keys());
        let keys = keys.chain(now.defaults.keys()).cloned();
        let default = |key: String| {
            let of = |form: &Self| form.default_of(&key);
            let value = kept(&of(self), &of(draft), &of(now));
            (key, value)
        };
        Self {
            country: kept(&self.country, &draft.country, &now.country),
            device_list: kept(&self.device_list, &draft.device_list, &now.device_list),
            dial_plan: kept(&self.dial_plan, &draft.dial_plan, &now.dial_plan),
            slc: kept(&self.slc, &draft.slc, &now.slc),
            extension_length: kept(
                &self.extension_length,
                &draft.extension_length,
                &now.extension_length,
            ),
            internal_code: kept(
                &self.internal_code,
                &draft.internal_code,
                &now.internal_code,
            ),
            cooling: kept(&self.cooling, &draft.cooling, &now.cooling),
            defaults: keys.map(default).collect(),
            custom: kept(&self.custom, &draft.custom, &now.custom),
            ranges: kept(&self.ranges, &draft.ranges, &now.ranges),
        }
    }

    fn difference(&self, draft: &Self, now: &Self, _page: &SettingsPage, words: Words) -> Vec<Row> {
        let text = |label: String, of: fn(&Self) -> &String| {
            row(label, (of(self), of(draft), of(now)), Clone::clone)
        };
        let defaults = SITE_DEFAULTS.into_iter().filter_map(|key| {
            let values = [self, draft, now].map(|form| form.default_of(key));
            let [before, typed, there] = &values;
            let label = capitalized(&words.speech().phone_value(key));
            row(label, (before, typed, there), Clone::clone)
        });
        let plan = |plan: &DialPlan| words.said(P::from(*plan));
        let plans = (&self.dial_plan, &draft.dial_plan, &now.dial_plan);
        let cools = (&self.cooling, &draft.cooling, &now.cooling);
        [
            text(words.said(P::Country), |it| &it.country),
            row(words.said(P::DialPlan), plans, plan),
            text(words.said(P::LocationCode), |it| &it.slc),
            text(words.said(P::ExtensionLength), |it| &it.extension_length),
            text(words.said(P::DeviceList), |it| &it.device_list),
            text(words.said(P::InternalCode), |it| &it.internal_code),
            row(words.said(P::CoolingDown), cools, |it| cooling(*it, words)),
            text(words.said(P::OwnDefaults), |it| &it.custom),
            text(words.said(P::Routing), |it| &it.ranges),
        ]
        .into_iter()
        .flatten()
        .chain(defaults)
        .collect()
    }
}

/// What a site is set to, in short.
pub(super) fn summary(settings: &DialPlanSettings, words: Words) -> Vec<(&'static str, String)> {
    let form = &settings.form;
    let shown = |text: &str| if text.is_empty() { "–" } else { text }.to_owned();
    vec![
        (words.say(P::DialPlan), words.said(P::from(form.dial_plan))),
        (words.say(P::LocationCode), shown(&form.slc)),
        (words.say(P::Country), shown(&form.country)),
        (words.say(P::DeviceList), shown(&form.device_list)),
    ]
}

/// What the customer's type of dial plan is called.
fn of_customer(kind: Option<u8>) -> P {
    match kind {
        None => P::CustomerPlanNone,
        Some(4) => P::CustomerPlanFlat,
        Some(_) => P::CustomerPlanCodes,
    }
}

/// The form while it is filled in.
#[derive(Clone, Copy)]
struct Filling {
    draft: Draft<SiteForm>,
    faults: Memo<Vec<SetupFault>>,
    may: bool,
}

impl Filling {
    /// What is said at a field.
    fn judged(self, name: String, words: Words) -> Signal<Judgement> {
        Signal::derive(move || {
            let code = self.faults.with(|faults| {
                let at = |it: &&SetupFault| match name.as_str() {
                    field::CUSTOM => it.field.contains('.') || it.code == "unknown-site-default",
                    name => it.field == name,
                };
                faults.iter().find(at).map(|it| it.code)
            });
            code.map_or(Judgement::Silent, |code| {
                let phrase = RefusalPhrase::of_code(code).unwrap_or(RefusalPhrase::Refused);
                Judgement::Refuses(words.said(phrase))
            })
        })
    }
}

/// A line of the form.
#[component]
fn Line(
    filling: Filling,
    /// The name in the form.
    name: String,
    /// What faults of it are told by.
    fault: String,
    /// What it is.
    label: String,
    /// What helps to fill it in.
    #[prop(optional_no_strip)]
    hint: Option<String>,
    /// What is typed.
    get: Signal<String>,
    /// Who takes what is typed.
    set: Callback<String>,
) -> impl IntoView {
    let words = use_words();
    let id = format!("site-{name}");
    let (verdict, hint_id) = (format!("{id}-verdict"), format!("{id}-hint"));
    let described = format!("{verdict} {hint_id}");
    let judgement = filling.judged(fault, words);
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {label}
            </label>
            <input
                class="input"
                id=id
                name=name
                type="text"
                dir="auto"
                autocomplete="off"
                spellcheck="false"
                disabled=!filling.may
                aria-describedby=described
                aria-invalid=move || judgement.with(Judgement::refuses).then_some("true")
                value=get.get_untracked()
                prop:value=move || get.get()
                on:input=move |event| set.run(event_target_value(&event))
            />
            <FieldVerdict id=verdict judgement />
            <span class="field-hint" id=hint_id>
                {hint}
            </span>
        </div>
    }
}

/// Several lines of the form.
#[component]
fn Lines(
    filling: Filling,
    /// The name in the form, and what faults of it are told by.
    name: &'static str,
    /// The id of the field.
    id: &'static str,
    label: String,
    hint: String,
    get: Signal<String>,
    set: Callback<String>,
) -> impl IntoView {
    let words = use_words();
    let judgement = filling.judged(name.to_owned(), words);
    view! {
        <Field id label hint=Some(hint)>
            <textarea
                class="input"
                id=id
                name=name
                rows="4"
                dir="auto"
                spellcheck="false"
                disabled=!filling.may
                aria-describedby=format!("{id}-verdict {id}-hint")
                aria-invalid=move || judgement.with(Judgement::refuses).then_some("true")
                prop:value=move || get.get()
                on:input=move |event| set.run(event_target_value(&event))
            >
                {get.get_untracked()}
            </textarea>
            <FieldVerdict id=format!("{id}-verdict") judgement />
        </Field>
    }
}

/// A choice of the form.
#[component]
fn Choose(
    filling: Filling,
    /// The name in the form, and what faults of it are told by.
    name: &'static str,
    /// The id of the field.
    id: &'static str,
    label: String,
    /// The values with what they are called.
    options: Vec<(&'static str, String)>,
    get: Signal<String>,
    set: Callback<String>,
) -> impl IntoView {
    let words = use_words();
    let judgement = filling.judged(name.to_owned(), words);
    let first = get.get_untracked();
    view! {
        <Field id label>
            <span class="select">
                <select
                    id=id
                    name=name
                    disabled=!filling.may
                    aria-describedby=format!("{id}-verdict")
                    prop:value=move || get.get()
                    on:change=move |event| set.run(event_target_value(&event))
                >
                    {options
                        .into_iter()
                        .map(|(value, said)| {
                            view! {
                                <option value=value selected=value == first>
                                    {said}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
                <Icon glyph=Glyph::Down />
            </span>
            <FieldVerdict id=format!("{id}-verdict") judgement />
        </Field>
    }
}

fn cooling_word(value: Option<bool>) -> &'static str {
    match value {
        None => "",
        Some(true) => "yes",
        Some(false) => "no",
    }
}

/// What became of a form that was sent without scripts.
#[component]
fn Told() -> impl IntoView {
    let words = use_words();
    let told = use_query_map().with_untracked(|query| query.get(field::TOLD))?;
    let (tone, glyph, text) = match RefusalPhrase::of_code(&told) {
        _ if told == field::SAVED => (Tone::Green, Glyph::Works, words.said(OfficePhrase::Saved)),
        Some(phrase) => (Tone::Red, Glyph::Blocker, words.said(phrase)),
        None => {
            let text = words.said(OfficePhrase::ChangedMeanwhile);
            (Tone::Red, Glyph::Blocker, text)
        }
    };
    Some(view! {
        <Note tone=Some(tone) glyph alert=true>
            {text}
        </Note>
    })
}

/// The section.
#[component]
pub(super) fn DialPlanForm(acting_in: OrganizationCode, page: SettingsPage) -> impl IntoView {
    let words = use_words();
    let may = page.organization.keys.configure;
    let code = page.organization.code.clone();
    let customer = stored(&page).and_then(|it| it.of_customer);
    let office = acting_in.to_string();
    let draft = Draft::<SiteForm>::new(acting_in, Subject::DialPlan, page, words);
    let faults = Memo::new(move |_| draft.draft.with(|it| setup::judge(&it.setup(), customer)));
    let filling = Filling { draft, faults, may };
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if draft.changes() > 0 {
            draft.save.dispatch(());
        }
    };
    let revision = move || draft.page.with(|page| SiteForm::of(page).0.to_string());
    let plan = words.said(of_customer(customer));
    view! {
        <Told />
        <form class="stack" data-gap="wide" method="post" action=routes::dial_plan_form(&code) on:submit=send>
            <input type="hidden" name=field::ACTING_IN value=office />
            <input type="hidden" name=field::REVISION value=revision() prop:value=revision />
            <Panel id="dial-plan" title=words.said(P::DialPlan)>
                <ReadOnly label=words.said(P::CustomerPlan) value=plan />
                <Site filling />
            </Panel>
            <Panel id="site-defaults" title=words.said(P::Defaults)>
                <Defaults filling />
            </Panel>
            <Panel id="site-ranges" title=words.said(P::Routing)>
                <Lines
                    filling
                    name=field::RANGES
                    id="site-ranges-field"
                    label=words.said(P::Routing)
                    hint=words.said(P::RangesHint)
                    get=draft.get(|it| it.ranges.clone())
                    set=Callback::new(move |text| draft.change(|it| it.ranges = text))
                />
            </Panel>
            {may
                .then(|| {
                    view! {
                        <noscript>
                            <button class="button" data-look="primary" type="submit">
                                {words.say(OfficePhrase::Save)}
                            </button>
                        </noscript>
                        <SaveBar draft />
                    }
                })}
        </form>
    }
}

/// The site's own fields.
#[component]
fn Site(filling: Filling) -> impl IntoView {
    let words = use_words();
    let draft = filling.draft;
    let line = move |name: &'static str,
                     label: P,
                     hint: Option<P>,
                     get: fn(&SiteForm) -> &String,
                     set: fn(&mut SiteForm) -> &mut String| {
        view! {
            <Line
                filling
                name=name.to_owned()
                fault=name.to_owned()
                label=words.said(label)
                hint=hint.map(|hint| words.said(hint))
                get=draft.get(move |it| get(it).clone())
                set=Callback::new(move |text| draft.change(|it| *set(it) = text))
            />
        }
    };
    let plans = DialPlan::ALL.map(|plan| (plan.as_str(), words.said(P::from(plan))));
    let cools = [None, Some(true), Some(false)].map(|it| (cooling_word(it), cooling(it, words)));
    let set_plan = move |value: String| {
        let plan = DialPlan::ALL.into_iter().find(|it| it.as_str() == value);
        draft.change(|it| it.dial_plan = plan.unwrap_or_default());
    };
    let set_cooling = move |value: String| {
        let all = [None, Some(true), Some(false)].into_iter();
        let chosen = all.clone().find(|it| cooling_word(*it) == value);
        draft.change(|it| it.cooling = chosen.flatten());
    };
    view! {
        <div class="form-grid">
            <Choose
                filling
                name=field::DIAL_PLAN
                id="site-dial-plan"
                label=words.said(P::DialPlan)
                options=plans.to_vec()
                get=draft.get(|it| it.dial_plan.as_str().to_owned())
                set=Callback::new(set_plan)
            />
            {line(field::SLC, P::LocationCode, None, |it| &it.slc, |it| &mut it.slc)}
            {line(
                field::EXTENSION_LENGTH,
                P::ExtensionLength,
                None,
                |it| &it.extension_length,
                |it| &mut it.extension_length,
            )}
            {line(field::COUNTRY, P::Country, Some(P::CountryHint), |it| &it.country, |it| &mut it.country)}
            {line(
                field::DEVICE_LIST,
                P::DeviceList,
                Some(P::DeviceListHint),
                |it| &it.device_list,
                |it| &mut it.device_list,
            )}
            {line(field::INTERNAL_CODE, P::InternalCode, None, |it| &it.internal_code, |it| &mut it.internal_code)}
            <Choose
                filling
                name=field::COOLING
                id="site-cooling"
                label=words.said(P::CoolingDown)
                options=cools.to_vec()
                get=draft.get(|it| cooling_word(it.cooling).to_owned())
                set=Callback::new(set_cooling)
            />
        </div>
    }
}

/// The defaults: those every installation knows, and its own.
#[component]
fn Defaults(filling: Filling) -> impl IntoView {
    let words = use_words();
    let draft = filling.draft;
    let known = SITE_DEFAULTS.into_iter().map(|key| {
        let set = move |text| {
            draft.change(|it| {
                it.defaults.insert(key.to_owned(), text);
            });
        };
        view! {
            <Line
                filling
                name=format!("{}{key}", field::DEFAULT)
                fault=key.to_owned()
                label=capitalized(&words.speech().phone_value(key))
                get=draft.get(move |it| it.default_of(key))
                set=Callback::new(set)
            />
        }
    });
    view! {
        <div class="form-grid">{known.collect_view()}</div>
        <Lines
            filling
            name=field::CUSTOM
            id="site-custom"
            label=words.said(P::OwnDefaults)
            hint=words.said(P::OwnDefaultsHint)
            get=draft.get(|it| it.custom.clone())
            set=Callback::new(move |text| draft.change(|it| it.custom = text))
        />
    }
}
