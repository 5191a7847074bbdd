//! Who is ticked, and the bar with what can be done to them. Ticks last for the visit, whatever page of the list is shown.
//!
//! Never the reader, and never who is out of view: only rows that were shown can be ticked. To add a deed, add a button
//! here, off with a reason where the reader's keys do not open it.

use super::asked;
use crate::api::ApiError;
use crate::api::session::OfficeView;
use crate::api::users::{LockEnd, PersonView, UserLine, UsersAsked, users_lock};
use crate::forms::RefusalNote;
use crate::ui::{Button, Glyph, Look, Note, Tone, Why};
use crate::words::{PeoplePhrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::UserId;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most people that are moved at once (ruling 33).
pub(crate) const MOST: usize = 1_000;

/// Somebody who is ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ticked {
    /// The display name.
    pub(crate) name: Arc<str>,
    /// Prevent User Move.
    pub(crate) locked: bool,
    /// How many dependents come along.
    pub(crate) dependents: u32,
}

impl From<&UserLine> for Ticked {
    fn from(line: &UserLine) -> Self {
        Self {
            name: line.name.clone(),
            locked: line.locked,
            dependents: line.dependents,
        }
    }
}

/// A dialog over the list, or over one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    /// Move users.
    Move,
    /// Subscribe users.
    Subscribe,
    /// Export users.
    Export,
}

/// Who is ticked in this visit.
#[derive(Clone, Copy)]
pub(crate) struct Selection {
    /// The people.
    pub(crate) people: RwSignal<BTreeMap<UserId, Ticked>>,
    /// The dialog that lies over the page.
    pub(crate) over: RwSignal<Option<Over>>,
}

impl Selection {
    /// Nobody yet.
    pub(crate) fn new() -> Self {
        Self {
            people: RwSignal::new(BTreeMap::new()),
            over: RwSignal::new(None),
        }
    }

    /// Whether somebody is ticked.
    pub(super) fn has(self, id: &UserId) -> bool {
        self.people.with(|people| people.contains_key(id))
    }

    /// Ticks or unticks somebody.
    pub(super) fn tick(self, line: &UserLine, ticked: bool) {
        self.people.update(|people| {
            if ticked && people.len() < MOST {
                people.insert(line.id.clone(), line.into());
            } else {
                people.remove(&line.id);
            }
        });
    }
}

type Locked = Result<(bool, Vec<(PersonView, LockEnd)>), ApiError>;

/// The bar over the lower edge, and what became of the last deed.
#[component]
pub(super) fn SelectionBar(
    /// Where the reader acts.
    office: OfficeView,
    /// What the list is asked for.
    asked: Memo<UsersAsked>,
    /// Looks at the list anew.
    look_again: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let selection = expect_context::<Selection>();
    let keys = office.keys;
    let acting_in = office.acting_in.code;
    let lock = Action::new(move |locked: &bool| {
        let (locked, acting_in) = (*locked, acting_in.clone());
        let users: Vec<UserId> = selection
            .people
            .with_untracked(|people| people.keys().cloned().collect());
        async move {
            let done: Locked = users_lock(acting_in, users, locked)
                .await
                .map(|rows| (locked, rows));
            done
        }
    });
    Effect::new(move |_| {
        if let Some(Ok((locked, rows))) = &*lock.value().read() {
            selection.people.update(|people| {
                for (person, _) in rows.iter().filter(|(_, end)| *end == LockEnd::Done) {
                    if let Some(ticked) = people.get_mut(&person.id) {
                        ticked.locked = *locked;
                    }
                }
            });
            look_again.run(());
        }
    });
    let busy = Signal::derive(move || lock.pending().get());
    let many = Memo::new(move |_| selection.people.with(BTreeMap::len));
    let is_shown = Memo::new(move |_| many.get() > 0);
    let summary = move || {
        selection.people.with(|people| {
            let dependents = people.values().map(|it| u64::from(it.dependents)).sum();
            let locked = people.values().filter(|it| it.locked).count() as u64;
            words.speech().selected_more(dependents, locked)
        })
    };
    let all_locked = Memo::new(move |_| {
        selection
            .people
            .with(|people| people.values().all(|it| it.locked))
    });
    let none_locked = Memo::new(move |_| {
        selection
            .people
            .with(|people| people.values().all(|it| !it.locked))
    });
    let missing = words
        .speech()
        .keys_missing(!keys.release, !keys.lock, !keys.subscribe);
    let has_missing = missing.is_some();
    let why = has_missing.then_some("selection-why");
    let open = move |over| selection.over.set(Some(over));
    view! {
        {move || lock.value().get().map(|done| view! { <LockResult done /> })}
        <Show when=move || is_shown.get()>
            <div class="selection-bar" role="region" aria-label=words.say(PeoplePhrase::Selection)>
                <p class="selection-bar-text" role="status">
                    <strong>{move || words.speech().selected(many.get() as u64)}</strong>
                    <span class="muted">{summary}</span>
                </p>
                <div class="selection-bar-actions">
                    <Button on_press=move |_| selection.people.update(BTreeMap::clear)>{words.say(PeoplePhrase::Clear)}</Button>
                    <DeedButton glyph=Glyph::Lock off=Signal::derive(move || !keys.lock || all_locked.get()) busy why press=Callback::new(move |()| { lock.dispatch(true); })>
                        {words.say(PeoplePhrase::LockThem)}
                    </DeedButton>
                    <DeedButton glyph=Glyph::Unlock off=Signal::derive(move || !keys.lock || none_locked.get()) busy why press=Callback::new(move |()| { lock.dispatch(false); })>
                        {words.say(PeoplePhrase::UnlockThem)}
                    </DeedButton>
                    <DeedButton glyph=Glyph::Bell off=Signal::derive(move || !keys.subscribe) busy why press=Callback::new(move |()| open(Over::Subscribe))>
                        {words.say(PeoplePhrase::SubscribeThem)}
                    </DeedButton>
                    <DeedButton glyph=Glyph::Download off=Signal::derive(|| false) busy why press=Callback::new(move |()| open(Over::Export))>
                        {words.say(PeoplePhrase::ExportThem)}
                    </DeedButton>
                    <DeedButton look=Look::Primary glyph=Glyph::Move off=Signal::derive(move || !keys.release) busy why press=Callback::new(move |()| open(Over::Move))>
                        {move || words.speech().move_many(many.get() as u64)}
                    </DeedButton>
                </div>
                {missing
                    .clone()
                    .map(|text| view! { <div class="selection-why"><Why id="selection-why" text=text /></div> })}
            </div>
        </Show>
        // The list that the ticks belong to, for who comes back with ticks from other pages of it.
        <Show when=move || is_shown.get() && asked.with(|asked| asked.after.is_some())>
            <p class="small muted">
                <a href=move || asked::address(&asked::from_the_start(&asked.get()))>{words.say(PeoplePhrase::BackToTheStart)}</a>
            </p>
        </Show>
    }
}

/// A button of the bar.
#[component]
fn DeedButton(
    #[prop(optional)] look: Look,
    glyph: Glyph,
    off: Signal<bool>,
    busy: Signal<bool>,
    why: Option<&'static str>,
    press: Callback<()>,
    children: Children,
) -> impl IntoView {
    let press = move |_| press.run(());
    match why {
        Some(why) => view! { <Button look glyph off busy why on_press=press>{children()}</Button> }
            .into_any(),
        None => {
            view! { <Button look glyph off busy on_press=press>{children()}</Button> }.into_any()
        }
    }
}

/// What became of locking or unlocking many.
#[component]
fn LockResult(done: Locked) -> impl IntoView {
    let words = use_words();
    let (locked, rows) = match done {
        Ok(done) => done,
        Err(error) => return view! { <RefusalNote error /> }.into_any(),
    };
    let count = |end: LockEnd| rows.iter().filter(|(_, it)| *it == end).count() as u64;
    let told = words
        .speech()
        .locked_many(locked, count(LockEnd::Done), count(LockEnd::AlreadySo));
    let skipped: Vec<(String, PeoplePhrase)> = rows
        .iter()
        .filter_map(|(person, end)| {
            let why = match end {
                LockEnd::Done | LockEnd::AlreadySo => return None,
                LockEnd::Oneself => PeoplePhrase::NotYourself,
                LockEnd::NotAllowed => PeoplePhrase::NotThisPerson,
                LockEnd::NotFound => PeoplePhrase::NotThereAnyMore,
            };
            Some((person.name.to_string(), why))
        })
        .collect();
    let tone = Some(if skipped.is_empty() {
        Tone::Green
    } else {
        Tone::Yellow
    });
    view! {
        <div role="status">
            <Note tone glyph=Glyph::Works>
                <strong>{told}</strong>
                {(!skipped.is_empty())
                    .then(|| {
                        view! {
                            <ul class="lines">
                                {skipped
                                    .into_iter()
                                    .map(|(name, why)| view! { <li><bdi>{name}</bdi>" · "{words.say(why)}</li> })
                                    .collect_view()}
                            </ul>
                        }
                    })}
            </Note>
        </div>
    }
    .into_any()
}
