//! What limits one person as an operator: the people they see and handle, and whether dependents are among them.

use super::About;
use crate::api::accounts::{PersonChange, PersonEditView, person_save};
use crate::components::{Memory, position_options};
use crate::ui::{Button, ButtonKind, Check, Glyph, Note, Panel, Tone};
use crate::words::{AccountPhrase, OfficePhrase, use_words};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rehome_domain::people::UserBase;

#[component]
pub(super) fn OperatorPanel(about: About, person: PersonEditView) -> impl IntoView {
    let words = use_words();
    let Some(limits) = person.operator.clone() else {
        return ().into_any();
    };
    let dependents = RwSignal::new(limits.manage_dependents);
    let is_limited = RwSignal::new(limits.base.is_some());
    let base = RwSignal::new(limits.base.clone().unwrap_or_default());
    let before = StoredValue::new(limits.clone());
    let change = Memo::new(move |_| {
        let wanted = is_limited.get().then(|| base.get());
        before.with_value(|limits| PersonChange {
            user_base: (wanted != limits.base).then_some(wanted),
            manage_dependents: (dependents.get() != limits.manage_dependents)
                .then(|| dependents.get()),
            ..PersonChange::default()
        })
    });
    let save = about.deed(
        move |(): &()| words.said(OfficePhrase::Saved),
        move |about, ()| {
            person_save(
                about.acting_in,
                about.user,
                about.revision,
                change.get_untracked(),
            )
        },
    );
    let positions = position_options(&person.hierarchy, &Memory::None, "", words);
    let positions: Vec<(String, String)> = positions
        .into_iter()
        .filter(|(value, _)| !value.is_empty())
        .collect();
    let groups: Vec<(String, String)> = limits
        .groups
        .iter()
        .map(|(id, name)| (id.to_string(), name.to_string()))
        .collect();
    let off = Signal::derive(move || change.with(PersonChange::is_nothing));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !off.get_untracked() {
            save.run(());
        }
    };
    let is_empty = move || {
        is_limited.get() && base.with(|base| base.positions.is_empty() && base.groups.is_empty())
    };
    view! {
        <Panel id="operator" title=words.said(AccountPhrase::AsOperator)>
            <form class="stack" on:submit=submit>
                <Check name="manage_dependents" value="true".to_owned() checked=dependents on_change=move |is| dependents.set(is)>
                    {words.say(AccountPhrase::HandlesDependents)}
                </Check>
                <Check name="limited" value="true".to_owned() checked=is_limited on_change=move |is| is_limited.set(is)>
                    {words.say(AccountPhrase::BaseLimited)}
                    <span class="check-line muted small">{words.say(AccountPhrase::BaseLimitedMore)}</span>
                </Check>
                <Show when=move || is_limited.get()>
                    <div class="form-grid">
                        <Ticks
                            legend=words.said(AccountPhrase::Positions)
                            options=positions.clone()
                            ticked=Callback::new(move |id: String| base.with(|base| base.positions.contains(id.as_str())))
                            set=Callback::new(move |(id, is): (String, bool)| base.update(|base| keep_position(base, &id, is)))
                        />
                        <Ticks
                            legend=words.said(AccountPhrase::Groups)
                            options=groups.clone()
                            ticked=Callback::new(move |id: String| base.with(|base| base.groups.contains(id.as_str())))
                            set=Callback::new(move |(id, is): (String, bool)| base.update(|base| keep_group(base, &id, is)))
                        />
                    </div>
                </Show>
                <Show when=is_empty>
                    <Note tone=Some(Tone::Yellow) glyph=Glyph::Warning>
                        {words.say(AccountPhrase::BaseEmpty)}
                    </Note>
                </Show>
                {save.refusal()}
                <div class="row">
                    <Button kind=ButtonKind::Submit off busy=save.busy() why="operator-why">
                        {words.say(OfficePhrase::Save)}
                    </Button>
                    <Show when=move || off.get()>
                        <span class="small muted" id="operator-why">
                            {words.say(AccountPhrase::NothingToSave)}
                        </span>
                    </Show>
                </div>
            </form>
        </Panel>
    }
    .into_any()
}

fn keep_position(base: &mut UserBase, id: &str, is: bool) {
    if is {
        base.positions.insert(id.into());
    } else {
        base.positions.remove(id);
    }
}

fn keep_group(base: &mut UserBase, id: &str, is: bool) {
    if is {
        base.groups.insert(id.into());
    } else {
        base.groups.remove(id);
    }
}

/// A list of boxes to tick.
#[component]
fn Ticks(
    legend: String,
    options: Vec<(String, String)>,
    ticked: Callback<String, bool>,
    set: Callback<(String, bool)>,
) -> impl IntoView {
    if options.is_empty() {
        return ().into_any();
    }
    view! {
        <fieldset class="field">
            <legend class="field-label">{legend}</legend>
            {options
                .into_iter()
                .map(|(id, text)| {
                    let (mine, asked) = (id.clone(), id.clone());
                    view! {
                        <Check
                            name="base"
                            value=id
                            checked=Signal::derive(move || ticked.run(asked.clone()))
                            on_change=move |is| set.run((mine.clone(), is))
                        >
                            <bdi>{text}</bdi>
                        </Check>
                    }
                })
                .collect_view()}
        </fieldset>
    }
    .into_any()
}
