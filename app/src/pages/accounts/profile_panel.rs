//! The profile of one person: what is typed is judged at once, what is saved is what differs.

use super::About;
use super::draft::Draft;
use super::profile_form::{AttributeFields, PositionField, WhoFields};
use crate::api::accounts::{PersonEditView, PersonOption, people_named, person_save};
use crate::forms::PersonPicker;
use crate::ui::{Button, ButtonKind, Look, Panel, Why};
use crate::words::{AccountPhrase, OfficePhrase, use_words};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;

/// From how many letters on people are looked for.
const ENOUGH: usize = 2;

#[component]
pub(super) fn ProfilePanel(about: About, person: PersonEditView) -> impl IntoView {
    let words = use_words();
    let draft = Draft::of(&person);
    let is_hosted = person.hosted.is_some();
    let manager = RwSignal::new(person.manager.clone());
    let before = StoredValue::new(person.clone());
    let change = Memo::new(move |_| {
        let mut change = before.with_value(|person| draft.change(person));
        let chosen = manager.get().map(|it| it.id);
        let held = before.with_value(|person| person.manager.as_ref().map(|it| it.id.clone()));
        change.manager = (chosen != held).then_some(chosen);
        change
    });
    let hierarchy = person.hierarchy.clone();
    let touched = Signal::derive(move || !change.get().is_nothing());
    let has_position_change = move || change.get().position.is_some();
    let refused = Signal::derive(move || {
        draft.judgements(words).iter().any(|it| it.refuses())
            || (has_position_change() && draft.lacks_position(&hierarchy))
    });
    let off = Signal::derive(move || !touched.get() || refused.get());
    let why = Signal::derive(move || {
        words.said(if refused.get() {
            AccountPhrase::CorrectFirst
        } else {
            AccountPhrase::NothingToSave
        })
    });
    let save = about.deed(
        move |(): &()| words.said(OfficePhrase::Saved),
        move |about, ()| {
            let change = change.get_untracked();
            person_save(about.acting_in, about.user, about.revision, change)
        },
    );
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !off.get_untracked() {
            save.run(());
        }
    };
    view! {
        <Panel id="who" title=words.said(AccountPhrase::WhoItIs)>
            <form class="stack" on:submit=submit>
                // WHY: the page that comes with the answer begins with what was saved.
                <fieldset class="choices" disabled=move || save.is_over_or_under_way()>
                    <WhoFields draft is_hosted=is_hosted />
                    <div class="form-grid">
                        <PositionField draft hierarchy=person.hierarchy.clone() />
                        <ManagerField acting_in=about.acting_in.clone() manager />
                    </div>
                    <AttributeFields draft />
                </fieldset>
                {save.refusal()}
                <div class="row">
                    <Button look=Look::Primary kind=ButtonKind::Submit off busy=save.busy() why="save-why">
                        {words.say(OfficePhrase::Save)}
                    </Button>
                </div>
                <Show when=move || off.get()>
                    <Why id="save-why" text=why />
                </Show>
            </form>
        </Panel>
    }
}

#[component]
fn ManagerField(
    acting_in: OrganizationCode,
    manager: RwSignal<Option<PersonOption>>,
) -> impl IntoView {
    let words = use_words();
    let find = RwSignal::new(String::new());
    let answer = Action::new(move |text: &String| people_named(acting_in.clone(), text.clone()));
    Effect::new(move |_| {
        let text = find.get();
        if text.trim().chars().count() >= ENOUGH {
            answer.dispatch(text);
        }
    });
    let found = Signal::derive(move || {
        let is_asked = find.with(|text| text.trim().chars().count() >= ENOUGH);
        answer.value().get().filter(|_| is_asked)
    });
    view! { <PersonPicker id="manager" label=words.said(AccountPhrase::Manager) chosen=manager nobody=words.said(AccountPhrase::NoManager) find found /> }
}
