//! The frame around every page: skip link, bar, foot.

use super::finder::Finder;
use super::side::{SIDE, Side};
use super::users::Selection;
use crate::api::ApiError;
use crate::api::answer::{Answer, ask};
use crate::api::session::{SessionView, current_session};
use crate::components::PreferencesForm;
use crate::routes;
use crate::ui::{Glyph, House, HouseLook, Icon, MarkSize, PageFocus, Person, Prose, Wordmark};
use crate::words::{LibraryPhrase, OfficePhrase, Phrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Who is signed in, asked once for the whole visit: a move, a sign-in and a sign-out load the page anew.
#[derive(Clone, Copy)]
pub(crate) struct CurrentSession(pub(crate) Answer<Result<Option<SessionView>, ApiError>>);

/// Bar, page and foot.
#[component]
pub(crate) fn Frame(
    /// The page.
    children: Children,
) -> impl IntoView {
    let words = use_words();
    let session = ask(|| (), |()| current_session());
    provide_context(CurrentSession(session));
    provide_context(Selection::new());
    focus_after_navigation();
    view! {
        <a class="skip" href="#main" rel="external">
            {words.say(Phrase::SkipToPage)}
        </a>
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                match session.await {
                    Ok(Some(session)) => view! { <Bar session /> }.into_any(),
                    Ok(None) => view! { <BarOfStrangers /> }.into_any(),
                    Err(_) => ().into_any(),
                }
            })}
        </Suspense>
        <div class="shell">
            <Suspense fallback=|| ()>
                {move || Suspend::new(async move {
                    let session = session.await.ok().flatten();
                    session.and_then(|session| {
                        let office = session.office.clone()?;
                        Some(view! { <Side session office /> })
                    })
                })}
            </Suspense>
            {children()}
        </div>
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move { session.await.ok().flatten().map(|session| view! { <Foot session /> }) })}
        </Suspense>
    }
}

/// The new page takes the focus after each navigation inside the browser, as loading a page would.
fn focus_after_navigation() {
    let location = use_location();
    let focus = PageFocus::new();
    provide_context(focus);
    Effect::new(move |before: Option<String>| {
        let path = location.pathname.get();
        if before.as_ref().is_some_and(|before| *before != path) {
            focus.wanted();
        }
        path
    });
}

/// The way in for who is not signed in; the form itself needs none.
#[component]
fn BarOfStrangers() -> impl IntoView {
    let words = use_words();
    let path = use_location().pathname;
    let is_form = Memo::new(move |_| path.get() == routes::SIGN_IN);
    view! {
        <Show when=move || !is_form.get()>
            <header class="bar">
                <a class="brand" href=routes::START rel="external">
                    <Wordmark />
                </a>
                <div class="bar-end">
                    <a class="button" href=routes::SIGN_IN rel="external">
                        {words.say(Phrase::SignIn)}
                    </a>
                </div>
            </header>
        </Show>
    }
}

#[component]
fn Bar(session: SessionView) -> impl IntoView {
    let words = use_words();
    let path = use_location().pathname;
    let current = move |address: &'static str| move || (path.get() == address).then_some("page");
    let in_move = move || path.get().starts_with(routes::MOVE).then_some("page");
    let in_library = move || path.get().starts_with(routes::LIBRARY).then_some("page");
    view! {
        <header class="bar">
            {session
                .office
                .is_some()
                .then(|| {
                    view! {
                        <button
                            class="button only-narrow"
                            type="button"
                            data-look="plain"
                            data-shape="square"
                            popovertarget=SIDE
                            aria-label=words.say(OfficePhrase::Menu)
                        >
                            <Icon glyph=Glyph::Menu />
                        </button>
                    }
                })}
            <a class="brand" href=routes::PROFILE>
                <House
                    name=session.home.name.to_string()
                    size=MarkSize::Small
                    look=HouseLook::New
                    logo=session.logo.as_deref().map(str::to_owned)
                />
                <bdi class="brand-name">{session.home.name.to_string()}</bdi>
            </a>
            {session
                .office
                .is_none()
                .then(|| {
                    view! {
                        <nav class="bar-nav" aria-label=words.say(Phrase::MainNavigation)>
                            <a class="bar-link" href=routes::PROFILE aria-current=current(routes::PROFILE)>
                                {words.say(Phrase::MyProfile)}
                            </a>
                            {session
                                .move_is_offered
                                .then(|| {
                                    view! {
                                        <a class="bar-link" href=routes::MOVE aria-current=in_move>
                                            {words.say(Phrase::MoveShort)}
                                        </a>
                                    }
                                })}
                            {session
                                .has_library
                                .then(|| {
                                    view! {
                                        <a class="bar-link" href=routes::LIBRARY aria-current=in_library>
                                            {words.say(LibraryPhrase::Title)}
                                        </a>
                                    }
                                })}
                        </nav>
                    }
                })}
            <div class="bar-end">
                {session.office.clone().map(|office| view! { <Finder session=session.clone() office /> })}
                <button class="button" type="button" data-look="plain" popovertarget="account-menu">
                    <Person name=session.name.to_string() size=MarkSize::Small />
                    <bdi class="only-wide">{session.name.to_string()}</bdi>
                    <span class="visually-hidden">{words.say(Phrase::Account)}</span>
                </button>
            </div>
            <AccountMenu session />
        </header>
    }
}

#[component]
fn AccountMenu(session: SessionView) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="menu account-menu" id="account-menu" popover="auto">
            <div class="who">
                <Person name=session.name.to_string() />
                <span class="who-text">
                    <bdi class="who-name">{session.name.to_string()}</bdi>
                    <bdi class="who-more">{session.username.to_string()}</bdi>
                </span>
            </div>
            <PreferencesForm />
            <form method="post" action=routes::SIGN_OUT>
                <button class="menu-item">
                    <Icon glyph=Glyph::SignOut />
                    {words.say(Phrase::SignOut)}
                </button>
            </form>
        </div>
    }
}

#[component]
fn Foot(session: SessionView) -> impl IntoView {
    let words = use_words();
    view! {
        <footer class="foot">
            <span>
                <Prose text=words.speech().run_by(&session.installation) />
            </span>
        </footer>
    }
}
