//! A modal dialog: the rest of the page is out of reach until it closes.

use super::connected::once_connected;
use leptos::html;
use leptos::prelude::*;

/// Shows a dialog as soon as it can be shown.
fn show(dialog: leptos::web_sys::HtmlDialogElement, open: RwSignal<bool>) {
    let show = {
        let dialog = dialog.clone();
        move || {
            if open.try_get_untracked() == Some(true) && !dialog.open() {
                // WHY: showing fails only on a dialog that is not in the document.
                let _ = dialog.show_modal();
            }
        }
    };
    // One that was loaded when it was asked for is not there yet.
    if dialog.is_connected() {
        show();
    } else {
        once_connected(dialog.into(), show);
    }
}

/// Shows its content with `showModal()` while `open` is true; Escape closes it and sets `open` to false.
#[component]
pub fn Dialog(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// The id of the heading inside that names it.
    labelled_by: &'static str,
    /// A second block name, for another shape.
    #[prop(optional)]
    shape: &'static str,
    /// Whether a press beside it closes it: only where nothing is lost by that.
    #[prop(optional)]
    light: bool,
    /// Head, body and foot.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get() && !dialog.open() {
            show(dialog, open);
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let beside = move |event: leptos::ev::MouseEvent| {
        // The dialog itself is pressed where nothing in it is: beside it.
        if light && event.target() == event.current_target() {
            open.set(false);
        }
    };
    view! {
        <dialog
            class=format!("dialog {shape}").trim_end().to_owned()
            node_ref=node
            aria-labelledby=labelled_by
            // WHY both: the browser tells of the closing a moment after it, in which the dialog may be asked for again.
            on:cancel=move |event: leptos::ev::Event| {
                // A file that is not chosen after all says so by the same event.
                if event.target() == event.current_target() {
                    open.set(false);
                }
            }
            on:close=move |_| {
                if node.get_untracked().is_none_or(|dialog| !dialog.open()) {
                    open.set(false);
                }
            }
            on:click=beside
        >
            {children()}
        </dialog>
    }
}
