//! What the reader of Move to Organization has typed and chosen.

use crate::api::user_move::Wish;
use crate::components::Order;
use crate::routes::{self, query};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rehome_domain::ids::OrganizationCode;

/// How many rows are shown at first, and how many more each time.
pub(super) const WINDOW: usize = 50;

/// What the reader has typed and chosen so far; the address says what at first.
#[derive(Clone, Copy)]
pub(super) struct Choosing {
    /// The organization chosen.
    pub(super) chosen: RwSignal<Option<OrganizationCode>>,
    /// The position there, as [`query::POSITION`] writes it.
    pub(super) position: RwSignal<String>,
    /// What the list is narrowed to.
    pub(super) text: RwSignal<String>,
    /// The order, by name.
    pub(super) sort: RwSignal<String>,
    /// How many rows are shown.
    pub(super) shown: RwSignal<usize>,
    /// Whether scripts run here; false on the server and in the first picture of the browser.
    pub(super) scripted: RwSignal<bool>,
    /// Whether the question is asked.
    pub(super) asking: RwSignal<bool>,
    early: StoredValue<Early>,
    outdated: StoredValue<bool>,
}

/// What was typed and chosen in the plain form, before the scripts had come.
#[derive(Clone, Debug, Default)]
struct Early {
    chosen: Option<String>,
    text: Option<String>,
    sort: Option<String>,
}

impl Early {
    fn read() -> Self {
        Self {
            chosen: value_of("input[name=destination]:checked"),
            text: value_of("#find"),
            sort: value_of("#sort"),
        }
    }
}

#[cfg(feature = "hydrate")]
fn value_of(selector: &str) -> Option<String> {
    use leptos::wasm_bindgen::JsCast;
    use web_sys::{HtmlInputElement, HtmlSelectElement};
    let field = document().query_selector(selector).ok()??;
    match field.dyn_ref::<HtmlInputElement>() {
        Some(input) => Some(input.value()),
        None => field
            .dyn_ref::<HtmlSelectElement>()
            .map(HtmlSelectElement::value),
    }
}

#[cfg(not(feature = "hydrate"))]
fn value_of(_: &str) -> Option<String> {
    None
}

impl Choosing {
    /// As the address says.
    pub(super) fn from_address() -> Self {
        let asked = use_query_map().get_untracked();
        let shown = asked
            .get(query::SHOWN)
            .and_then(|shown| shown.parse().ok())
            .unwrap_or(WINDOW)
            .max(WINDOW);
        let choosing = Self {
            chosen: RwSignal::new(
                asked
                    .get(query::DESTINATION)
                    .filter(|code| !code.is_empty())
                    .map(OrganizationCode::from),
            ),
            position: RwSignal::new(
                asked
                    .get(query::POSITION)
                    .unwrap_or_else(|| query::POSITION_REMEMBERED.to_owned()),
            ),
            text: RwSignal::new(asked.get(query::TEXT).unwrap_or_default()),
            sort: RwSignal::new(
                Order::from_name(&asked.get(query::SORT).unwrap_or_default())
                    .name()
                    .to_owned(),
            ),
            shown: RwSignal::new(shown),
            scripted: RwSignal::new(false),
            asking: RwSignal::new(false),
            early: StoredValue::new(Early::read()),
            outdated: StoredValue::new(false),
        };
        Effect::new(move |_| choosing.scripted.set(true));
        choosing
    }

    /// Takes over what was typed and chosen before the scripts had come; once the form is theirs.
    pub(super) fn take_over(self) {
        let Early { chosen, text, sort } = self.early.get_value();
        self.early.set_value(Early::default());
        if let Some(text) = text {
            self.text.set(text);
        }
        if let Some(sort) = sort {
            self.sort.set(sort);
        }
        let code = chosen.map(OrganizationCode::from);
        if code.is_some() && code != self.chosen.get_untracked() {
            self.chosen.set(code);
        }
    }

    /// Says that what the page was told is not so any more; it is told anew.
    pub(super) fn outdate(self) {
        self.outdated.set_value(true);
    }

    /// Fits the choice to what the page is told: one that is not in the list is none. Says whether more than
    /// the list is to be told anew.
    pub(super) fn fit(self, is_listed: impl Fn(&OrganizationCode) -> bool) -> bool {
        let was_outdated = self.outdated.get_value();
        self.outdated.set_value(false);
        let chosen = self.chosen.get_untracked();
        if chosen.as_ref().is_some_and(|code| !is_listed(code)) {
            self.chosen.set(None);
            return false;
        }
        was_outdated && chosen.is_some()
    }

    /// Chooses an organization; a position chosen before belonged to another.
    pub(super) fn choose(self, code: OrganizationCode) {
        self.position.set(query::POSITION_REMEMBERED.to_owned());
        self.chosen.set(Some(code));
    }

    /// What would be asked of the server.
    pub(super) fn wish(self) -> Option<Wish> {
        let position = routes::position_asked(Some(&self.position.get()));
        self.chosen.get().map(|destination| Wish {
            destination,
            position,
        })
    }
}
