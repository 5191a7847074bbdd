//! Who is ticked, and the bar with what can be done to them. Ticks last for the visit, whatever page of the list is shown.
//!
//! Never the reader, and never who is out of view: only rows that were shown can be ticked. To add a deed, add a button
//! here, off with a reason where the reader's keys do not open it.

use super::asked;
use super::selected::WhoIsTicked;
use crate::api::ApiError;
use crate::api::session::OfficeView;
use crate::api::users::{LockEnd, PersonView, UserLine, UsersAsked, users_lock};
use crate::forms::RefusalNote;
use crate::ui::{Button, Glyph, Icon, Look, Note, Tone, Why};
use crate::words::{AccountMovePhrase, CopyPhrase, PeoplePhrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::UserId;
use std::collections::{BTreeMap, BTreeSet};
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
    /// Who is on the page of the list that is shown.
    pub(super) shown: RwSignal<BTreeSet<UserId>>,
    /// How many found no room when somebody was ticked last.
    left_out: RwSignal<usize>,
}

impl Selection {
    /// Nobody yet.
    pub(crate) fn new() -> Self {
        Self {
            people: RwSignal::new(BTreeMap::new()),
            over: RwSignal::new(None),
            shown: RwSignal::new(BTreeSet::new()),
            left_out: RwSignal::new(0),
        }
    }

    /// Whether somebody is ticked.
    pub(super) fn has(self, id: &UserId) -> bool {
        self.people.with(|people| people.contains_key(id))
    }

    /// Ticks or unticks people, as many as there is room for.
    pub(super) fn tick(self, whom: impl IntoIterator<Item = (UserId, Ticked)>, ticked: bool) {
        let mut left_out = 0;
        self.people.update(|people| {
            for (id, who) in whom {
                if !ticked {
                    people.remove(&id);
                } else if people.len() < MOST || people.contains_key(&id) {
                    people.insert(id, who);
                } else {
                    left_out += 1;
                }
            }
        });
        self.left_out.set(left_out);
    }

    /// How many found no room when somebody was ticked last, as long as there is none.
    fn without_room(self) -> usize {
        let is_full = self.people.with(|people| people.len() >= MOST);
        if is_full { self.left_out.get() } else { 0 }
    }

    /// How many are ticked that the page of the list does not show.
    fn unshown(self) -> usize {
        self.shown.with(|shown| {
            self.people
                .with(|people| people.keys().filter(|id| !shown.contains(*id)).count())
        })
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
    let wizard = office.wizard_title();
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
            words
                .speech()
                .selected_more(dependents, locked, selection.unshown() as u64)
        })
    };
    let full = Memo::new(move |_| {
        let left_out = selection.without_room() as u64;
        (left_out > 0).then(|| words.speech().no_room(MOST as u64, left_out))
    });
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
    // WHY: people are copied one by one.
    let copied = Memo::new(move |_| {
        selection.people.with(|people| {
            let mut ids = people.keys();
            let only = ids.next().filter(|_| keys.copy && people.len() == 1);
            only.map(crate::routes::copy_of)
        })
    });
    // WHY: people of accounts are moved one by one, as each hands over to somebody.
    let moved_alone = Memo::new(move |_| {
        selection.people.with(|people| {
            let mut ids = people.keys();
            let only = ids
                .next()
                .filter(|_| keys.move_content && people.len() == 1);
            only.map(crate::routes::account_move_of)
        })
    });
    let missing = words.speech().keys_missing(
        !keys.release && !keys.move_hosted && !keys.move_sites && !keys.move_content,
        !keys.lock,
        !keys.subscribe,
    );
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
                    {move || {
                        copied
                            .get()
                            .map(|address| {
                                view! {
                                    <a class="button" href=address>
                                        <Icon glyph=Glyph::Copy />
                                        {words.say(CopyPhrase::CopyThem)}
                                    </a>
                                }
                            })
                    }}
                    // WHY: people of hosting trees move one by one, by the wizard; those of sites so or together.
                    {if keys.move_content && !keys.release {
                        (move || match moved_alone.get() {
                            Some(address) => {
                                view! {
                                    <a class="button" data-look="primary" href=address>
                                        <Icon glyph=Glyph::Move />
                                        {words.say(AccountMovePhrase::MoveUser)}
                                    </a>
                                }
                                    .into_any()
                            }
                            None => view! { <span class="small muted">{words.say(AccountMovePhrase::OneByOne)}</span> }.into_any(),
                        })
                            .into_any()
                    } else if keys.move_hosted && !keys.release {
                        view! {
                            <a class="button" data-look="primary" href=crate::routes::WIZARD>
                                <Icon glyph=Glyph::Move />
                                {words.say(wizard)}
                            </a>
                            {keys
                                .move_sites
                                .then(|| {
                                    view! {
                                        <DeedButton glyph=Glyph::Move off=Signal::derive(|| false) busy why press=Callback::new(move |()| open(Over::Move))>
                                            {move || words.speech().move_many(many.get() as u64)}
                                        </DeedButton>
                                    }
                                })}
                        }
                            .into_any()
                    } else {
                        view! {
                            <DeedButton look=Look::Primary glyph=Glyph::Move off=Signal::derive(move || !keys.release) busy why press=Callback::new(move |()| open(Over::Move))>
                                {move || words.speech().move_many(many.get() as u64)}
                            </DeedButton>
                        }
                            .into_any()
                    }}
                </div>
                {missing
                    .clone()
                    .map(|text| view! { <div class="selection-why"><Why id="selection-why" text=text /></div> })}
                {move || {
                    full.get()
                        .map(|text| view! { <div class="selection-why"><Why id="selection-full" text=text /></div> })
                }}
                <WhoIsTicked selection />
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
                LockEnd::Deleted => PeoplePhrase::NotTheDeleted,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn people(numbers: std::ops::Range<usize>) -> Vec<(UserId, Ticked)> {
        let ticked = Ticked {
            name: "Kim Park".into(),
            locked: false,
            dependents: 0,
        };
        numbers
            .map(|number| (UserId::from(format!("user-{number}")), ticked.clone()))
            .collect()
    }

    #[test]
    fn who_finds_no_room_is_counted_until_there_is_room_again() {
        let owner = Owner::new();
        owner.set();
        let selection = Selection::new();
        selection.tick(people(0..MOST - 10), true);
        assert_eq!(selection.without_room(), 0);
        selection.tick(people(MOST - 20..MOST + 5), true);
        assert_eq!(selection.people.with(BTreeMap::len), MOST);
        assert_eq!(selection.without_room(), 5);
        selection.tick(people(0..1), false);
        assert_eq!(selection.without_room(), 0);
        selection.tick(people(0..1), true);
        assert_eq!(selection.without_room(), 0);
    }

    #[test]
    fn who_is_ticked_but_not_on_the_page_is_counted() {
        let owner = Owner::new();
        owner.set();
        let selection = Selection::new();
        selection.tick(people(0..3), true);
        let shown = people(2..9).into_iter().map(|(id, _)| id);
        selection.shown.set(shown.collect());
        assert_eq!(selection.unshown(), 2);
    }
}
