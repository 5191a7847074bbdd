//! The dependents of one person, or whose dependent it is.

use crate::api::accounts::{PersonEditView, PersonOption};
use crate::routes;
use crate::ui::{Glyph, Icon, MarkSize, Panel, Person};
use crate::words::{AccountPhrase, Phrase, use_words};
use leptos::prelude::*;
use rehome_domain::people::UserStatus;

#[component]
pub(super) fn DependentsPanel(person: PersonEditView) -> impl IntoView {
    let words = use_words();
    if let Some(sponsor) = person.sponsor {
        return view! {
            <Panel id="dependents" title=words.speech().dependent_of(&sponsor.name).replace(['\u{2068}', '\u{2069}'], "")>
                <ul class="lines">
                    <Line person=sponsor />
                </ul>
                <p class="small muted">{words.say(AccountPhrase::DependentsMoveAlong)}</p>
            </Panel>
        }
        .into_any();
    }
    let hidden = person.hidden_dependents;
    let is_empty = person.dependents.is_empty() && hidden == 0;
    let may_have = person.status != UserStatus::Deleted;
    view! {
        <Panel id="dependents" title=words.said(Phrase::Dependents)>
            {is_empty.then(|| view! { <p class="muted">{words.say(Phrase::NoDependents)}</p> })}
            <ul class="lines">
                {person.dependents.into_iter().map(|person| view! { <Line person /> }).collect_view()}
                {(hidden > 0).then(|| view! { <li class="muted">{words.speech().hidden_dependents(u64::from(hidden))}</li> })}
            </ul>
            <p class="small muted">{words.say(AccountPhrase::DependentsMoveAlong)}</p>
            {may_have
                .then(|| {
                    view! {
                        <div class="row">
                            <a class="button" href=routes::dependent_new(&person.id)>
                                <Icon glyph=Glyph::Plus />
                                {words.say(AccountPhrase::AddDependent)}
                            </a>
                        </div>
                    }
                })}
        </Panel>
    }
    .into_any()
}

#[component]
fn Line(person: PersonOption) -> impl IntoView {
    let name = person.name.to_string();
    view! {
        <li>
            <span class="who">
                <Person name=name.clone() size=MarkSize::Small other=true />
                <span class="who-text">
                    <a class="who-name" href=routes::user_edit(&person.id)>
                        <bdi>{name}</bdi>
                    </a>
                </span>
            </span>
        </li>
    }
}
