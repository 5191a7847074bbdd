//! Somebody's phones before and after, and every value that the plan rewrites.

use crate::components::{PhonesOf, Rewritten};
use crate::ui::Panel;
use crate::words::{Names, PhonePhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::telephony::phoned::Phoned;
use rehome_domain::user_move::Step;

/// Both pictures, then the table of the plan's steps.
#[component]
pub(super) fn PhonesBeforeAndAfter(
    /// The plan's steps.
    steps: Vec<Step>,
    /// The phones.
    phoned: Phoned,
    /// The names in them.
    names: StoredValue<Names>,
) -> impl IntoView {
    let words = use_words();
    let lines = phoned.before.lines.clone();
    view! {
        <Panel id="phones-before" title=words.said(P::Before)>
            <PhonesOf label=P::Before picture=phoned.before names />
        </Panel>
        <Panel id="phones-after" title=words.said(P::After)>
            <PhonesOf label=P::After picture=phoned.after names />
        </Panel>
        <Rewritten steps lines names />
    }
}
