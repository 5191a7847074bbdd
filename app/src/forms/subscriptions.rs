//! The subscriptions of one person, with the ways to end them and to make others.

use super::SubscribeUsers;
use crate::api::ApiError;
use crate::api::session::Place;
use crate::api::subscriptions::{Subscribers, unsubscribe};
use crate::forms::RefusalNote;
use crate::ui::{Glyph, House, Icon, MarkSize};
use crate::words::{MovingPhrase, Phrase, use_words};
use leptos::prelude::*;
use rehome_domain::time::Day;

/// A subscription: to which organization, its first and its last day.
pub(crate) type Listed = (Place, Day, Option<Day>);

/// The list, and the buttons that are open to the reader; `changed` asks the page to ask anew.
#[component]
pub(crate) fn SubscriptionsOf(
    /// Whose: oneself, or the one person named.
    subscribers: Subscribers,
    /// Those that are not over.
    listed: Vec<Listed>,
    /// How many more are out of the reader's view.
    #[prop(optional)]
    hidden: u32,
    /// Whether the reader may end them.
    may_end: bool,
    /// Whether the reader makes others here.
    #[prop(optional)]
    may_add: bool,
    /// What to do after a change.
    #[prop(into)]
    changed: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let (refusal, said) = (RwSignal::new(None::<ApiError>), RwSignal::new(false));
    let is_busy = RwSignal::new(false);
    let whose = StoredValue::new(subscribers);
    let end = move |place: Place, start: Day| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            let ended = unsubscribe(whose.get_value(), place.code, start).await;
            is_busy.set(false);
            said.set(ended.is_ok());
            match ended {
                Ok(()) => changed.run(()),
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    view! {
        {if listed.is_empty() && hidden == 0 {
            view! { <p class="muted">{words.say(Phrase::NoSubscriptions)}</p> }.into_any()
        } else {
            view! {
                <ul class="lines">
                    {listed
                        .into_iter()
                        .map(|(place, start, last)| {
                            let name = place.name.to_string();
                            let ended = place.clone();
                            view! {
                                <li>
                                    <span class="who">
                                        <House name=name.clone() size=MarkSize::Small />
                                        <span class="who-text">
                                            <bdi class="who-name">{name.clone()}</bdi>
                                            <span class="who-more">{words.speech().days_from_until(start, last)}</span>
                                        </span>
                                    </span>
                                    {may_end
                                        .then(|| {
                                            view! {
                                                <span class="lines-more">
                                                    <button
                                                        class="button"
                                                        type="button"
                                                        data-size="small"
                                                        aria-busy=move || is_busy.get().then_some("true")
                                                        aria-label=words.speech().end_subscription_to(&name)
                                                        on:click=move |_| end(ended.clone(), start)
                                                    >
                                                        {words.say(MovingPhrase::EndSubscription)}
                                                    </button>
                                                </span>
                                            }
                                        })}
                                </li>
                            }
                        })
                        .collect_view()}
                    {(hidden > 0).then(|| view! { <li class="muted">{words.speech().hidden_subscriptions(u64::from(hidden))}</li> })}
                </ul>
            }
                .into_any()
        }}
        <p class="small muted" role="status">
            {move || said.get().then(|| words.say(MovingPhrase::SubscriptionEnded))}
        </p>
        {move || refusal.get().map(|error| view! { <RefusalNote error /> })}
        {may_add
            .then(|| {
                view! {
                    <div class="row">
                        <button class="button" type="button" data-size="small" on:click=move |_| open.set(true)>
                            <Icon glyph=Glyph::Plus />
                            {words.say(MovingPhrase::Subscribe)}
                        </button>
                    </div>
                    <SubscribeUsers open subscribers=Signal::derive(move || whose.get_value()) done=changed />
                }
            })}
    }
}
