//! User uniqueness: check the readiness, correct what is found, check again, enable, save (enterprise 2).

use super::draft::Draft;
use super::pieces::Switch;
use super::user_move::why_not;
use crate::api::organizations::{Duplicate, Readiness, uniqueness_check};
use crate::forms::RefusalNote;
use crate::routes;
use crate::ui::{
    Button, Cell, Glyph, Head, Icon, Look, Note, TableBox, Tone, Verdict, VerdictLook,
};
use crate::words::{OrganizationPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::UserMoveSettings;

/// The panel.
#[component]
pub(super) fn Uniqueness(
    acting_in: OrganizationCode,
    draft: Draft<UserMoveSettings>,
    may: bool,
) -> impl IntoView {
    let words = use_words();
    let stored = Memo::new(move |_| draft.ground.with(|it| it.require_user_uniqueness));
    let wanted = draft.get(|it| it.require_user_uniqueness);
    let code = draft
        .page
        .with_untracked(|page| page.organization.code.clone());
    let asked = code.clone();
    let file = routes::organization_duplicates(&acting_in, &code);
    let check = Action::new(move |(): &()| uniqueness_check(acting_in.clone(), asked.clone()));
    let found = check.value();
    let has_passed =
        move || found.with(|found| matches!(found, Some(Ok(ready)) if ready.duplicates.is_empty()));
    let verdict = move || {
        let (look, phrase) = match found.get() {
            _ if stored.get() => (VerdictLook::Works, P::Required),
            Some(Ok(ready)) if ready.duplicates.is_empty() => (VerdictLook::Works, P::CheckPassed),
            Some(Ok(_)) => (VerdictLook::Refuses, P::NotReady),
            Some(Err(_)) | None => (VerdictLook::Deferred, P::NotChecked),
        };
        view! { <Verdict look text=words.said(phrase) /> }
    };
    let result = move || match found.get() {
        Some(Ok(ready)) if ready.duplicates.is_empty() => view! {
            <Note tone=Some(Tone::Green) glyph=Glyph::Works alert=true>
                <strong>{words.say(P::CheckPassed)}</strong>
                " "
                {words.say(P::CheckPassedText)}
            </Note>
        }
        .into_any(),
        Some(Ok(ready)) => view! { <Duplicates ready file=file.clone() /> }.into_any(),
        Some(Err(error)) => view! { <RefusalNote error /> }.into_any(),
        None => ().into_any(),
    };
    let set = move |on| draft.change(|it| it.require_user_uniqueness = on);
    let press = move |_| {
        check.dispatch(());
    };
    let pending = check.pending();
    view! {
        <section class="panel" aria-labelledby="uniqueness">
            <div class="panel-head">
                <h2 id="uniqueness">{words.say(P::Uniqueness)}</h2>
                {verdict}
            </div>
            <div class="panel-body stack">
                <p class="muted">{words.say(P::UniquenessLead)}</p>
                <Show
                    when=move || stored.get()
                    fallback=move || {
                        view! {
                            {result.clone()}
                            {(!may).then(|| view! { <p class="why">{words.say(P::NotChangeable)}</p> })}
                            <Show
                                when=has_passed
                                fallback=move || {
                                    may.then(|| {
                                        view! {
                                            <div class="row">
                                                <Button look=Look::Ordinary busy=pending glyph=Glyph::Retry on_press=press>
                                                    {move || {
                                                        words
                                                            .say(
                                                                if pending.get() {
                                                                    P::Checking
                                                                } else if found.with(Option::is_some) {
                                                                    P::CheckAgain
                                                                } else {
                                                                    P::CheckReadiness
                                                                },
                                                            )
                                                    }}
                                                </Button>
                                            </div>
                                        }
                                    })
                                }
                            >
                                <label class="check">
                                    <input
                                        type="checkbox"
                                        prop:checked=move || wanted.get()
                                        on:change=move |event| set(event_target_checked(&event))
                                    />
                                    <span>{words.say(P::Enable)}</span>
                                </label>
                            </Show>
                        }
                    }
                >
                    <Switch
                        id="require-user-uniqueness"
                        label=words.said(P::EnableUniqueness)
                        hint=words.said(P::UniquenessOffHint)
                        checked=wanted
                        why=Signal::stored(why_not(may, words))
                        on_change=set
                    />
                </Show>
            </div>
        </section>
    }
}

/// Whose names somebody else has, and what to do.
#[component]
fn Duplicates(ready: Readiness, file: String) -> impl IntoView {
    let words = use_words();
    let count = ready.duplicates.len() as u64;
    let heads = view! {
        <Head words=words.said(P::User) />
        <Head words=words.said(P::Username) />
        <Head words=words.said(P::MappingId) />
        <Head words=words.said(P::Organization) />
        <Head words=words.said(P::Same) />
    }
    .into_any();
    let rows: Vec<AnyView> = ready.duplicates.into_iter().map(duplicate).collect();
    view! {
        <div class="finding" data-severity="blocker" role="alert">
            <Icon glyph=Glyph::Blocker />
            <div class="finding-body">
                <h3 class="finding-title">
                    <span class="finding-word">{words.say(P::DuplicateUsersFound)}</span>
                    {words.speech().duplicates(count, ready.has_more)}
                </h3>
                <p class="finding-text">{words.say(P::DuplicateUsersText)}</p>
                <p>
                    <a class="button" data-size="small" href=file download rel="external">
                        <Icon glyph=Glyph::Download />
                        {words.say(P::Export)}
                    </a>
                </p>
            </div>
        </div>
        <TableBox caption=words.said(P::DuplicateUsersFound) heads>
            {rows}
        </TableBox>
    }
}

fn duplicate(row: Duplicate) -> AnyView {
    let words = use_words();
    let same: Vec<&str> = [
        row.same_username.then(|| words.say(P::Username)),
        row.same_mapping_id.then(|| words.say(P::MappingId)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let typed = |text: String| view! { <bdi class="code">{text}</bdi> }.into_any();
    view! {
        <tr>
            <th scope="row">
                <a href=routes::user(&row.user)>
                    <bdi>{row.name}</bdi>
                </a>
            </th>
            <Cell label=words.said(P::Username) content=Some(typed(row.username)) />
            <Cell label=words.said(P::MappingId) content=row.mapping_id.map(typed) />
            <Cell label=words.said(P::Organization) content=Some(view! { <bdi>{row.home.name.to_string()}</bdi> }.into_any()) />
            <Cell label=words.said(P::Same) content=Some(same.join(", ").into_any()) />
        </tr>
    }
    .into_any()
}
