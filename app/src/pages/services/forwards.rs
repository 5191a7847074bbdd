//! What is to be sent on for somebody, until when.

use crate::api::services::OutsideJob;
use crate::words::{ServicePhrase, use_words};
use leptos::prelude::*;

/// The addresses of a job that is about mail sent on; nothing of any other.
#[component]
pub(super) fn Forwards(job: OutsideJob) -> impl IntoView {
    let words = use_words();
    let text = if job.ends_forwarding {
        ServicePhrase::ForwardingEndsText
    } else {
        ServicePhrase::ForwardingText
    };
    (!job.forwards.is_empty()).then(move || {
        let rows = job.forwards.into_iter().map(|(address, to, until)| {
            view! {
                <dt>
                    <bdi>{address}</bdi>
                </dt>
                <dd>
                    {to.map(|to| view! { <span>{words.say(ServicePhrase::ForwardedTo)} " " <bdi>{to}</bdi> " · "</span> })}
                    <span>{words.say(ServicePhrase::LastDay)} " " {words.date(until)}</span>
                </dd>
            }
        });
        let rows = rows.collect_view();
        view! {
            <p class="small muted">{words.say(text)}</p>
            <dl class="facts">{rows}</dl>
        }
    })
}
