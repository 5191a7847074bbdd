//! What was done, and the ways on: to what is carried after the person, to the person, to the move.

use crate::api::account_move::AccountMoveShown;
use crate::routes::{self, account_query as name};
use crate::ui::{Glyph, Icon, Note, Tone};
use crate::words::{AccountMovePhrase as P, WizardPhrase, use_words};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use rehome_domain::ids::MoveId;

/// The step; `made` is the query, which says what was made.
#[component]
pub(super) fn Done(shown: AccountMoveShown, made: Memo<ParamsMap>) -> impl IntoView {
    let words = use_words();
    let asked = move |name: &str| made.with(|query| query.get(name));
    let transfer = Memo::new(move |_| asked(name::TRANSFER));
    let (user, home) = (shown.person, shown.source);
    view! {
        <section class="panel panel-body stack" aria-labelledby="done">
            <h2 id="done">{words.say(WizardPhrase::ItIsDone)}</h2>
            <Note tone=Some(Tone::Green) glyph=Glyph::Works>
                <bdi>{user.name.to_string()}</bdi>
                ", "
                <bdi>{home.name.to_string()}</bdi>
            </Note>
            <p>{move || words.say(if transfer.get().is_some() { P::ProfileAtOnce } else { P::NothingOnItsWay })}</p>
            <div class="row">
                {move || {
                    transfer
                        .get()
                        .map(|id| {
                            view! {
                                <a class="button" data-look="primary" href=routes::transfer(&id)>
                                    <Icon glyph=Glyph::InProgress />
                                    {words.say(P::WatchTransfer)}
                                </a>
                            }
                        })
                }}
                <a class="button" href=routes::user(&user.id)>
                    <Icon glyph=Glyph::Person />
                    {words.say(WizardPhrase::ReviewUser)}
                </a>
                {move || {
                    asked(name::MOVE)
                        .map(|id| {
                            view! {
                                <a class="button" href=routes::user_move(&MoveId::from(id))>
                                    <Icon glyph=Glyph::Undo />
                                    {words.say(WizardPhrase::ReviewMove)}
                                </a>
                            }
                        })
                }}
            </div>
        </section>
    }
}
