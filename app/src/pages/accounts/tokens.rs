//! One's own tokens for programs: listed, made and told once, revoked.

use super::super::answer::{Refusal, Waiting};
use crate::api::accounts::{TokenView, token_make, token_revoke, tokens_own};
use crate::components::{JudgedInput, Judgement, ToldOnce, of_name};
use crate::forms::RefusalNote;
use crate::pages::PageTitle;
use crate::routes;
use crate::ui::{
    Badge, Button, ButtonKind, Cell, Crumbs, Glyph, Head, Look, Note, Page, PageState, Panel,
    StateKind, TableBox, Tone,
};
use crate::words::{AccountPhrase, OfficePhrase, Phrase, use_words};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rehome_domain::time::Day;

/// The page.
#[component]
pub(crate) fn Tokens() -> impl IntoView {
    let words = use_words();
    let times = RwSignal::new(0_u32);
    let answer = Resource::new(move || times.get(), |_| tokens_own());
    let anew = Callback::new(move |()| times.update(|times| *times += 1));
    // WHY: the list is loaded anew with the new token in it, and the secret has to stay to be copied.
    let (revoked, secret) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let above = vec![(routes::PROFILE.to_owned(), words.say(Phrase::MyProfile))];
    let above = StoredValue::new(above);
    view! {
        <PageTitle phrase=AccountPhrase::Tokens />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok(tokens) => {
                        view! {
                            <Page>
                                <div class="page-head">
                                    <div class="page-head-text">
                                        <Crumbs label=words.say(Phrase::YouAreHere) above=above.get_value() here=words.say(AccountPhrase::Tokens) />
                                        <h1>{words.say(AccountPhrase::Tokens)}</h1>
                                        <p class="lead">{words.say(AccountPhrase::TokensLead)}</p>
                                    </div>
                                </div>
                                <Making anew secret />
                                <Listed tokens anew revoked />
                            </Page>
                        }
                            .into_any()
                    }
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// A day as a browser's field writes it.
fn day(text: &str) -> Option<Day> {
    text.trim().parse().ok()
}

#[component]
fn Making(anew: Callback<()>, secret: RwSignal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let (name, last_day) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let make = Action::new(move |(): &()| {
        let (name, last_day) = (name.get_untracked(), day(&last_day.get_untracked()));
        async move { token_make(name, last_day).await }
    });
    Effect::new(move |_| {
        if let Some(Ok(made)) = make.value().get() {
            secret.set(Some(made));
            anew.run(());
        }
    });
    let judged = move || match of_name(&name.get(), words) {
        Judgement::Refuses(_) if name.with(|name| name.trim().is_empty()) => {
            Judgement::Refuses(words.said(AccountPhrase::PurposeEmpty))
        }
        judgement => judgement,
    };
    let off = Signal::derive(move || judged().refuses());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !off.get_untracked() && !make.pending().get_untracked() {
            make.dispatch(());
        }
    };
    view! {
        <Panel id="make" title=words.said(AccountPhrase::MakeToken)>
            {move || {
                secret
                    .get()
                    .map(|secret| {
                        view! {
                            <ToldOnce id="token" label=words.said(AccountPhrase::TheToken) advice=words.said(AccountPhrase::TokenOnce) secret />
                        }
                    })
            }}
            <form class="stack" on:submit=submit>
                <div class="form-grid">
                    <JudgedInput
                        id="token-name".to_owned()
                        label=words.said(AccountPhrase::TokenName)
                        text=name
                        judgement=Signal::derive(judged)
                    />
                    <JudgedInput
                        id="token-day".to_owned()
                        label=words.said(AccountPhrase::TokenLastDay)
                        text=last_day
                        judgement=Signal::derive(|| Judgement::Silent)
                        hint=Some(words.said(AccountPhrase::TokenLastDayHint))
                        kind="date"
                        optional=true
                        is_code=true
                    />
                </div>
                {move || match make.value().get() {
                    Some(Err(error)) => view! { <RefusalNote error /> }.into_any(),
                    _ => ().into_any(),
                }}
                <div class="row">
                    <Button look=Look::Primary kind=ButtonKind::Submit off busy=make.pending() why="make-why">
                        {words.say(AccountPhrase::MakeToken)}
                    </Button>
                    <Show when=move || off.get()>
                        <span class="small muted" id="make-why">
                            {words.say(AccountPhrase::PurposeEmpty)}
                        </span>
                    </Show>
                </div>
            </form>
        </Panel>
    }
}

#[component]
fn Listed(tokens: Vec<TokenView>, anew: Callback<()>, revoked: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let revoke = Action::new(move |id: &String| token_revoke(id.clone()));
    Effect::new(move |_| {
        if let Some(Ok(())) = revoke.value().get() {
            revoked.set(true);
            anew.run(());
        }
    });
    let told = view! {
        <div role="status">
            {revoked
                .get_untracked()
                .then(|| {
                    view! {
                        <Note tone=Some(Tone::Green) glyph=Glyph::Works>
                            {words.say(AccountPhrase::TokenRevoked)}
                        </Note>
                    }
                })}
        </div>
        {move || match revoke.value().get() {
            Some(Err(error)) => view! { <RefusalNote error /> }.into_any(),
            _ => ().into_any(),
        }}
    };
    if tokens.is_empty() {
        return view! {
            {told}
            <PageState kind=StateKind::Empty title=words.said(AccountPhrase::NoTokens) text=words.said(AccountPhrase::NoTokensText) />
        }
        .into_any();
    }
    let heads = view! {
        <Head words=words.said(OfficePhrase::Name) />
        <Head words=words.said(AccountPhrase::Made) />
        <Head words=words.said(AccountPhrase::LastUsed) />
        <Head words=words.said(AccountPhrase::Ends) />
        <Head words=words.said(AccountPhrase::RevokeToken) hidden=true />
    }
    .into_any();
    view! {
        {told}
        <TableBox caption=words.said(AccountPhrase::Tokens) heads>
            {tokens.into_iter().map(|token| view! { <Row token revoke /> }).collect_view()}
        </TableBox>
    }
    .into_any()
}

#[component]
fn Row(
    token: TokenView,
    revoke: Action<String, Result<(), crate::api::ApiError>>,
) -> impl IntoView {
    let words = use_words();
    let date = move |at: rehome_domain::time::Timestamp| words.date(at.day());
    let (id, name) = (token.id, token.name);
    let heard = format!("{} {name}", words.say(AccountPhrase::RevokeToken));
    let used = token
        .used
        .map_or_else(|| words.said(AccountPhrase::Never), date);
    let ends = match token.expires {
        _ if token.is_over => {
            view! { <Badge tone=Tone::Grey text=words.said(AccountPhrase::Over) /> }.into_any()
        }
        Some(at) => date(at).into_any(),
        None => words.say(AccountPhrase::Never).into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                <bdi>{name}</bdi>
            </th>
            <Cell label=words.said(AccountPhrase::Made) content=Some(date(token.created).into_any()) />
            <Cell label=words.said(AccountPhrase::LastUsed) content=Some(used.into_any()) />
            <Cell label=words.said(AccountPhrase::Ends) content=Some(ends) />
            <td class="num">
                <button
                    class="button"
                    type="button"
                    data-size="small"
                    aria-label=heard
                    on:click=move |_| {
                        revoke.dispatch(id.clone());
                    }
                >
                    {words.say(AccountPhrase::RevokeToken)}
                </button>
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_a_field_of_a_browser_writes_it() {
        assert_eq!(day("2026-12-31"), Day::from_civil(2026, 12, 31));
        assert_eq!(day(""), None);
    }
}
