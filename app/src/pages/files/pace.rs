//! How far and how fast a file goes that is being worked on.

use crate::api::files::FilePace;
use crate::words::{FilePhrase, use_words};
use leptos::prelude::*;

/// Rows in ten seconds from which on they are told by the second.
const A_ROW_A_SECOND: u32 = 10;

/// The bar, how many rows are done, the speed, an estimate of the rest, and the last sign of life.
#[component]
pub(super) fn Pace(
    /// How many rows came to an end, of how many.
    #[prop(into)]
    rows: Signal<(u32, u32)>,
    /// How fast.
    #[prop(into)]
    pace: Signal<Option<FilePace>>,
) -> impl IntoView {
    let words = use_words();
    let speed = move || {
        let rows = pace.get()?.rows_in_ten_seconds;
        let rows = u64::from(rows);
        Some(match rows {
            0 => None?,
            _ if rows >= u64::from(A_ROW_A_SECOND) => words.speech().rows_a_second(rows / 10),
            _ => words.speech().rows_a_minute(rows * 6),
        })
    };
    let left = move || {
        let seconds = u64::from(pace.get()?.seconds_left?);
        Some(match seconds {
            0..60 => words.said(FilePhrase::LessThanAMinute),
            _ => words.speech().minutes_left(seconds.div_ceil(60)),
        })
    };
    let sign = move || {
        Some(match pace.get()?.silent_for {
            Some(seconds) => words.speech().last_sign(u64::from(seconds)),
            None => words.said(FilePhrase::NoSignYet),
        })
    };
    let done = move || {
        let (done, all) = rows.get();
        words.speech().rows_of(u64::from(done), u64::from(all))
    };
    let part = move |name: &'static str, text: Option<String>| {
        text.map(|text| view! { <li data-pace=name>{text}</li> })
    };
    view! {
        <progress
            class="progress"
            aria-label=words.say(FilePhrase::Progress)
            max=move || rows.get().1.max(1)
            value=move || rows.get().0
        ></progress>
        <ul class="pace small muted">
            <li data-pace="rows">{done}</li>
            {move || part("speed", speed())}
            {move || part("left", left())}
            {move || part("sign", sign())}
        </ul>
    }
}
