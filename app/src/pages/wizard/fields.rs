//! What mapping and services have in common: the judgement that follows what is typed, findings at their fields, and
//! the summary that leads to them.

use super::judge::Judge;
use super::places::Place;
use super::state::Wizard;
use crate::api::wizard::{FactsView, Step};
use crate::components::told;
use crate::ui::{Glyph, Icon, Prose};
use crate::words::{Names, WizardPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::mapped::Mapped;
use rehome_domain::user_move::{Finding, FindingKind, Judgement, Severity};

/// The fields of somebody on the way to a destination.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// What was chosen.
    pub(super) wizard: Wizard,
    /// What the rules say of it.
    pub(super) judged: RwSignal<Judgement>,
    /// The names in it.
    pub(super) names: StoredValue<Names>,
    /// Whether it follows what is typed.
    is_live: RwSignal<bool>,
}

impl Fields {
    /// Begins with what the server said, and goes on by itself once the module that judges is there.
    pub(super) fn new(wizard: Wizard, facts: FactsView) -> Self {
        let fields = Self {
            wizard,
            judged: RwSignal::new(facts.judgement),
            names: StoredValue::new(facts.names),
            is_live: RwSignal::new(false),
        };
        let judge: StoredValue<Option<Judge>, LocalStorage> = StoredValue::new_local(None);
        Effect::new(move |_| {
            let json = facts.json.clone();
            leptos::task::spawn_local(async move {
                let opened = Judge::open(&json).await;
                let is_open = opened.is_some();
                // WHY: the page may have been left meanwhile.
                if judge.try_set_value(opened).is_none() {
                    let _ = fields.is_live.try_set(is_open);
                }
            });
        });
        Effect::new(move |_| {
            if let (true, Some(request)) = (fields.is_live.get(), wizard.request()) {
                let said = judge.with_value(|judge| judge.as_ref()?.judge(&request));
                if let Some(said) = said {
                    fields.judged.set(said);
                }
            }
        });
        fields
    }

    /// Something of the person at the destination.
    pub(super) fn mapped<T>(self, of: impl FnOnce(&Mapped) -> T) -> Option<T> {
        self.judged.with(|judged| judged.mapped.as_ref().map(of))
    }

    /// The same as it is now, for what does not follow it.
    pub(super) fn now<T>(self, of: impl FnOnce(&Mapped) -> T) -> Option<T> {
        untrack(|| self.mapped(of))
    }

    /// The findings at a place.
    fn at(self, place: &Place) -> Vec<Finding> {
        self.judged.with(|judged| {
            let mapped = judged.mapped.as_ref();
            let all = judged.findings.iter();
            all.filter(|finding| Place::of(finding, mapped) == *place)
                .cloned()
                .collect()
        })
    }

    /// Whether something stands in the way there.
    pub(super) fn is_wrong(self, place: &Place) -> bool {
        self.at(place).iter().any(Finding::blocks)
    }

    /// Whether anybody holds services.
    pub(super) fn has_services(self) -> bool {
        self.mapped(|mapped| !mapped.services.is_empty())
            .unwrap_or(false)
    }
}

fn look(finding: &Finding) -> (&'static str, Glyph) {
    if finding.deferred {
        return ("deferred", Glyph::Deferred);
    }
    match finding.severity {
        Severity::Blocker => ("refuses", Glyph::Blocker),
        Severity::Warning => ("warns", Glyph::Warning),
        Severity::Notice => ("works", Glyph::Notice),
    }
}

/// The name of which only the server knows whether it is free.
fn waiting_for(finding: &Finding) -> Option<String> {
    match &finding.kind {
        _ if !finding.deferred => None,
        FindingKind::UpnTaken { upn, .. } => Some(upn.to_string()),
        FindingKind::AddressTaken { address, .. } => Some(address.to_string()),
        FindingKind::UsernameTaken { username, .. } => Some(username.to_string()),
        _ => None,
    }
}

/// What is found at a field; its id is `ID-verdict`.
#[component]
pub(super) fn FieldFindings(
    /// The fields.
    fields: Fields,
    /// Which.
    place: Place,
) -> impl IntoView {
    let words = use_words();
    let id = format!("{}-verdict", place.id());
    let lines = move || {
        let found = fields.at(&place);
        let line = |finding: Finding| {
            let (verdict, glyph) = look(&finding);
            let text = if finding.deferred {
                words.said(P::CheckedOnSave)
            } else {
                let told = fields
                    .names
                    .with_value(|names| told(&finding, names, words));
                format!("{}. {}", told.title.trim_end_matches('.'), told.text)
            };
            view! {
                <span class="field-verdict" data-verdict=verdict data-code=finding.code()>
                    <Icon glyph />
                    <span>
                        <Prose text />
                    </span>
                </span>
            }
        };
        found.into_iter().map(line).collect_view()
    };
    view! {
        <span class="stack" data-gap="small" id=id role="status">
            {lines}
        </span>
    }
}

/// All findings as links to their fields, and the ways back and on.
#[component]
pub(super) fn Summary(
    /// The fields.
    fields: Fields,
    /// The step at hand.
    step: Step,
    /// The step before.
    back: Step,
    /// The step to go on to.
    #[prop(into)]
    next: Signal<Step>,
) -> impl IntoView {
    let words = use_words();
    let wizard = fields.wizard;
    let told_first = Memo::new(move |_| {
        let mut all = fields.judged.with(|judged| judged.findings.clone());
        all.retain(|finding| finding.deferred || finding.severity != Severity::Notice);
        all.sort_by_key(|finding| (finding.deferred, !finding.blocks()));
        all
    });
    let count = move |of: fn(&Finding) -> bool| {
        told_first.with(|all| all.iter().filter(|finding| of(finding)).count() as u64)
    };
    let tally = move || {
        type Kind = (
            fn(&Finding) -> bool,
            Glyph,
            P,
            Option<&'static str>,
            Option<&'static str>,
        );
        let kinds: [Kind; 3] = [
            (
                Finding::blocks,
                Glyph::Blocker,
                P::Blockers,
                Some("blocker"),
                None,
            ),
            (
                |it| !it.deferred && it.severity == Severity::Warning,
                Glyph::Warning,
                P::Warnings,
                Some("warning"),
                None,
            ),
            (
                |it| it.deferred,
                Glyph::Deferred,
                P::OnSave,
                None,
                Some("deferred"),
            ),
        ];
        let some = kinds
            .into_iter()
            .filter_map(|(of, glyph, phrase, severity, verdict)| {
                let many = count(of);
                (many > 0).then(|| {
                    view! {
                        <span data-severity=severity data-verdict=verdict>
                            <Icon glyph />
                            {words.say(phrase)} " " {words.number(many)}
                        </span>
                    }
                })
            });
        some.collect_view()
    };
    let links = move || {
        let mapped = fields.judged.with(|judged| judged.mapped.clone());
        let each = told_first.get().into_iter().map(|finding| {
            let place = Place::of(&finding, mapped.as_ref());
            let on = format!("#{}", place.id());
            let address = if place.step() == step {
                on
            } else {
                format!("{}{on}", wizard.address(place.step()))
            };
            let (_, glyph) = look(&finding);
            let severity = match (finding.deferred, finding.severity) {
                (true, _) => None,
                (false, Severity::Blocker) => Some("blocker"),
                (false, Severity::Warning) => Some("warning"),
                (false, Severity::Notice) => Some("notice"),
            };
            let title = fields.names.with_value(|names| told(&finding, names, words).title);
            view! {
                <a href=address>
                    <span data-severity=severity data-verdict=finding.deferred.then_some("deferred")>
                        <Icon glyph />
                    </span>
                    <span>
                        {match waiting_for(&finding) {
                            Some(name) => view! { <bdi>{name}</bdi> ": " {words.say(P::CheckedOnSave)} }.into_any(),
                            None => view! { <Prose text=title /> }.into_any(),
                        }}
                    </span>
                </a>
            }
        });
        let each = each.collect_view();
        if told_first.with(Vec::is_empty) {
            view! { <p class="muted">{words.say(P::NoFindings)}</p> }.into_any()
        } else {
            view! {
                <nav class="summary-links" aria-label=words.say(P::FindingsHere)>
                    {each}
                </nav>
            }
            .into_any()
        }
    };
    view! {
        <aside class="wizard-aside" aria-labelledby="so-far">
            <section class="panel">
                <div class="panel-head">
                    <h2 id="so-far">{words.say(P::SoFar)}</h2>
                    <span class="small muted" data-live=move || fields.is_live.get().then_some("")>
                        {move || words.say(if fields.is_live.get() { P::JudgedAsYouType } else { P::JudgedOnSave })}
                    </span>
                </div>
                <div class="panel-body stack">
                    <div class="tally">{tally}</div>
                    {links}
                </div>
                <div class="panel-foot">
                    <a class="button" href=move || wizard.address(back)>
                        {words.say(P::Back)}
                    </a>
                    <a class="button grow" data-look="primary" href=move || wizard.address(next.get())>
                        {words.say(P::Next)} ": " {move || words.say(super::steps::phrase(next.get()))}
                    </a>
                    <p class="why">
                        <Icon glyph=Glyph::Notice />
                        <span>{words.say(P::YouMayGoOn)}</span>
                    </p>
                </div>
            </section>
        </aside>
    }
}
