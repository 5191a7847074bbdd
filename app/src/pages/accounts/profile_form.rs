//! The fields of a person, new or not: names, sign-in name, address, position, attributes.

use super::draft::Draft;
use crate::components::{
    JudgedInput, Memory, Missing, Text, of_address, of_line, of_mapping_id, of_name, of_username,
    position_options, sign_in_name,
};
use crate::ui::{Field, Prose, Select};
use crate::words::{
    AccountPhrase, PeoplePhrase, Phrase, WizardPhrase, attribute_name, isolated, profile_told,
    use_words,
};
use leptos::prelude::*;
use rehome_domain::ids::ProfileId;
use rehome_domain::organization::Hierarchy;
use std::sync::Arc;

/// Who it is.
#[component]
pub(super) fn WhoFields(
    /// What is typed.
    draft: Draft,
    /// Whether there is a hosted account, to which one signs in by another name.
    #[prop(optional)]
    is_hosted: bool,
) -> impl IntoView {
    let words = use_words();
    let username = if is_hosted {
        words.said(WizardPhrase::Username)
    } else {
        sign_in_name(words)
    };
    // WHY: the display name follows the names until somebody writes one, and again once it is emptied.
    let name = Signal::derive(move || draft.whole_name());
    let write = Callback::new(move |typed: String| {
        draft.name.set((!typed.trim().is_empty()).then_some(typed));
    });
    view! {
        <div class="form-grid">
            <JudgedInput
                id="given".to_owned()
                label=words.said(AccountPhrase::GivenName)
                text=draft.given
                judgement=Signal::derive(move || of_line(&draft.given.get(), words))
                optional=true
            />
            <JudgedInput
                id="surname".to_owned()
                label=words.said(AccountPhrase::Surname)
                text=draft.surname
                judgement=Signal::derive(move || of_line(&draft.surname.get(), words))
                optional=true
            />
            <JudgedInput
                id="name".to_owned()
                label=words.said(AccountPhrase::DisplayName)
                text=Text::new(name, write)
                judgement=Signal::derive(move || of_name(&name.get(), words))
                hint=Some(words.said(AccountPhrase::FromTheNames))
            />
            <JudgedInput
                id="username".to_owned()
                label=username
                text=draft.username
                judgement=Signal::derive(move || of_username(&draft.username.get(), words))
                is_code=true
            />
            <JudgedInput
                id="email".to_owned()
                label=words.said(AccountPhrase::Email)
                text=draft.email
                judgement=Signal::derive(move || of_address(&draft.email.get(), words))
                optional=true
                is_code=true
            />
            <JudgedInput
                id="mapping-id".to_owned()
                label=words.said(AccountPhrase::MappingId)
                text=draft.mapping_id
                judgement=Signal::derive(move || of_mapping_id(&draft.mapping_id.get(), words))
                hint=Some(words.said(AccountPhrase::MappingHint))
                optional=true
                is_code=true
            />
        </div>
    }
}

/// The position at the home.
#[component]
pub(super) fn PositionField(
    /// What is chosen.
    draft: Draft,
    /// The positions there are.
    hierarchy: Hierarchy,
) -> impl IntoView {
    let words = use_words();
    let options = draft
        .position
        .with_untracked(|chosen| position_options(&hierarchy, &Memory::None, chosen, words));
    let missing = Signal::derive(move || draft.lacks_position(&hierarchy));
    view! {
        <Field id="position" label=words.said(Phrase::Position)>
            <Select id="position" name="position" value=draft.position options />
            <Missing id="position-verdict".to_owned() missing />
        </Field>
    }
}

/// The permission profile in an account; nothing where the reader gives none.
#[component]
pub(super) fn PermissionField(
    /// What is chosen.
    profile: RwSignal<String>,
    /// The profiles there are to give, each with the name of one that the account made.
    options: Vec<(ProfileId, Option<Arc<str>>)>,
) -> impl IntoView {
    let words = use_words();
    let options: Vec<(String, String)> = options
        .into_iter()
        .map(|(id, name)| {
            let told = profile_told(&id, name.as_deref(), words.language);
            (id.to_string(), told)
        })
        .collect();
    (!options.is_empty()).then(|| {
        view! {
            <Field id="profile" label=words.said(PeoplePhrase::PermissionProfile)>
                <Select id="profile" name="profile" value=profile options />
            </Field>
        }
    })
}

/// The attributes of people who live at the home.
#[component]
pub(super) fn AttributeFields(
    /// What is typed.
    draft: Draft,
) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="form-grid">
            {move || {
                draft
                    .attributes
                    .get()
                    .into_iter()
                    .map(|attribute| {
                        let label = isolated(&attribute_name(&attribute.id, words.language));
                        let (id, value) = (attribute.id.to_string(), attribute.value);
                        if attribute.is_text {
                            view! {
                                <JudgedInput
                                    id=format!("attribute-{id}")
                                    label
                                    text=value
                                    judgement=Signal::derive(move || of_line(&value.get(), words))
                                    optional=true
                                />
                            }
                                .into_any()
                        } else {
                            view! {
                                <div class="field">
                                    <span class="field-label">
                                        <Prose text=label />
                                    </span>
                                    <code class="code">{value.get_untracked()}</code>
                                    <span class="field-hint">{words.say(AccountPhrase::NotAText)}</span>
                                </div>
                            }
                                .into_any()
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}
