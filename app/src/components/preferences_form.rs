//! Theme and language: a plain form, so that it works with and without scripts.

use crate::preferences::{Preferences, Theme};
use crate::routes;
use crate::words::{Language, Phrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Two rows of buttons; each press keeps a choice and comes back to the page.
#[component]
pub(crate) fn PreferencesForm() -> impl IntoView {
    let words = use_words();
    let chosen = Preferences::current();
    let location = use_location();
    let here = move || {
        let search = location.search.get();
        let path = location.pathname.get();
        if search.is_empty() {
            path
        } else {
            format!("{path}?{search}")
        }
    };
    let theme_phrase = |theme: Theme| match theme {
        Theme::System => Phrase::ThemeSystem,
        Theme::Light => Phrase::ThemeLight,
        Theme::Dark => Phrase::ThemeDark,
    };
    view! {
        <form class="preferences" method="post" action=routes::PREFERENCES>
            <input type="hidden" name=routes::query::TO value=here />
            <div class="field" role="group" aria-label=words.say(Phrase::Theme)>
                <span class="field-hint">{words.say(Phrase::Theme)}</span>
                <span class="segments">
                    {Theme::ALL
                        .map(|theme| {
                            view! {
                                <button class="segment" name="theme" value=theme.name() aria-pressed=pressed(theme == chosen.theme)>
                                    {words.say(theme_phrase(theme))}
                                </button>
                            }
                        })
                        .collect_view()}
                </span>
            </div>
            <div class="field" role="group" aria-label=words.say(Phrase::LanguageWord)>
                <span class="field-hint">{words.say(Phrase::LanguageWord)}</span>
                <span class="segments">
                    {Language::ALL
                        .map(|language| {
                            view! {
                                <button
                                    class="segment"
                                    name="language"
                                    value=language.tag()
                                    lang=language.tag()
                                    aria-pressed=pressed(language == chosen.language)
                                >
                                    {language.own_name()}
                                </button>
                            }
                        })
                        .collect_view()}
                </span>
            </div>
        </form>
    }
}

fn pressed(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}
