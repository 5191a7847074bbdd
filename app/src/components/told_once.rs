//! What is shown once and handed over: a link, a token.

use crate::ui::{Button, Glyph, Note, Tone};
use crate::words::{AccountPhrase, use_words};
use leptos::html;
use leptos::prelude::*;

/// A secret in a field to copy from, with what to do with it.
#[component]
pub(crate) fn ToldOnce(
    /// The id of the field.
    id: &'static str,
    /// What it is.
    label: String,
    /// What to do with it.
    advice: String,
    /// The secret.
    secret: String,
) -> impl IntoView {
    let words = use_words();
    let field = NodeRef::<html::Input>::new();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        if let Some(input) = field.get_untracked() {
            input.select();
            copied.set(copy_selection());
        }
    };
    view! {
        <Note tone=Some(Tone::Yellow) glyph=Glyph::Key>
            {advice}
        </Note>
        <div class="field">
            <label class="field-label" for=id>
                {label}
            </label>
            <span class="told-once">
                <input class="input code" id=id type="text" dir="ltr" readonly value=secret node_ref=field />
                <Button glyph=Glyph::Copy on_press=copy>
                    {words.say(AccountPhrase::Copy)}
                </Button>
            </span>
            <span class="field-hint" role="status">
                {move || copied.get().then(|| words.say(AccountPhrase::Copied))}
            </span>
        </div>
    }
}

/// Copies what is selected; false where the browser does not.
fn copy_selection() -> bool {
    #[cfg(feature = "hydrate")]
    {
        use leptos::wasm_bindgen::JsCast;
        // WHY: works on plain addresses too, where browsers have no other clipboard.
        let document: Option<web_sys::HtmlDocument> = document().dyn_into().ok();
        document.is_some_and(|document| document.exec_command("copy").unwrap_or(false))
    }
    #[cfg(not(feature = "hydrate"))]
    false
}

/// An address of this installation, as it is handed over.
pub(crate) fn whole_address(path: &str) -> String {
    #[cfg(feature = "hydrate")]
    {
        let origin = window().location().origin().unwrap_or_default();
        format!("{origin}{path}")
    }
    #[cfg(not(feature = "hydrate"))]
    path.to_owned()
}
