//! One line about what is still on its way to where the reader lives, with the way to all of it.

use crate::api::answer::ask;
use crate::api::transfers::still_arriving;
use crate::routes;
use crate::ui::{Glyph, Note, Tone};
use crate::words::{TransferPhrase as P, arrived, use_words};
use leptos::prelude::*;

/// The line; nothing where nothing is on its way, or nobody can say at the moment.
#[component]
pub(crate) fn StillArriving() -> impl IntoView {
    let words = use_words();
    let answer = ask(|| (), |()| still_arriving());
    view! {
        <Transition fallback=|| ()>
            {move || Suspend::new(async move {
                let found = answer.await.ok().flatten();
                found
                    .map(|found| {
                        view! {
                            <Note tone=Some(Tone::Blue) glyph=Glyph::InProgress>
                                <span data-arriving="">{arrived(words.language, found.moved, found.planned)}</span>
                                " "
                                <a href=routes::transfer(&found.id)>{words.say(P::SeeTransfer)}</a>
                            </Note>
                        }
                    })
            })}
        </Transition>
    }
}
