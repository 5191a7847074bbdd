//! One's own password, changed: a plain form that works without scripts.

use super::super::frame::CurrentSession;
use super::choose_password::{NewPasswordFields, why};
use crate::components::{FieldVerdict, Judgement};
use crate::pages::PageTitle;
use crate::routes::{self, Reason, query};
use crate::ui::{Button, ButtonKind, Field, Glyph, Look, Note, Page, TextInput, Tone};
use crate::words::{AccountPhrase, OfficePhrase, RefusalPhrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The page. Who has to change the password is led here from every other one.
#[component]
pub(crate) fn ChangePassword() -> impl IntoView {
    let words = use_words();
    let asked = use_query_map().get_untracked();
    let to = asked
        .get(query::TO)
        .filter(|to| routes::is_local(to))
        .unwrap_or_else(|| routes::PROFILE.to_owned());
    let reason = asked
        .get(query::REASON)
        .and_then(|value| Reason::from_value(&value));
    let is_forced = asked.get(query::FORCED).is_some();
    let is_wrong = reason == Some(Reason::Wrong);
    view! {
        <PageTitle phrase=AccountPhrase::ChangePassword />
        <Page>
            <div class="choose-password stack" data-gap="wide">
                <div class="stack" data-gap="small">
                    <h1>{words.say(AccountPhrase::ChangePassword)}</h1>
                    {if is_forced {
                        view! {
                            <Note tone=Some(Tone::Blue) glyph=Glyph::Key>
                                {words.say(AccountPhrase::ChangeForced)}
                            </Note>
                        }
                            .into_any()
                    } else {
                        view! { <p class="lead">{words.say(AccountPhrase::ChangeLead)}</p> }.into_any()
                    }}
                </div>
                <form class="stack" method="post" action=routes::CHANGE_PASSWORD>
                    <input type="hidden" name=query::TO value=to />
                    <WhoseSignIn />
                    {is_forced.then(|| view! { <input type="hidden" name=query::FORCED value="1" /> })}
                    {reason.and_then(why)}
                    <Field id="present" label=words.said(AccountPhrase::PresentPassword)>
                        <TextInput
                            id="present"
                            name="present"
                            kind="password"
                            autocomplete="current-password"
                            wrong=is_wrong.then_some("present-verdict")
                        />
                        {is_wrong
                            .then(|| {
                                let told = Judgement::Refuses(words.said(RefusalPhrase::PasswordWrong));
                                view! {
                                    <div role="alert">
                                        <FieldVerdict id="present-verdict".to_owned() judgement=Signal::stored(told) />
                                    </div>
                                }
                            })}
                    </Field>
                    <NewPasswordFields />
                    <div class="row">
                        <Button look=Look::Primary kind=ButtonKind::Submit>
                            {words.say(AccountPhrase::ChangePassword)}
                        </Button>
                        {(!is_forced)
                            .then(|| {
                                view! {
                                    <a class="button" href=routes::PROFILE>
                                        {words.say(OfficePhrase::Cancel)}
                                    </a>
                                }
                            })}
                    </div>
                </form>
            </div>
        </Page>
    }
}

/// Whose password it is, for the programs that keep passwords.
#[component]
fn WhoseSignIn() -> impl IntoView {
    let session = expect_context::<CurrentSession>().0;
    view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                let session = session.await.ok().flatten();
                session
                    .map(|session| {
                        let name = session.username.to_string();
                        view! { <input type="text" name="username" autocomplete="username" value=name readonly hidden /> }
                    })
            })}
        </Suspense>
    }
}
