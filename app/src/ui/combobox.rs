//! A field with a list under it that narrows while one types, to choose one thing out of many.

use super::field::Field;
use super::icon::{Glyph, Icon};
use super::scroll::{bring_into_view, stepped};
use leptos::prelude::*;

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value.
    pub value: String,
    /// What it is called.
    pub name: String,
    /// What is said besides.
    pub more: String,
}

impl Choice {
    /// Something of which no more is said than what it is called.
    pub fn named(value: impl ToString, name: impl ToString) -> Self {
        Self {
            value: value.to_string(),
            name: name.to_string(),
            more: String::new(),
        }
    }
}

/// The field and its list: arrows walk through it, Enter takes what is marked, Escape leaves it.
#[component]
pub fn Combobox(
    /// The id of the field; its list is `ID-list`.
    id: &'static str,
    /// The name under which a plain form sends what is typed.
    #[prop(optional, into)]
    name: Signal<Option<&'static str>>,
    /// What it is.
    label: String,
    /// What helps to fill it in.
    hint: String,
    /// What is wrong with what is typed.
    #[prop(optional, into)]
    wrong: Signal<Option<String>>,
    /// What is said where nothing is found.
    nothing: String,
    /// What is typed; the choices follow it.
    text: RwSignal<String>,
    /// What can be chosen; none while it is not known.
    #[prop(into)]
    choices: Signal<Option<Vec<Choice>>>,
    /// What a choice does.
    #[prop(into)]
    on_choose: Callback<Choice>,
) -> impl IntoView {
    let (is_open, active) = (RwSignal::new(false), RwSignal::new(0_usize));
    let list = format!("{id}-list");
    let option_id = move |index: usize| format!("{id}-{index}");
    let count = move || choices.with(|known| known.as_ref().map_or(0, Vec::len));
    let choose = move |choice: Choice| {
        text.set(choice.name.clone());
        is_open.set(false);
        on_choose.run(choice);
    };
    let step = move |forwards: bool| {
        let count = count();
        is_open.set(true);
        if count > 0 {
            active.update(|at| *at = stepped(*at, count, forwards));
            bring_into_view(&format!("{id}-list"), &option_id(active.get_untracked()));
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" if !is_open.get_untracked() => {
            event.prevent_default();
            is_open.set(true);
        }
        "ArrowDown" => {
            event.prevent_default();
            step(true);
        }
        "ArrowUp" => {
            event.prevent_default();
            step(false);
        }
        "Enter" if is_open.get_untracked() => {
            event.prevent_default();
            let marked = choices
                .with_untracked(|known| known.as_ref()?.get(active.get_untracked()).cloned());
            if let Some(marked) = marked {
                choose(marked);
            }
        }
        "Escape" if is_open.get_untracked() => {
            event.prevent_default();
            event.stop_propagation();
            is_open.set(false);
        }
        _ => {}
    };
    let (controls, called) = (list.clone(), label.clone());
    // WHY: `value` in the markup is what a page without scripts starts from; the property follows the signal.
    let first = text.get_untracked();
    let described = move || {
        let wrong = wrong.with(Option::is_some);
        let wrong = if wrong {
            format!(" {id}-wrong")
        } else {
            String::new()
        };
        format!("{id}-hint{wrong}")
    };
    view! {
        <div class="combobox">
            <Field id label hint=Some(hint)>
                <span class="input-with">
                    <Icon glyph=Glyph::Search />
                    <input
                        class="input"
                        id=id
                        name=move || name.get()
                        type="text"
                        role="combobox"
                        autocomplete="off"
                        spellcheck="false"
                        aria-autocomplete="list"
                        aria-controls=controls
                        aria-describedby=described
                        aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                        aria-expanded=move || is_open.get().to_string()
                        aria-activedescendant=move || (is_open.get() && count() > 0).then(|| option_id(active.get()))
                        value=first
                        prop:value=move || text.get()
                        on:input=move |event| {
                            text.set(event_target_value(&event));
                            active.set(0);
                            is_open.set(true);
                        }
                        on:focus=move |_| is_open.set(true)
                        on:click=move |_| is_open.set(true)
                        on:blur=move |_| is_open.set(false)
                        on:keydown=keys
                    />
                </span>
                {move || {
                    wrong
                        .get()
                        .map(|wrong| {
                            view! {
                                <span class="field-verdict" data-verdict="refuses" id=format!("{id}-wrong")>
                                    <Icon glyph=Glyph::Blocker />
                                    <span>{wrong}</span>
                                </span>
                            }
                        })
                }}
            </Field>
            <div class="combobox-list" id=list role="listbox" aria-label=called hidden=move || !is_open.get()>
                {move || match choices.get() {
                    None => ().into_any(),
                    Some(known) if known.is_empty() => {
                        view! { <div class="choice" role="option" aria-selected="false" aria-disabled="true">{nothing.clone()}</div> }.into_any()
                    }
                    Some(known) => {
                        known
                            .into_iter()
                            .enumerate()
                            .map(|(index, choice)| {
                                let taken = choice.clone();
                                let is_active = move || active.get() == index;
                                view! {
                                    <div
                                        class="choice"
                                        role="option"
                                        id=option_id(index)
                                        aria-selected=move || is_active().to_string()
                                        data-active=move || is_active().then_some("")
                                        // WHY: a press would take the focus from the field, which closes the list before the click.
                                        on:mousedown=move |event| event.prevent_default()
                                        on:click=move |_| choose(taken.clone())
                                    >
                                        <Icon glyph=Glyph::Home />
                                        <span>
                                            <bdi class="choice-name">{choice.name}</bdi>
                                            {(!choice.more.is_empty()).then(|| view! { <bdi class="choice-more">{choice.more}</bdi> })}
                                        </span>
                                    </div>
                                }
                            })
                            .collect_view()
                            .into_any()
                    }
                }}
            </div>
        </div>
    }
}
