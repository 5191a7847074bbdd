//! What can be done to a transfer: buttons, and what some of them ask first.

use super::follow::Followed;
use crate::api::transfers::{Deed, TransferNow, TransferState};
use crate::ui::{Button, Glyph, Note, Tone};
use crate::words::{TransferPhrase as P, use_words};
use leptos::prelude::*;

/// What may be done as it stands.
fn open(now: &TransferNow) -> Vec<(Deed, Glyph, P)> {
    let progress = &now.progress;
    let has_rest = progress.open + progress.failed > 0;
    let mut deeds = Vec::new();
    match now.state {
        TransferState::Running => deeds.push((Deed::Pause, Glyph::Pause, P::Pause)),
        TransferState::Paused => deeds.push((Deed::Resume, Glyph::Play, P::Resume)),
        TransferState::Returning | TransferState::Cancelled => return deeds,
        TransferState::Completed | TransferState::CompletedWithErrors => {}
    }
    if progress.failed > 0 {
        deeds.push((Deed::Retry, Glyph::Retry, P::Retry));
    }
    if has_rest {
        deeds.push((Deed::Cancel, Glyph::Close, P::Cancel));
    }
    deeds
}

/// The buttons; whoever only looks is told so.
#[component]
pub(super) fn Deeds(followed: Followed, steers: bool) -> impl IntoView {
    let words = use_words();
    let asking = RwSignal::new(false);
    let deeds = Memo::new(move |_| followed.now.with(open));
    let busy = followed.is_busy;
    if !steers {
        return view! { <p class="small muted">{words.say(P::OnlyLooks)}</p> }.into_any();
    }
    let buttons = move || {
        let deeds = deeds.get();
        if deeds.is_empty() {
            return view! { <p class="small muted">{words.say(P::NothingToSteer)}</p> }.into_any();
        }
        let each = deeds.into_iter().map(|(deed, glyph, phrase)| {
            let press = move |_| match deed.clone() {
                Deed::Cancel => asking.set(true),
                deed => followed.act(deed),
            };
            view! {
                <Button glyph busy on_press=press>
                    {words.say(phrase)}
                </Button>
            }
        });
        view! { <div class="row">{each.collect_view()}</div> }.into_any()
    };
    let question = move || {
        let can = deeds.with(|deeds| deeds.iter().any(|(deed, ..)| *deed == Deed::Cancel));
        (asking.get() && can).then(|| {
            let surely = move |_| {
                asking.set(false);
                followed.act(Deed::Cancel);
            };
            view! {
                <Note tone=Some(Tone::Yellow) glyph=Glyph::Warning alert=true>
                    {words.say(P::CancelText)}
                </Note>
                <div class="row">
                    <Button busy on_press=surely>
                        {words.say(P::CancelSurely)}
                    </Button>
                    <Button on_press=move |_| asking.set(false)>{words.say(P::KeepGoing)}</Button>
                </div>
            }
        })
    };
    view! {
        {buttons}
        {question}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::transfers::Progress;

    fn now(state: TransferState, open: u64, failed: u64) -> TransferNow {
        TransferNow {
            id: "1".to_owned(),
            folder_name: String::new(),
            state,
            progress: Progress {
                planned: open + failed,
                open,
                failed,
                ..Progress::default()
            },
            ordered: None,
            last_sign: None,
            ended: None,
            stuck: false,
            estimate: None,
        }
    }

    fn deeds(state: TransferState, waiting: u64, failed: u64) -> Vec<Deed> {
        let open = open(&now(state, waiting, failed));
        open.into_iter().map(|(deed, ..)| deed).collect()
    }

    #[test]
    fn what_the_server_would_refuse_is_not_offered() {
        use TransferState as S;
        assert_eq!(deeds(S::Running, 2, 0), [Deed::Pause, Deed::Cancel]);
        assert_eq!(deeds(S::Paused, 2, 0), [Deed::Resume, Deed::Cancel]);
        assert_eq!(
            deeds(S::CompletedWithErrors, 0, 1),
            [Deed::Retry, Deed::Cancel]
        );
        assert_eq!(deeds(S::Completed, 0, 0), []);
        assert_eq!(deeds(S::Cancelled, 0, 0), []);
        assert_eq!(deeds(S::Returning, 2, 0), []);
    }
}
