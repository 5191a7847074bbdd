//! All findings as links to their fields, and the ways back and on.

use super::findings::{look, waiting_for};
use crate::ui::{Glyph, Icon, Prose};
use crate::words::{Told, WizardPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::user_move::{Finding, Severity};

/// A step to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct To {
    /// Its address.
    pub(crate) address: String,
    /// What it is called.
    pub(crate) name: &'static str,
}

/// All findings as links to their fields, and the ways back and on.
#[component]
pub(crate) fn Summary(
    /// Everything that is found.
    #[prop(into)]
    findings: Signal<Vec<Finding>>,
    /// A finding in words.
    say: Callback<Finding, Told>,
    /// The address of the field a finding is about.
    place: Callback<Finding, String>,
    /// Whether the judgement follows what is typed.
    is_live: RwSignal<bool>,
    /// The address of the step before, where there is one.
    #[prop(into)]
    back: Signal<Option<String>>,
    /// The step to go on to.
    #[prop(into)]
    next: Signal<To>,
    /// That one may go on, and what waits for the blockers.
    may_go_on: &'static str,
) -> impl IntoView {
    let words = use_words();
    let told_first = Memo::new(move |_| {
        let mut all = findings.get();
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
        let each = told_first.get().into_iter().map(|finding| {
            let (_, glyph) = look(&finding);
            let severity = match (finding.deferred, finding.severity) {
                (true, _) => None,
                (false, Severity::Blocker) => Some("blocker"),
                (false, Severity::Warning) => Some("warning"),
                (false, Severity::Notice) => Some("notice"),
            };
            let (address, verdict) = (place.run(finding.clone()), finding.deferred);
            let waits = waiting_for(&finding);
            view! {
                <a href=address>
                    <span data-severity=severity data-verdict=verdict.then_some("deferred")>
                        <Icon glyph />
                    </span>
                    <span>
                        {match waits {
                            Some(name) => view! { <bdi>{name}</bdi> ": " {words.say(P::CheckedOnSave)} }.into_any(),
                            None => view! { <Prose text=say.run(finding).title /> }.into_any(),
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
                    <span class="small muted" data-live=move || is_live.get().then_some("")>
                        {move || words.say(if is_live.get() { P::JudgedAsYouType } else { P::JudgedOnSave })}
                    </span>
                </div>
                <div class="panel-body stack">
                    <div class="tally">{tally}</div>
                    {links}
                </div>
                <div class="panel-foot">
                    {move || {
                        back.get()
                            .map(|address| {
                                view! {
                                    <a class="button" href=address>
                                        {words.say(P::Back)}
                                    </a>
                                }
                            })
                    }}
                    <a class="button grow" data-look="primary" href=move || next.get().address>
                        {words.say(P::Next)} ": " {move || next.get().name}
                    </a>
                    <p class="why">
                        <Icon glyph=Glyph::Notice />
                        <span>{may_go_on}</span>
                    </p>
                </div>
            </section>
        </aside>
    }
}
