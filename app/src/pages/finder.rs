//! Finding and doing anything by the keyboard, for operators and administrators: every page, the organizations they act
//! in, and whoever and whatever is in view by a few letters.
//!
//! The frame has the button and listens to the keys; the rest is loaded when it is first asked for. To add a page or a
//! deed, add a line to [`known`] with the key that opens it.

mod known;
mod palette;

pub(in crate::pages) use palette::Palette;

use crate::api::session::{OfficeView, SessionView};
use crate::ui::{Glyph, Icon};
use crate::words::{OfficePhrase, use_words};
use leptos::prelude::*;
use leptos_router::LazyRoute;

/// What the frame tells the part that is loaded later.
#[derive(Clone, Copy)]
struct Asked {
    open: RwSignal<bool>,
    session: StoredValue<(SessionView, OfficeView)>,
}

/// The button in the bar, and the keys.
#[component]
pub(super) fn Finder(session: SessionView, office: OfficeView) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let session = StoredValue::new((session, office));
    provide_context(Asked { open, session });
    Effect::new(move |_| {
        let handle = window_event_listener(leptos::ev::keydown, move |event| {
            let is_held =
                (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
            if !is_held || !is_k(&event.key(), &event.code()) {
                return;
            }
            event.prevent_default();
            if open.get_untracked() {
                open.set(false);
            } else if !is_something_open() {
                open.set(true);
            }
        });
        on_cleanup(move || handle.remove());
    });
    let was_asked = Memo::new(move |was: Option<&bool>| open.get() || was.is_some_and(|was| *was));
    view! {
        <button
            class="button find-anything"
            type="button"
            aria-label=words.say(OfficePhrase::FindAnything)
            aria-haspopup="dialog"
            aria-keyshortcuts="Control+K Meta+K"
            on:click=move |_| open.set(true)
        >
            <Icon glyph=Glyph::Search />
            <span class="muted only-wide">{words.say(OfficePhrase::FindAnything)}</span>
            <kbd class="only-wide">{words.speech().find_keys()}</kbd>
        </button>
        {move || {
            was_asked
                .get()
                .then(|| {
                    view! {
                        <Suspense fallback=|| ()>
                            {Suspend::new(async { super::Palette::view(super::Palette::data()).await })}
                        </Suspense>
                    }
                })
        }}
    }
}

/// Whether a key is K: by its letter, or by its place where the keyboard has no Latin letters.
fn is_k(key: &str, code: &str) -> bool {
    key.eq_ignore_ascii_case("k") || (!key.is_ascii() && code == "KeyK")
}

/// Whether something lies over the page that wants an answer first.
fn is_something_open() -> bool {
    let found = document().query_selector("dialog[open]");
    found.is_ok_and(|found| found.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_found_on_keyboards_without_latin_letters() {
        assert!(is_k("k", "KeyK") && is_k("K", "KeyV") && is_k("ن", "KeyK"));
        assert!(!is_k("t", "KeyK") && !is_k("ن", "KeyL"));
    }
}
