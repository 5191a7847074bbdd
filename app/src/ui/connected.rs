//! What was just built comes into the document a moment later; only there it can be shown or take the focus.

use leptos::prelude::request_animation_frame;
use leptos::web_sys::Element;

/// How many frames it is waited for: some seconds.
const MOST_FRAMES: u16 = 300;

/// Does something in the next frame in which `element` is in the document.
pub(crate) fn once_connected(element: Element, then: impl FnOnce() + 'static) {
    after_frames(element, MOST_FRAMES, then);
}

fn after_frames(element: Element, frames: u16, then: impl FnOnce() + 'static) {
    request_animation_frame(move || {
        if element.is_connected() {
            then();
        } else if frames > 0 {
            after_frames(element, frames - 1, then);
        }
    });
}
