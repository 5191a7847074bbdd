//! Move users: people of sites chosen in other ways than one by one - by what they are called, everybody of a site, or by
//! filters in their order. What becomes of them is the dialog's, as over the list of users.
//!
//! To add a way, add it to [`Way`] and to `Chooser`.

mod filters;
mod listed;
mod named;

use super::PageTitle;
use super::answer::{Refusal, Waiting};
use super::office::ask_in_office;
use crate::api::moving::{MoveToolsView, PeopleOf, move_people, move_tools};
use crate::api::{ApiError, ErrorCode};
use crate::forms::{MoveUsers, RefusalNote};
use crate::routes::{self, users_query as query};
use crate::ui::{Button, ButtonKind, Crumbs, Glyph, Icon, Look, Note, Page, Panel, Tone, Why};
use crate::words::{MovingPhrase as P, PeoplePhrase, Phrase, WizardPhrase, use_words};
use filters::Filters;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use listed::ListedInput;
use named::Named;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::user_move::request::filters::MoveFilter;

/// A way to choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Way {
    /// One user, by username.
    #[default]
    Username,
    /// Several, by usernames.
    Usernames,
    /// Everybody of a site.
    Site,
    /// Whom filters fit.
    Filters,
}

impl Way {
    const ALL: [Self; 4] = [Self::Username, Self::Usernames, Self::Site, Self::Filters];

    fn as_str(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::Usernames => "usernames",
            Self::Site => "site",
            Self::Filters => "filters",
        }
    }

    fn from_word(word: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|way| way.as_str() == word).unwrap_or_default()
    }

    fn phrase(self) -> P {
        match self {
            Self::Username => P::ByUsername,
            Self::Usernames => P::ByUsernames,
            Self::Site => P::BySite,
            Self::Filters => P::ByFilters,
        }
    }
}

/// Whom the dialog is about.
#[derive(Clone, Copy)]
struct Chosen {
    open: RwSignal<bool>,
    users: RwSignal<Vec<UserId>>,
    filters: RwSignal<Vec<MoveFilter>>,
    acting_in: StoredValue<OrganizationCode>,
    is_busy: RwSignal<bool>,
    refusal: RwSignal<Option<ApiError>>,
    is_nobody: RwSignal<bool>,
}

impl Chosen {
    fn new(acting_in: OrganizationCode) -> Self {
        Self {
            open: RwSignal::new(false),
            users: RwSignal::new(Vec::new()),
            filters: RwSignal::new(Vec::new()),
            acting_in: StoredValue::new(acting_in),
            is_busy: RwSignal::new(false),
            refusal: RwSignal::new(None),
            is_nobody: RwSignal::new(false),
        }
    }

    /// Opens the dialog about these.
    fn these(self, users: Vec<UserId>, filters: Vec<MoveFilter>) {
        self.is_nobody.set(users.is_empty());
        if !users.is_empty() {
            self.filters.set(filters);
            self.users.set(users);
            self.open.set(true);
        }
    }

    /// Asks who is meant, and opens the dialog about them.
    fn of(self, of: PeopleOf) {
        let filters = match &of {
            PeopleOf::Site(_) => Vec::new(),
            PeopleOf::Filters(_, filters) => filters.clone(),
        };
        self.is_busy.set(true);
        self.refusal.set(None);
        let acting_in = self.acting_in.get_value();
        leptos::task::spawn_local(async move {
            let found = move_people(acting_in, of).await;
            if self.open.try_get_untracked().is_none() {
                return;
            }
            self.is_busy.set(false);
            match found {
                Ok(users) => self.these(users, filters),
                Err(error) => self.refusal.set(Some(error)),
            }
        });
    }
}

/// The page.
#[component]
pub(crate) fn MoveManyUsers() -> impl IntoView {
    let answer = ask_in_office(|| (), |acting_in, ()| move_tools(acting_in));
    view! {
        <PageTitle phrase=P::MoveUsers />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Err(error) => view! { <Refusal error /> }.into_any(),
                    Ok((office, _)) if !office.keys.move_sites => {
                        view! { <Refusal error=ErrorCode::Forbidden.into() /> }.into_any()
                    }
                    Ok((office, tools)) => view! { <Content acting_in=office.acting_in.code tools /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Content(acting_in: OrganizationCode, tools: MoveToolsView) -> impl IntoView {
    let words = use_words();
    let map = use_query_map();
    let way = Memo::new(move |_| {
        let word = map.with(|map| map.get(query::BY));
        Way::from_word(&word.unwrap_or_default())
    });
    let chosen = Chosen::new(acting_in.clone());
    let roles = tools.roles.clone();
    let tools = StoredValue::new(tools);
    let tab = move |of: Way| {
        view! {
            <a class="segment" href=routes::move_users(of.as_str()) aria-current=move || (way.get() == of).then_some("page")>
                {words.say(of.phrase())}
            </a>
        }
    };
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <Crumbs
                        label=words.say(Phrase::YouAreHere)
                        above=vec![(routes::USERS.to_owned(), words.say(PeoplePhrase::Users))]
                        here=words.say(P::MoveUsers)
                    />
                    <h1>{words.say(P::MoveUsers)}</h1>
                    <p class="lead">{words.say(P::ChoosingLead)}</p>
                </div>
                <div class="page-head-actions">
                    <a class="button" href=routes::WIZARD>
                        <Icon glyph=Glyph::Move />
                        {words.say(WizardPhrase::SiteTitle)}
                    </a>
                </div>
            </div>
            <nav class="segments" aria-label=words.say(P::HowChosen)>
                {Way::ALL.into_iter().map(tab).collect_view()}
            </nav>
            <Listing tools />
            {move || {
                let way = way.get();
                chosen.refusal.set(None);
                chosen.is_nobody.set(false);
                match way {
                    Way::Username => view! { <Named chosen several=false /> }.into_any(),
                    Way::Usernames => view! { <Named chosen several=true /> }.into_any(),
                    Way::Site => view! { <OfSite chosen tools /> }.into_any(),
                    Way::Filters => view! { <Filters chosen tools /> }.into_any(),
                }
            }}
            <div role="status">
                {move || chosen.refusal.get().map(|error| view! { <RefusalNote error /> })}
                <Show when=move || chosen.is_nobody.get()>
                    <Note tone=Some(Tone::Yellow) glyph=Glyph::Notice>
                        {words.say(P::NobodyThere)}
                    </Note>
                </Show>
            </div>
            <MoveUsers
                open=chosen.open
                users=chosen.users
                filters=chosen.filters
                roles
                acting_in
                moved=move |()| chosen.users.set(Vec::new())
            />
        </Page>
    }
}

/// The sites that fields on this page offer.
#[component]
fn Listing(tools: StoredValue<MoveToolsView>) -> impl IntoView {
    let words = use_words();
    let more = tools.with_value(|tools| tools.more_sites);
    let sites = tools.with_value(|tools| tools.sites.clone());
    let options = sites.into_iter().map(|site| {
        view! { <option value=site.code.to_string()>{site.name.to_string()}</option> }
    });
    view! {
        <datalist id=listed::SITES>{options.collect_view()}</datalist>
        {more.then(|| view! { <p class="field-hint">{words.say(P::MoreSites)}</p> })}
    }
}

/// What a site is called; none where what is typed is the code of none that is offered.
fn name_of(tools: StoredValue<MoveToolsView>, code: &str) -> Option<String> {
    tools.with_value(|tools| {
        let site = tools.sites.iter().find(|site| site.code.as_str() == code)?;
        Some(site.name.to_string())
    })
}

/// Everybody of a site.
#[component]
fn OfSite(chosen: Chosen, tools: StoredValue<MoveToolsView>) -> impl IntoView {
    let words = use_words();
    let site = RwSignal::new(String::new());
    let is_empty = Signal::derive(move || site.with(|site| site.trim().is_empty()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let code = site.get_untracked();
        if !code.trim().is_empty() {
            chosen.of(PeopleOf::Site(code.trim().into()));
        }
    };
    view! {
        <Panel id="of-site" title=words.said(P::BySite)>
            <form class="stack" on:submit=submit>
                <ListedInput id="from-site" label=P::FromSite hint=P::FromSiteHint value=site told=move |code: &str| name_of(tools, code) />
                <LookWho chosen off=is_empty why=P::ChooseSite />
            </form>
        </Panel>
    }
}

/// The button that asks who it is, and why it cannot be pressed.
#[component]
fn LookWho(chosen: Chosen, off: Signal<bool>, why: P) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="row">
            <Button kind=ButtonKind::Submit look=Look::Primary off busy=chosen.is_busy why="why-look">
                {words.say(P::LookWho)}
            </Button>
            <Show when=move || off.get()>
                <Why id="why-look" text=Signal::stored(words.said(why)) />
            </Show>
        </div>
    }
}
