//! Create a person: judged while one types, shown the first sign-in's link once.

use super::super::answer::{Refusal, Waiting};
use super::super::office::ask_in_office;
use super::draft::Draft;
use super::profile_form::{AttributeFields, PositionField, WhoFields};
use crate::api::accounts::{
    AttributeField, MadePerson, PersonFormView, PlaceOption, person_create, person_form,
};
use crate::components::{JudgedInput, ToldOnce, of_password, whole_address};
use crate::forms::RefusalNote;
use crate::pages::PageTitle;
use crate::routes;
use crate::ui::{
    Button, ButtonKind, Crumbs, Field, Glyph, Look, Note, Page, Panel, Select, Tone, Why,
};
use crate::words::{AccountPhrase, OfficePhrase, PeoplePhrase, Phrase, use_words};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rehome_domain::ids::{OrganizationCode, UserId};

/// The page; a person to be a dependent of is named in the address.
#[component]
pub(crate) fn NewPerson() -> impl IntoView {
    let query = use_query_map();
    let sponsor =
        Memo::new(move |_| query.with(|query| query.get(routes::query::SPONSOR).map(UserId::from)));
    let home = RwSignal::new(None::<OrganizationCode>);
    let answer = ask_in_office(
        move || (home.get(), sponsor.get()),
        |acting_in, (home, sponsor)| person_form(acting_in, home, sponsor),
    );
    let draft = Draft::empty();
    let made = RwSignal::new(None::<MadePerson>);
    view! {
        <PageTitle phrase=AccountPhrase::NewUser />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok((office, form)) => {
                        let acting_in = office.acting_in.code;
                        draft.offer(form.attributes.iter().map(|id| AttributeField { id: id.clone(), value: String::new(), is_text: true }).collect());
                        view! { <Shown acting_in form draft home made /> }.into_any()
                    }
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Shown(
    acting_in: OrganizationCode,
    form: PersonFormView,
    draft: Draft,
    home: RwSignal<Option<OrganizationCode>>,
    made: RwSignal<Option<MadePerson>>,
) -> impl IntoView {
    let words = use_words();
    let title = if form.sponsor.is_some() {
        AccountPhrase::NewDependent
    } else {
        AccountPhrase::NewUser
    };
    let above = vec![(routes::USERS.to_owned(), words.say(PeoplePhrase::Users))];
    let lead = form
        .sponsor
        .as_ref()
        .map(|sponsor| words.speech().dependent_of(&sponsor.name));
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <Crumbs label=words.say(Phrase::YouAreHere) above here=words.say(title) />
                    <h1>{words.say(title)}</h1>
                    {lead.map(|lead| view! { <p class="lead"><crate::ui::Prose text=lead /></p> })}
                </div>
            </div>
            {move || match made.get() {
                Some(person) => view! { <Made person made draft is_dependent=form.sponsor.is_some() /> }.into_any(),
                None => view! { <Form acting_in=acting_in.clone() form=form.clone() draft home made /> }.into_any(),
            }}
        </Page>
    }
}

/// Words and value of each organization to live in.
fn homes(form: &PersonFormView) -> Vec<(String, String)> {
    let mut homes: Vec<PlaceOption> = form.homes.clone();
    if !homes.iter().any(|it| it.place.code == form.home.place.code) {
        homes.insert(0, form.home.clone());
    }
    homes
        .into_iter()
        .map(|it| (it.place.code.to_string(), it.place.name.to_string()))
        .collect()
}

#[component]
fn Form(
    acting_in: OrganizationCode,
    form: PersonFormView,
    draft: Draft,
    home: RwSignal<Option<OrganizationCode>>,
    made: RwSignal<Option<MadePerson>>,
) -> impl IntoView {
    let words = use_words();
    let sponsored = form.sponsor.is_some();
    let first = RwSignal::new(if sponsored { First::None } else { First::Link });
    let by_password = Memo::new(move |_| first.get() == First::Password);
    let password = RwSignal::new(String::new());
    let first_home = form.home.place.code.to_string();
    let chosen_home = RwSignal::new(first_home.clone());
    Effect::new(move |before: Option<String>| {
        let chosen = chosen_home.get();
        // WHY: a choice from before the takeover is there before the first turn of this.
        if before.unwrap_or_else(|| first_home.clone()) != chosen {
            draft.position.set(String::new());
            home.set(Some(OrganizationCode::from(chosen.as_str())));
        }
        chosen
    });
    let sponsor = form.sponsor.clone();
    let is_dependent = sponsor.is_some();
    let (code, sponsor_id) = (form.home.place.code.clone(), sponsor.map(|it| it.id));
    let create = Action::new(move |(): &()| {
        let mut person = draft.person();
        person.home = Some(code.clone());
        person.sponsor.clone_from(&sponsor_id);
        person.signs_in = first.get_untracked() != First::None;
        person.password = by_password
            .get_untracked()
            .then(|| password.get_untracked());
        let acting_in = acting_in.clone();
        async move { person_create(acting_in, person).await }
    });
    Effect::new(move |_| {
        if let Some(Ok(person)) = create.value().get() {
            made.set(Some(person));
        }
    });
    let hierarchy = form.hierarchy.clone();
    let (options, positions) = (homes(&form), form.hierarchy.clone());
    let needed = form.hierarchy.clone();
    let needs_password = move || {
        by_password.get()
            && (password.with(String::is_empty) || of_password(&password.get(), words).refuses())
    };
    let off = Signal::derive(move || draft.is_refused(&hierarchy, words) || needs_password());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !off.get_untracked() && !create.pending().get_untracked() {
            create.dispatch(());
        }
    };
    // WHY: a field nobody has been in yet is not marked, so what is missing is said here.
    let why = Signal::derive(move || {
        let missing = [
            (
                draft.whole_name().trim().is_empty(),
                AccountPhrase::NameEmpty,
            ),
            (
                draft.username.with(|name| name.trim().is_empty()),
                AccountPhrase::SignInNameEmpty,
            ),
            (
                draft.lacks_position(&needed),
                AccountPhrase::PositionMissing,
            ),
            (
                by_password.get() && password.with(String::is_empty),
                AccountPhrase::PasswordHint,
            ),
        ];
        let missing: Vec<&str> = missing
            .into_iter()
            .filter(|(is_missing, _)| *is_missing)
            .map(|(_, phrase)| words.say(phrase))
            .collect();
        match (off.get(), missing.is_empty()) {
            (false, _) => String::new(),
            (true, true) => words.said(AccountPhrase::CorrectFirst),
            (true, false) => missing.join(" "),
        }
    });
    let deed = if is_dependent {
        AccountPhrase::CreateDependent
    } else {
        AccountPhrase::CreateUser
    };
    view! {
        <form class="stack" data-gap="wide" on:submit=submit>
            <Panel id="who" title=words.said(AccountPhrase::WhoItIs)>
                <WhoFields draft />
            </Panel>
            <Panel id="where" title=words.said(AccountPhrase::WhereTheyAre)>
                <div class="form-grid">
                    {if is_dependent {
                        view! {
                            <div class="field">
                                <span class="field-label">{words.say(Phrase::Home)}</span>
                                <bdi>{form.home.place.name.to_string()}</bdi>
                                <span class="field-hint">{words.say(AccountPhrase::SponsorLives)}</span>
                            </div>
                        }
                            .into_any()
                    } else {
                        view! {
                            <Field
                                id="home"
                                label=words.said(Phrase::Home)
                                hint=form.more_homes.then(|| words.said(AccountPhrase::MoreHomes))
                            >
                                <Select id="home" name="home" value=chosen_home options />
                            </Field>
                        }
                            .into_any()
                    }}
                    <PositionField draft hierarchy=positions />
                </div>
            </Panel>
            <Panel id="attributes" title=words.said(AccountPhrase::Attributes)>
                <AttributeFields draft />
            </Panel>
            <FirstSignIn first password is_dependent />
            {move || match create.value().get() {
                Some(Err(error)) => view! { <RefusalNote error /> }.into_any(),
                _ => ().into_any(),
            }}
            <div class="row">
                <Button look=Look::Primary kind=ButtonKind::Submit off busy=create.pending() why="create-why">
                    {move || words.say(if create.pending().get() { AccountPhrase::Creating } else { deed })}
                </Button>
                <a class="button" href=routes::USERS>
                    {words.say(OfficePhrase::Cancel)}
                </a>
            </div>
            <Show when=move || off.get()>
                <Why id="create-why" text=why />
            </Show>
        </form>
    }
}

/// How somebody signs in for the first time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    /// Not at all: a dependent.
    None,
    Link,
    Password,
}

impl First {
    /// The value in the form.
    fn value(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Link => "link",
            Self::Password => "password",
        }
    }
}

/// By a link or a first password; a dependent need not.
#[component]
fn FirstSignIn(
    first: RwSignal<First>,
    password: RwSignal<String>,
    is_dependent: bool,
) -> impl IntoView {
    let words = use_words();
    let choice = move |value: First, phrase: AccountPhrase, more: AccountPhrase| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="first-sign-in"
                    value=value.value()
                    checked=first.get_untracked() == value
                    prop:checked=move || first.get() == value
                    on:change=move |_| first.set(value)
                />
                <span>{words.say(phrase)}</span>
                <span class="check-more">{words.say(more)}</span>
            </label>
        }
    };
    view! {
        <Panel id="first-sign-in" title=words.said(AccountPhrase::FirstSignIn)>
            <div class="stack" data-gap="small" role="radiogroup" aria-labelledby="first-sign-in">
                {is_dependent.then(|| choice(First::None, AccountPhrase::NoOwnSignIn, AccountPhrase::NoOwnSignInMore))}
                {choice(First::Link, AccountPhrase::ByLink, AccountPhrase::ByLinkMore)}
                {choice(First::Password, AccountPhrase::ByPassword, AccountPhrase::ByPasswordMore)}
            </div>
            <Show when=move || first.get() == First::Password>
                <div class="form-grid">
                    <JudgedInput
                        id="password".to_owned()
                        label=words.said(AccountPhrase::FirstPassword)
                        text=password
                        judgement=Signal::derive(move || of_password(&password.get(), words))
                        hint=Some(words.said(AccountPhrase::PasswordHint))
                        autocomplete="new-password"
                        is_code=true
                    />
                </div>
            </Show>
        </Panel>
    }
}

/// What was made, and what is to be handed over.
#[component]
fn Made(
    person: MadePerson,
    made: RwSignal<Option<MadePerson>>,
    draft: Draft,
    is_dependent: bool,
) -> impl IntoView {
    let words = use_words();
    let name = person.person.name.to_string();
    let address = routes::user_edit(&person.person.id);
    let another = move |_| {
        for field in [
            draft.given,
            draft.surname,
            draft.username,
            draft.mapping_id,
            draft.email,
            draft.position,
        ] {
            field.set(String::new());
        }
        draft.name.set(None);
        for attribute in draft.attributes.get_untracked() {
            attribute.value.set(String::new());
        }
        made.set(None);
    };
    view! {
        <section class="panel" aria-labelledby="made">
            <div class="panel-head">
                <div role="status">
                    <h2 id="made">
                        <crate::ui::Prose text=words.speech().person_made(&name) />
                    </h2>
                </div>
            </div>
            <div class="panel-body stack">
                {match person.link {
                    Some(link) => view! {
                        <ToldOnce
                            id="link"
                            label=words.said(AccountPhrase::LinkLabel)
                            advice=words.said(AccountPhrase::LinkOnce)
                            secret=whole_address(&routes::welcome(&link.token))
                        />
                        <p class="small muted">{words.speech().link_until(link.until.day())}</p>
                    }
                    .into_any(),
                    None => view! {
                        <Note tone=Some(Tone::Blue) glyph=Glyph::Key>
                            {words.say(if is_dependent && !person.has_password { AccountPhrase::NoLinkNeeded } else { AccountPhrase::PasswordHandOver })}
                        </Note>
                    }
                    .into_any(),
                }}
                <div class="row">
                    <a class="button" data-look="primary" href=address>
                        {words.say(AccountPhrase::OpenUser)}
                    </a>
                    <Button on_press=another>{words.say(AccountPhrase::CreateAnother)}</Button>
                </div>
            </div>
        </section>
    }
}
