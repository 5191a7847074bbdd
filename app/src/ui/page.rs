//! The head of a page.

use super::connected::once_connected;
use leptos::html;
use leptos::prelude::*;

/// As context: whether the page takes the focus.
#[derive(Clone, Copy)]
pub(crate) struct PageFocus(StoredValue<Focus>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Focus {
    /// No: the browser has loaded this page, and begins where it does.
    Browsers,
    /// The next page that comes.
    Wanted,
    /// A page has taken it, and what comes in its place takes it over: a page that was loading shows its content.
    Taken,
}

impl PageFocus {
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(Focus::Browsers))
    }

    /// The next page that comes shall take the focus.
    pub(crate) fn wanted(self) {
        self.0.set_value(Focus::Wanted);
    }

    /// `main` has come.
    fn come(self, main: leptos::web_sys::HtmlElement) {
        once_connected(main.clone().into(), move || {
            let focused = document().active_element();
            let is_lost = focused.as_ref().is_none_or(|it| it.tag_name() == "BODY");
            let takes = match self.0.try_get_value() {
                None | Some(Focus::Browsers) => false,
                Some(Focus::Wanted) => !main.contains(focused.as_deref()),
                Some(Focus::Taken) => is_lost,
            };
            if takes {
                // WHY: an element that cannot take the focus leaves it where it is.
                let _ = main.focus();
                self.0.set_value(Focus::Taken);
            }
        });
    }
}

/// The way to this page: address and words of each page above it, then its own words.
#[component]
pub fn Crumbs(
    /// What the list is.
    label: &'static str,
    /// The pages above.
    above: Vec<(String, &'static str)>,
    /// This page.
    here: &'static str,
) -> impl IntoView {
    view! {
        <ol class="crumbs" aria-label=label>
            {above
                .into_iter()
                .map(|(address, words)| {
                    view! {
                        <li>
                            <a href=address>{words}</a>
                        </li>
                    }
                })
                .collect_view()}
            <li aria-current="page">{here}</li>
        </ol>
    }
}

/// The main part of a page, where the skip link leads.
#[component]
pub fn Page(
    /// Whether the content is not here yet.
    #[prop(optional)]
    busy: bool,
    /// Whether much is on it, for who works with it.
    #[prop(optional)]
    dense: bool,
    /// The content.
    children: Children,
) -> impl IntoView {
    let main = NodeRef::<html::Main>::new();
    let focus = use_context::<PageFocus>();
    Effect::new(move |_| {
        if let (Some(main), Some(focus)) = (main.get(), focus) {
            focus.come(main);
        }
    });
    view! {
        <div class="shell" data-density=dense.then_some("dense")>
            <main class="main" id="main" node_ref=main tabindex="-1" data-width="wide" aria-busy=busy.then_some("true")>
                {children()}
            </main>
        </div>
    }
}
