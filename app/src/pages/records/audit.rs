//! The audit: search, filter, export, and whether its chain holds.

use super::Moment;
use super::filters::{Chips, ChoiceField, Filter, FilterForm, TextField, in_words, on, told_of};
use super::list::Nothing;
use crate::api::ApiError;
use crate::api::records::{AuditAsked, AuditList, Chain, RecordShown, ask_audit, audit_verify};
use crate::api::session::{OfficeView, Place};
use crate::forms::RefusalNote;
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::routes::{self, records_query as query};
use crate::ui::{Button, Cell, Glyph, Head, Icon, Note, Page, Pager, Prose, Stack, TableBox, Tone};
use crate::words::{OfficePhrase, RecordPhrase as P, Words, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rehome_domain::role::BuiltIn;

fn asked_of(map: &leptos_router::params::ParamsMap) -> AuditAsked {
    let get = |name: &str| map.get(name).unwrap_or_default();
    AuditAsked {
        text: get(query::TEXT),
        action: get(query::ACTION),
        actor: get(query::ACTOR),
        about: get(query::ABOUT),
        organization: get(query::ORGANIZATION),
        from: get(query::FROM),
        to: get(query::TO),
        cursor: get(query::CURSOR),
    }
}

/// The filters as they stand in the address.
fn filters(asked: &AuditAsked, words: Words) -> [Filter; 7] {
    let deeds = in_words(words, P::DEEDS);
    [
        Filter::new(query::TEXT, &asked.text, words.say(P::Text)),
        Filter::new(query::ACTION, &asked.action, words.say(P::Deed))
            .told(told_of(&deeds, &asked.action)),
        Filter::new(query::ACTOR, &asked.actor, words.say(P::DoneBy)),
        Filter::new(query::ABOUT, &asked.about, words.say(P::About)),
        Filter::new(
            query::ORGANIZATION,
            &asked.organization,
            words.say(P::Organization),
        ),
        Filter::new(query::FROM, &asked.from, words.say(P::FromDay)),
        Filter::new(query::TO, &asked.to, words.say(P::ToDay)),
    ]
}

/// The page.
#[component]
pub(crate) fn Audit() -> impl IntoView {
    let map = use_query_map();
    let asked = Memo::new(move |_| map.with(asked_of));
    let answer = ask_in_office(
        move || asked.get(),
        |acting_in, asked| ask_audit(acting_in, Some(asked)),
    );
    view! {
        <PageTitle phrase=P::Audit />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok((office, list)) => view! { <Shown office list asked=asked.get_untracked() /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Shown(office: OfficeView, list: AuditList, asked: AuditAsked) -> impl IntoView {
    let words = use_words();
    let filters = filters(&asked, words).to_vec();
    let acting_in = office.acting_in.code.clone();
    let export = |format: &'static str| {
        let fields = [
            ("acting_in", acting_in.as_str()),
            ("as", "operator"),
            ("format", format),
        ];
        routes::exported("/audit/export", fields.into_iter().chain(on(&filters)))
    };
    let (csv, jsonl) = (export("csv"), export("jsonl"));
    let has_filter = !on(&filters).is_empty();
    let next = list.cursor.map(|cursor| {
        let mut fields = on(&filters);
        fields.push((query::CURSOR, &cursor));
        routes::audit(fields)
    });
    let first = (!asked.cursor.is_empty()).then(|| routes::audit(on(&filters)));
    let reads_all = office
        .roles
        .iter()
        .any(|(role, _)| BuiltIn::from_name(role.as_str()) == Some(BuiltIn::Auditor));
    let walk = Action::new(move |(): &()| audit_verify(acting_in.clone()));
    let (records, names_nobody) = (list.records, list.names_nobody);
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <h1>{words.say(P::Audit)}</h1>
                    <p class="lead">{words.say(P::AuditLead)}</p>
                </div>
                <div class="page-head-actions">
                    {reads_all.then(|| view! { <Verify walk /> })}
                    <a class="button" href=csv download="audit.csv" rel="external">
                        <Icon glyph=Glyph::Download />
                        {words.say(P::ExportCsv)}
                    </a>
                    <a class="button" href=jsonl download="audit.jsonl" rel="external">
                        <Icon glyph=Glyph::Download />
                        {words.say(P::ExportJson)}
                    </a>
                </div>
            </div>
            <div role="status">
                {move || {
                    walk.value()
                        .get()
                        .map(|found| match found {
                            Ok(chain) => view! { <Walked chain /> }.into_any(),
                            Err(error) => view! { <RefusalNote error /> }.into_any(),
                        })
                }}
            </div>
            <Filters filters=filters.clone() />
            <Chips filters=filters.clone() address=|fields| routes::audit(fields) />
            {if records.is_empty() {
                view! { <Nothing names_nobody has_filter next none=(P::NoRecords, P::NoRecordsText) /> }.into_any()
            } else {
                let mut places = office.places;
                places.push(office.acting_in);
                view! { <Records records places first next /> }.into_any()
            }}
        </Page>
    }
}

#[component]
fn Filters(filters: Vec<Filter>) -> impl IntoView {
    let words = use_words();
    let Ok([text, action, actor, about, organization, from, to]) = <[Filter; 7]>::try_from(filters)
    else {
        return ().into_any();
    };
    view! {
        <FilterForm action=routes::AUDIT label=words.said(P::FilterAudit)>
            <TextField id="text" filter=text hint=Some(words.say(P::TextHint)) />
            <ChoiceField id="action" filter=action options=in_words(words, P::DEEDS) />
            <TextField id="actor" filter=actor hint=Some(words.say(P::PersonHint)) />
            <TextField id="about" filter=about hint=Some(words.say(P::AboutHint)) />
            <TextField id="organization" filter=organization hint=Some(words.say(P::OrganizationHint)) />
            <TextField id="from" filter=from kind="date" />
            <TextField id="to" filter=to kind="date" />
        </FilterForm>
    }
    .into_any()
}

/// Walks along the chain when it is pressed.
#[component]
fn Verify(walk: Action<(), Result<Chain, ApiError>>) -> impl IntoView {
    let words = use_words();
    let busy = walk.pending();
    view! {
        <Button busy on_press=move |_| drop(walk.dispatch(()))>
            <Icon glyph=Glyph::Key />
            {move || words.say(if busy.get() { P::Verifying } else { P::Verify })}
        </Button>
    }
}

#[component]
fn Walked(chain: Chain) -> impl IntoView {
    let words = use_words();
    let speech = words.speech();
    let (tone, glyph, text) = match chain.broken_at {
        Some(place) => (Tone::Red, Glyph::Failed, speech.chain_breaks_at(place)),
        None => (Tone::Green, Glyph::Works, speech.chain_holds(chain.sealed)),
    };
    let tail = chain
        .first_unsealed
        .map(|first| speech.chain_tail(chain.unsealed, &first));
    view! {
        <Note tone=Some(tone) glyph>
            {text}
        </Note>
        {tail
            .map(|text| {
                view! {
                    <Note tone=None glyph=Glyph::Notice>
                        <Prose text />
                    </Note>
                }
            })}
    }
}

#[component]
fn Records(
    records: Vec<RecordShown>,
    /// Organizations that are called by name.
    places: Vec<Place>,
    #[prop(optional_no_strip)] first: Option<String>,
    #[prop(optional_no_strip)] next: Option<String>,
) -> impl IntoView {
    let words = use_words();
    let count = words.speech().records_shown(records.len() as u64);
    let first = first.map(|first| (words.said(OfficePhrase::FirstPage), first));
    let next = next.map(|next| (words.said(OfficePhrase::NextPage), next));
    let places = StoredValue::new(places);
    view! {
        <TableBox
            caption=words.said(P::Audit)
            stack=Stack::Wide
            heads=view! {
                <Head words=words.said(OfficePhrase::When) />
                <Head words=words.said(P::Deed) />
                <Head words=words.said(P::About) />
                <Head words=words.said(P::DoneBy) />
                <Head words=words.said(P::Where) />
                <Head words=words.said(P::Details) />
            }
                .into_any()
            foot=Some(view! { <Pager count first next /> }.into_any())
        >
            {records.into_iter().map(|record| view! { <Row record places /> }).collect_view()}
        </TableBox>
    }
}

/// The actor of what no person did, as the audit keeps it.
const SYSTEM: &str = "-";

/// What a record is about that is about the whole directory.
const DIRECTORY: &str = "directory";

/// An organization by its name where that is known, else by its code.
fn place(code: &str, places: StoredValue<Vec<Place>>) -> AnyView {
    let name = places.with_value(|places| {
        let known = places.iter().find(|place| place.code.as_str() == code);
        known.map(|place| place.name.to_string())
    });
    match name {
        Some(name) => view! { <bdi>{name}</bdi> }.into_any(),
        None => view! { <span class="code">{code.to_owned()}</span> }.into_any(),
    }
}

/// What a record is about: a person by name, an organization as one, or the directory.
fn about(record: &RecordShown, words: Words, places: StoredValue<Vec<Place>>) -> AnyView {
    match P::of_deed(&record.action) {
        P::DirectoryImported if &*record.about == DIRECTORY => {
            words.say(P::TheDirectory).into_any()
        }
        P::OrganizationCreated | P::OrganizationChanged | P::SettingsChanged => view! {
            <span>
                <span class="muted">{words.say(P::Organization)} ": "</span>
                {place(&record.about, places)}
            </span>
        }
        .into_any(),
        _ => view! { <bdi>{record.about.to_string()}</bdi> }.into_any(),
    }
}

#[component]
fn Row(record: RecordShown, places: StoredValue<Vec<Place>>) -> impl IntoView {
    let words = use_words();
    let deed = match P::of_deed(&record.action) {
        P::OtherDeed => view! { <span class="code">{record.action.clone()}</span> }.into_any(),
        known => words.say(known).into_any(),
    };
    let who = match record.actor.clone() {
        Some(name) if &*name == SYSTEM => words.say(P::TheSystem).into_any(),
        Some(name) => view! { <bdi>{name.to_string()}</bdi> }.into_any(),
        None => view! { <span class="muted">{words.say(P::SomebodyUnseen)}</span> }.into_any(),
    };
    let about = about(&record, words, places);
    let ends = record.places.iter().enumerate().map(|(number, code)| {
        view! {
            {(number > 0).then_some(" · ")}
            {place(code.as_str(), places)}
        }
    });
    let ends = ends.collect_view();
    let places = (!record.places.is_empty()).then(|| view! { <span>{ends}</span> }.into_any());
    let (id, at) = (record.id.clone(), record.at);
    view! {
        <tr data-record=id>
            <th scope="row" data-label=words.say(OfficePhrase::When)>
                <Moment at />
            </th>
            <Cell label=words.said(P::Deed) content=Some(deed) />
            <Cell label=words.said(P::About) content=Some(about) />
            <Cell label=words.said(P::DoneBy) content=Some(who) />
            <Cell label=words.said(P::Where) content=places />
            <td>
                <Details record />
            </td>
        </tr>
    }
}

#[component]
fn Details(record: RecordShown) -> impl IntoView {
    let words = use_words();
    let place = match record.number {
        Some(number) => words.number(u64::try_from(number).unwrap_or_default()),
        None => words.said(P::NotSealed),
    };
    view! {
        <details class="record-more">
            <summary>
                <Icon glyph=Glyph::End />
                <span>{words.say(P::Details)}</span>
            </summary>
            <dl class="facts">
                <dt>{words.say(P::Record)}</dt>
                <dd>
                    <span class="code">{record.id}</span>
                </dd>
                <dt>{words.say(P::Place)}</dt>
                <dd>{place}</dd>
                {match record.details {
                    None => view! {
                        <dt>{words.say(P::Details)}</dt>
                        <dd>{words.say(P::NoDetails)}</dd>
                    }
                        .into_any(),
                    Some(details) => details
                        .into_iter()
                        .map(|(name, value)| {
                            view! {
                                <dt>
                                    <span class="code">{name}</span>
                                </dt>
                                <dd>
                                    <bdi class="code">{value}</bdi>
                                </dd>
                            }
                        })
                        .collect_view()
                        .into_any(),
                }}
            </dl>
        </details>
    }
}
