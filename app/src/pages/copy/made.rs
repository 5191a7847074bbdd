//! Who was made, and the ways on.

use crate::api::copy::MadeView;
use crate::components::ProvisioningStatus;
use crate::routes;
use crate::ui::{Glyph, Icon, Note, Tone};
use crate::words::{CopyPhrase as P, ServicePhrase, WizardPhrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::UserId;

/// The step.
#[component]
pub(super) fn Made(
    /// Who was made, where the reader sees them.
    made: Option<MadeView>,
    /// Who was copied.
    original: UserId,
) -> impl IntoView {
    let words = use_words();
    let again = routes::copy_of(&original);
    let user = made.as_ref().map(|made| routes::user(&made.id));
    let told = made.map(|made| {
        let services = made.services.into_iter().map(|(name, status)| {
            view! {
                <dt>
                    <bdi>{name.to_string()}</bdi>
                </dt>
                <dd>
                    <ProvisioningStatus status />
                </dd>
            }
        });
        view! {
            <Note tone=Some(Tone::Green) glyph=Glyph::Works>
                <bdi>{made.name.to_string()}</bdi>
                ", "
                <bdi dir="ltr">{made.sign_in.to_string()}</bdi>
                ", "
                <bdi>{made.home.name.to_string()}</bdi>
            </Note>
            <p>{words.say(P::WhatFollows)}</p>
            <dl class="facts">
                <dt>{words.say(ServicePhrase::Account)}</dt>
                <dd>
                    <ProvisioningStatus status=made.account />
                </dd>
                {services.collect_view()}
            </dl>
        }
    });
    view! {
        <section class="panel panel-body stack" aria-labelledby="done">
            <h2 id="done">{words.say(P::ItIsDone)}</h2>
            {told}
            <div class="row">
                {user
                    .map(|address| {
                        view! {
                            <a class="button" data-look="primary" href=address>
                                <Icon glyph=Glyph::Person />
                                {words.say(WizardPhrase::ReviewUser)}
                            </a>
                        }
                    })}
                <a class="button" href=again>
                    <Icon glyph=Glyph::Plus />
                    {words.say(P::AnotherOf)}
                </a>
                <a class="button" href=routes::USERS>
                    <Icon glyph=Glyph::People />
                    {words.say(P::CopyAnother)}
                </a>
            </div>
        </section>
    }
}
