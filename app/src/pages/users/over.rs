//! The dialogs over the list and over one person: moving, subscribing and exporting those who are ticked.

use super::selection::{Over, Selection};
use crate::api::files::export_attributes;
use crate::api::subscriptions::Subscribers;
use crate::forms::RefusalNote;
use crate::forms::{ExportForm, MoveUsers, SubscribeUsers};
use crate::ui::{Button, Dialog};
use crate::words::{OfficePhrase, PeoplePhrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::{OrganizationCode, UserId};
use std::collections::BTreeMap;

/// The dialogs; each opens when [`Selection::over`] asks for it.
#[component]
pub(crate) fn OverUsers(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Looks at the page below anew.
    look_again: Callback<()>,
) -> impl IntoView {
    let selection = expect_context::<Selection>();
    let users = Signal::derive(move || {
        let ids = selection
            .people
            .with(|people| people.keys().cloned().collect());
        let ids: Vec<UserId> = ids;
        ids
    });
    let (moving, subscribing, exporting) = (
        RwSignal::new(false),
        RwSignal::new(false),
        RwSignal::new(false),
    );
    Effect::new(move |_| {
        if let Some(over) = selection.over.get() {
            selection.over.set(None);
            match over {
                Over::Move => moving.set(true),
                Over::Subscribe => subscribing.set(true),
                Over::Export => exporting.set(true),
            }
        }
    });
    let here = acting_in.clone();
    let subscribers = Signal::derive(move || Subscribers::These(here.clone(), users.get()));
    let moved = move |()| {
        selection.people.update(BTreeMap::clear);
        look_again.run(());
    };
    view! {
        <MoveUsers open=moving users acting_in=acting_in.clone() moved />
        <SubscribeUsers open=subscribing subscribers done=look_again />
        <ExportDialog open=exporting users acting_in />
    }
}

/// Which columns the table of those who are ticked has.
#[component]
fn ExportDialog(
    open: RwSignal<bool>,
    users: Signal<Vec<UserId>>,
    acting_in: OrganizationCode,
) -> impl IntoView {
    let words = use_words();
    let here = acting_in.clone();
    let attributes = Action::new(move |()| export_attributes(here.clone()));
    Effect::new(move |_| {
        if open.get() {
            attributes.dispatch(());
        }
    });
    let acting_in = StoredValue::new(acting_in);
    view! {
        <Dialog open labelled_by="export-users">
            <div class="dialog-head">
                <h2 id="export-users">{words.say(PeoplePhrase::ExportThem)}</h2>
            </div>
            <div class="dialog-body">
                {move || {
                    attributes
                        .value()
                        .get()
                        .map(|found| match found {
                            Ok(attributes) => {
                                view! { <ExportForm acting_in=acting_in.get_value() users attributes /> }.into_any()
                            }
                            Err(error) => view! { <RefusalNote error /> }.into_any(),
                        })
                }}
            </div>
            <div class="dialog-foot">
                <Button on_press=move |_| open.set(false)>{words.say(OfficePhrase::Close)}</Button>
            </div>
        </Dialog>
    }
}
