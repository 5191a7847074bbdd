//! What was done, the two reviews that follow, and the way to the next.

use super::state::Wizard;
use crate::api::wizard::{Step, WizardShown};
use crate::routes::{self, wizard_query as name};
use crate::ui::{Glyph, Icon, Note, Tone};
use crate::words::{WizardPhrase as P, use_words};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use rehome_domain::ids::MoveId;
use rehome_domain::organization::OrganizationKind;

/// The step; `made` is the query, which says what was made.
#[component]
pub(super) fn Done(shown: WizardShown, wizard: Wizard, made: Memo<ParamsMap>) -> impl IntoView {
    let words = use_words();
    let (Some(user), Some(customer)) = (shown.user, shown.destination) else {
        return view! {
            <p class="lead">
                <a href=routes::wizard(Step::Source.as_str(), [])>{words.say(P::MoveAnother)}</a>
            </p>
        }
        .into_any();
    };
    let is_site = customer.kind == OrganizationKind::Site;
    let source = shown.source.map(|source| source.place.code.to_string());
    let again = source.as_deref().map(|source| (name::SOURCE, source));
    let step = if again.is_some() {
        Step::User
    } else {
        Step::Source
    };
    let has_manager = wizard
        .asked
        .with_untracked(|asked| matches!(asked.options.manager, Some(Some(_))));
    let again = routes::wizard(step.as_str(), again);
    view! {
        <section class="panel panel-body stack" aria-labelledby="done">
            <h2 id="done">{words.say(P::ItIsDone)}</h2>
            <Note tone=Some(Tone::Green) glyph=Glyph::Works>
                <bdi>{user.name.to_string()}</bdi>
                ", "
                <bdi dir="ltr">{user.sign_in.to_string()}</bdi>
                ", "
                <bdi>{customer.place.name.to_string()}</bdi>
            </Note>
            <p>{words.say(if is_site { P::SiteWhatFollows } else { P::WhatFollows })}</p>
            <div class="row">
                <a class="button" href=routes::organization(&customer.place.code)>
                    <Icon glyph=Glyph::Home />
                    {words.say(if is_site { P::ReviewSite } else { P::ReviewCustomer })}
                </a>
                <a class="button" href=routes::user(&user.id)>
                    <Icon glyph=Glyph::Person />
                    {words.say(P::ReviewUser)}
                </a>
                // WHY: a manager stays behind with the customer, and nobody at the new one follows from it.
                {(!is_site && !has_manager)
                    .then(|| {
                        view! {
                            <a class="button" href=format!("{}#manager", routes::user_edit(&user.id))>
                                <Icon glyph=Glyph::Edit />
                                {words.say(P::NameManager)}
                            </a>
                        }
                    })}
                {move || {
                    let id = made.with(|query| query.get(name::MOVE));
                    id.map(|id| {
                        view! {
                            <a class="button" href=routes::user_move(&MoveId::from(id))>
                                <Icon glyph=Glyph::Undo />
                                {words.say(P::ReviewMove)}
                            </a>
                        }
                    })
                }}
                <a class="button" data-look="primary" href=again>
                    <Icon glyph=Glyph::Move />
                    {words.say(P::MoveAnother)}
                </a>
            </div>
        </section>
    }
    .into_any()
}
