//! The choice in a list that the keyboard marks without giving it the focus: the next one, and scrolling to it.

/// The choice after or before the one at `at`, round and round; `count` is not zero.
pub(crate) fn stepped(at: usize, count: usize, forwards: bool) -> usize {
    let on = if forwards { 1 } else { count - 1 };
    (at + on) % count
}

/// How much of what stands above is shown with it, in pixels: the title of a group.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
const ABOVE: i32 = 40;

/// Scrolls a list as far as it takes to see an element in it. The list has to be positioned.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
pub(crate) fn bring_into_view(list: &str, element: &str) {
    use leptos::prelude::document;
    use wasm_bindgen::JsCast;
    let by_id = |id| document().get_element_by_id(id);
    let element = by_id(element).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    let (Some(list), Some(element)) = (by_id(list), element) else {
        return;
    };
    let top = element.offset_top();
    let bottom = top + element.offset_height();
    if top - ABOVE < list.scroll_top() {
        list.set_scroll_top(top - ABOVE);
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}

/// There is nothing to scroll on the server.
#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
pub(crate) fn bring_into_view(_list: &str, _element: &str) {}
