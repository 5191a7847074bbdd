//! Subscribing people, or oneself, to organizations: which ones, from when, until when, and what became of each.

use crate::api::ApiError;
use crate::api::session::Place;
use crate::api::subscriptions::{
    SubscribedEnd, SubscribedRow, Subscribers, WorkLocation, subscribe, subscription_places,
};
use crate::components::{FIRST, ShowMore, meaning};
use crate::forms::RefusalNote;
use crate::ui::{Button, Dialog, Field, Glyph, Icon, Look, SearchInput, Why};
use crate::words::{MovingPhrase, OfficePhrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::time::Day;
use std::collections::BTreeMap;

const TITLE: &str = "subscribe-title";
const WHY: &str = "why-subscribe";

#[derive(Clone, Copy)]
struct Subscribing {
    open: RwSignal<bool>,
    subscribers: RwSignal<Subscribers>,
    text: RwSignal<String>,
    places: RwSignal<Option<Result<Vec<Place>, ApiError>>>,
    /// The organizations ticked, with their names.
    chosen: RwSignal<BTreeMap<OrganizationCode, String>>,
    start: RwSignal<String>,
    end: RwSignal<String>,
    location: RwSignal<WorkLocation>,
    is_busy: RwSignal<bool>,
    /// Whether the dialog opens by itself, to tell what became of what was sent before it was closed.
    is_late: StoredValue<bool>,
    /// Whether the page below does not know yet of what was done.
    is_news: StoredValue<bool>,
    answer: RwSignal<Option<Result<Vec<SubscribedRow>, ApiError>>>,
    round: StoredValue<u32>,
}

impl Subscribing {
    /// The dialog opened, about these: it goes on with what is not answered, or not told yet.
    fn opened(self, subscribers: Subscribers) {
        let is_late = self.is_late.get_value();
        self.is_late.set_value(false);
        if !is_late && !self.is_busy.get_untracked() {
            self.begin(subscribers);
        }
    }

    /// Whether something was done since it was last asked.
    fn take_news(self) -> bool {
        let is_news = self.is_news.get_value();
        self.is_news.set_value(false);
        is_news
    }

    fn begin(self, subscribers: Subscribers) {
        self.chosen.set(BTreeMap::new());
        self.text.set(String::new());
        self.start.set(String::new());
        self.end.set(String::new());
        self.location.set(WorkLocation::Stays);
        self.answer.set(None);
        self.places.set(None);
        self.subscribers.set(subscribers);
    }

    fn look_for_places(self) {
        let (text, subscribers) = (self.text.get(), self.subscribers.get());
        if !self.open.get() {
            return;
        }
        self.round
            .update_value(|round| *round = round.wrapping_add(1));
        let round = self.round.get_value();
        // WHY: where one acts decides what can be subscribed to, not who is.
        let asking = match subscribers {
            Subscribers::These(acting_in, _) => Subscribers::These(acting_in, Vec::new()),
            Subscribers::Oneself => Subscribers::Oneself,
        };
        leptos::task::spawn_local(async move {
            let found = subscription_places(asking, text).await;
            if round == self.round.get_value() {
                self.places.set(Some(found));
            }
        });
    }

    fn days(self) -> (Option<Day>, Option<Day>) {
        let day = |text: RwSignal<String>| text.get().parse().ok();
        (day(self.start), day(self.end))
    }

    fn send(self) {
        let (start, end) = self.days();
        let to = self
            .chosen
            .with_untracked(|chosen| chosen.keys().cloned().collect());
        let subscribers = self.subscribers.get_untracked();
        let location = self.location.get_untracked();
        self.is_busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = subscribe(subscribers, to, start, end, location).await;
            // WHY: who left the page is told by the next one.
            if self.open.try_get_untracked().is_none() {
                return;
            }
            if answer.is_ok() {
                self.is_news.set_value(true);
            }
            self.is_busy.set(false);
            self.answer.set(Some(answer));
            if !self.open.get_untracked() {
                self.is_late.set_value(true);
                self.open.set(true);
            }
        });
    }
}

/// The dialog: opens when `open` becomes true, about the subscribers of that moment.
#[component]
pub(crate) fn SubscribeUsers(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Who is subscribed.
    #[prop(into)]
    subscribers: Signal<Subscribers>,
    /// What to do when it closes after somebody was subscribed.
    #[prop(into)]
    done: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let state = Subscribing {
        open,
        subscribers: RwSignal::new(Subscribers::Oneself),
        text: RwSignal::new(String::new()),
        places: RwSignal::new(None),
        chosen: RwSignal::new(BTreeMap::new()),
        start: RwSignal::new(String::new()),
        end: RwSignal::new(String::new()),
        location: RwSignal::new(WorkLocation::Stays),
        is_busy: RwSignal::new(false),
        is_late: StoredValue::new(false),
        is_news: StoredValue::new(false),
        answer: RwSignal::new(None),
        round: StoredValue::new(0),
    };
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if is_open && was_open != Some(true) {
            state.opened(subscribers.get_untracked());
        }
        if !is_open && was_open == Some(true) && state.take_news() {
            done.run(());
        }
        is_open
    });
    Effect::new(move |_| state.look_for_places());
    let title = move || match state.subscribers.get() {
        Subscribers::Oneself => words.said(MovingPhrase::SubscribeTo),
        Subscribers::These(_, users) => words.speech().subscribe_users(users.len() as u64),
    };
    view! {
        <Dialog open labelled_by=TITLE>
            {move || {
                if !open.get() {
                    return view! { <h2 class="visually-hidden" id=TITLE>{words.say(MovingPhrase::SubscribeTo)}</h2> }.into_any();
                }
                view! {
                    <div class="dialog-head">
                        <h2 id=TITLE>{title}</h2>
                    </div>
                    {match state.answer.get() {
                        Some(Ok(rows)) => view! { <Became state rows /> }.into_any(),
                        _ => view! { <Asked state /> }.into_any(),
                    }}
                }
                    .into_any()
            }}
        </Dialog>
    }
}

#[component]
fn Asked(state: Subscribing) -> impl IntoView {
    let words = use_words();
    let refusal = state
        .answer
        .with_untracked(|answer| answer.clone().and_then(Result::err));
    let is_oneself = state
        .subscribers
        .with_untracked(|subscribers| *subscribers == Subscribers::Oneself);
    let text = if is_oneself {
        MovingPhrase::SubscribeOwnText
    } else {
        MovingPhrase::SubscribeText
    };
    let why = Signal::derive(move || {
        let (start, end) = state.days();
        if state.chosen.with(BTreeMap::is_empty) {
            words.said(MovingPhrase::ChooseOrganizations)
        } else if matches!((start, end), (Some(start), Some(end)) if end < start) {
            words.said(MovingPhrase::EndsBeforeStart)
        } else {
            let mut names: Vec<String> = state.chosen.get().into_values().collect();
            names.sort();
            names.join(", ")
        }
    });
    let is_off = Signal::derive(move || {
        let (start, end) = state.days();
        state.chosen.with(BTreeMap::is_empty)
            || matches!((start, end), (Some(start), Some(end)) if end < start)
    });
    let date = move |id: &'static str,
                     label: MovingPhrase,
                     hint: MovingPhrase,
                     value: RwSignal<String>| {
        view! {
            <Field id label=words.said(label) hint=Some(words.said(hint))>
                <input
                    class="input"
                    id=id
                    type="date"
                    aria-describedby=format!("{id}-hint")
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
            </Field>
        }
    };
    view! {
        <div class="dialog-body" tabindex="0" role="group" aria-labelledby=TITLE>
            <p>{words.say(text)}</p>
            {refusal.map(|error| view! { <RefusalNote error /> })}
            <fieldset class="choices" disabled=move || state.is_busy.get()>
            <div class="multi">
                <div class="multi-head">
                    <Field id="subscribe-search" label=words.said(MovingPhrase::Organizations)>
                        <SearchInput
                            id="subscribe-search"
                            name="text"
                            text=state.text
                            placeholder=words.said(OfficePhrase::Search)
                            controls="subscribe-list"
                        />
                    </Field>
                </div>
                <ul class="multi-list" id="subscribe-list" aria-label=words.say(MovingPhrase::Organizations)>
                    {move || match state.places.get() {
                        None => ().into_any(),
                        Some(Err(error)) => view! { <li><RefusalNote error /></li> }.into_any(),
                        Some(Ok(places)) if places.is_empty() => {
                            view! { <li class="muted">{words.say(MovingPhrase::NoSubscriptionPlace)}</li> }.into_any()
                        }
                        Some(Ok(places)) => places.into_iter().map(|place| view! { <PlaceLine state place /> }).collect_view().into_any(),
                    }}
                </ul>
            </div>
            <div class="row">
                {date("subscribe-start", MovingPhrase::FirstDay, MovingPhrase::FirstDayHint, state.start)}
                {date("subscribe-end", MovingPhrase::LastDay, MovingPhrase::LastDayHint, state.end)}
            </div>
            <Location state />
            </fieldset>
        </div>
        <div class="dialog-foot">
            <Why id=WHY text=why />
            <Button on_press=move |_| state.open.set(false)>
                // WHY: what is on its way is not cancelled any more.
                {move || words.say(if state.is_busy.get() { OfficePhrase::Close } else { OfficePhrase::Cancel })}
            </Button>
            <Button look=Look::Primary off=is_off busy=state.is_busy why=WHY on_press=move |_| state.send()>
                {words.say(MovingPhrase::Subscribe)}
            </Button>
        </div>
    }
}

/// What becomes of the temporary work location.
#[component]
fn Location(state: Subscribing) -> impl IntoView {
    let words = use_words();
    let location = state.location;
    let text = Memo::new(move |_| match location.get() {
        WorkLocation::Is(text) => Some(text),
        WorkLocation::Stays | WorkLocation::Cleared => None,
    });
    let is_set = Memo::new(move |_| text.with(Option::is_some));
    let choice = move |value: &'static str, phrase: MovingPhrase, chosen: WorkLocation| {
        let same = chosen.clone();
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="work-location"
                    value=value
                    prop:checked=move || {
                        location.with(|now| std::mem::discriminant(now) == std::mem::discriminant(&same))
                    }
                    on:change=move |_| location.set(chosen.clone())
                />
                <span>{words.say(phrase)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="stack" data-gap="small">
            <legend class="field-label">{words.say(MovingPhrase::WorkLocation)}</legend>
            {choice("stays", MovingPhrase::WorkLocationStays, WorkLocation::Stays)}
            {choice("cleared", MovingPhrase::WorkLocationCleared, WorkLocation::Cleared)}
            {choice("set", MovingPhrase::WorkLocationSet, WorkLocation::Is(String::new()))}
            <Show when=move || is_set.get()>
                <Field id="work-location-text" label=words.said(MovingPhrase::WorkLocationText)>
                    <input
                        class="input"
                        id="work-location-text"
                        maxlength="200"
                        prop:value=move || text.get().unwrap_or_default()
                        on:input=move |event| location.set(WorkLocation::Is(event_target_value(&event)))
                    />
                </Field>
            </Show>
        </fieldset>
    }
}

#[component]
fn PlaceLine(state: Subscribing, place: Place) -> impl IntoView {
    let name = place.name.to_string();
    let (shown, code, called) = (place.code.clone(), place.code, name.clone());
    let tick = move |is: bool| {
        state.chosen.update(|chosen| {
            if is {
                chosen.insert(code.clone(), called.clone());
            } else {
                chosen.remove(&code);
            }
        });
    };
    view! {
        <li>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || state.chosen.with(|chosen| chosen.contains_key(&shown))
                    on:change=move |event| tick(event_target_checked(&event))
                />
                <bdi>{name}</bdi>
            </label>
        </li>
    }
}

/// What became of each person and organization.
#[component]
fn Became(state: Subscribing, rows: Vec<SubscribedRow>) -> impl IntoView {
    let words = use_words();
    let count =
        |fits: fn(&SubscribedEnd) -> bool| rows.iter().filter(|row| fits(&row.end)).count() as u64;
    let told = words.speech().were_subscribed(
        count(|end| *end == SubscribedEnd::New),
        count(|end| *end == SubscribedEnd::There),
        count(|end| matches!(end, SubscribedEnd::Refused(_))),
    );
    let names = StoredValue::new(state.chosen.get_untracked());
    let mut rows = rows;
    // WHY: whom it did not work for is what one looks for.
    rows.sort_by_key(|row| !matches!(row.end, SubscribedEnd::Refused(_)));
    let all = rows.len();
    let rows = StoredValue::new(rows);
    let shown = RwSignal::new(FIRST);
    let line = move |row: SubscribedRow| {
        let who = row
            .name
            .map_or_else(|| row.user.to_string(), |name| name.to_string());
        let place = names
            .with_value(|names| names.get(&row.to).cloned())
            .unwrap_or_else(|| row.to.to_string());
        let (tone, glyph, why) = match row.end {
            SubscribedEnd::New => ("green", Glyph::Works, words.said(MovingPhrase::Subscribed)),
            SubscribedEnd::There => (
                "grey",
                Glyph::Stays,
                words.said(MovingPhrase::SubscribedAlready),
            ),
            SubscribedEnd::Refused(code) => ("red", Glyph::Blocker, meaning(&code, words)),
        };
        view! {
            <li>
                <span class="who-text">
                    <bdi class="who-name">{who}</bdi>
                    <bdi class="who-more">{place}</bdi>
                </span>
                <span class="verdict" data-tone=tone>
                    <Icon glyph />
                    <span>{why}</span>
                </span>
            </li>
        }
    };
    view! {
        <div class="dialog-body" tabindex="0" role="group" aria-labelledby=TITLE>
            <p role="status">
                <strong>{told}</strong>
            </p>
            <ul class="lines">
                {move || rows.with_value(|rows| rows.iter().take(shown.get()).cloned().map(line).collect_view())}
            </ul>
            <ShowMore shown all />
        </div>
        <div class="dialog-foot">
            <Button look=Look::Primary on_press=move |_| state.open.set(false)>
                {words.say(OfficePhrase::Close)}
            </Button>
        </div>
    }
}
