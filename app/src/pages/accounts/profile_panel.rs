//! The profile of one person: what is typed is judged at once, what is saved is what differs.

use super::About;
use super::draft::Draft;
use super::profile_form::{AttributeFields, PermissionField, PositionField, WhoFields};
use super::save_form::SaveForm;
use crate::api::accounts::{PersonEditView, PersonOption, people_named};
use crate::forms::PersonPicker;
use crate::ui::Panel;
use crate::words::{AccountPhrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::{OrganizationCode, ProfileId};

/// From how many letters on people are looked for.
const ENOUGH: usize = 2;

#[component]
pub(super) fn ProfilePanel(about: About, person: PersonEditView) -> impl IntoView {
    let words = use_words();
    let draft = Draft::of(&person);
    let is_hosted = person.hosted.is_some();
    let manager = RwSignal::new(person.manager.clone());
    let profile = RwSignal::new(
        person
            .profile
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
    );
    let before = StoredValue::new(person.clone());
    let change = Memo::new(move |_| {
        let mut change = before.with_value(|person| draft.change(person));
        let held = before.with_value(|person| person.profile.clone());
        let given = Some(profile.get()).filter(|it| !it.is_empty());
        change.profile = given
            .map(ProfileId::from)
            .filter(|it| held.as_ref() != Some(it));
        let chosen = manager.get().map(|it| it.id);
        let held = before.with_value(|person| person.manager.as_ref().map(|it| it.id.clone()));
        change.manager = (chosen != held).then_some(chosen);
        change
    });
    let hierarchy = person.hierarchy.clone();
    let has_position_change = move || change.with(|change| change.position.is_some());
    let refused = Signal::derive(move || {
        draft.judgements(words).iter().any(|it| it.refuses())
            || (has_position_change() && draft.lacks_position(&hierarchy))
    });
    view! {
        <Panel id="who" title=words.said(AccountPhrase::WhoItIs)>
            <SaveForm about=about.clone() why_id="save-why" change refused>
                <WhoFields draft is_hosted=is_hosted />
                <div class="form-grid">
                    <PermissionField profile options=person.profiles.clone() />
                    <PositionField draft hierarchy=person.hierarchy.clone() />
                    <ManagerField acting_in=about.acting_in.clone() manager />
                </div>
                <AttributeFields draft />
            </SaveForm>
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
