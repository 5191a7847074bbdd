//! Export users: the columns of the table, of everybody whom the list's filter finds.

use crate::api::files::export_attributes;
use crate::api::users::UsersAsked;
use crate::forms::ExportForm;
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::pages::users::from_address;
use crate::routes;
use crate::ui::{Crumbs, Page, Panel};
use crate::words::{FilePhrase, PeoplePhrase, Phrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub(crate) fn Export() -> impl IntoView {
    let query = use_query_map();
    let answer = ask_in_office(
        || (),
        |acting_in, ()| async move { export_attributes(acting_in).await },
    );
    let words = use_words();
    view! {
        <PageTitle phrase=FilePhrase::ExportUsers />
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                let (office, attributes) = match answer.await {
                    Ok(answer) => answer,
                    Err(error) => return view! { <Refusal error /> }.into_any(),
                };
                let filter = query.with_untracked(from_address);
                let whom = if filter == UsersAsked::default() { FilePhrase::EverybodyInView } else { FilePhrase::EverybodyFound };
                let above = vec![(routes::USERS.to_owned(), words.say(PeoplePhrase::Users))];
                view! {
                    <Page dense=true>
                        <div class="page-head">
                            <div class="page-head-text">
                                <Crumbs label=words.say(Phrase::YouAreHere) above here=words.say(FilePhrase::Export) />
                                <h1>{words.say(FilePhrase::ExportUsers)}</h1>
                                <p class="lead">{words.say(FilePhrase::ExportText)}</p>
                            </div>
                        </div>
                        <Panel id="export-form" title=words.said(whom)>
                            <ExportForm acting_in=office.acting_in.code filter attributes />
                        </Panel>
                    </Page>
                }
                    .into_any()
            })}
        </Suspense>
    }
}
