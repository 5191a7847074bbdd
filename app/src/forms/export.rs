//! Which columns a table of people has. A plain form: the answer is the file itself.

use crate::api::users::UsersAsked;
use crate::routes::{self, export_field};
use crate::ui::{Glyph, Icon, Note};
use crate::words::{FilePhrase, attribute_name, use_words};
use leptos::prelude::*;
use rehome_domain::ids::{AttributeId, OrganizationCode, UserId};

/// The columns with their word in the form; those ticked at first.
const COLUMNS: [(&str, FilePhrase, bool); 9] = [
    ("lock", FilePhrase::ColumnLock, true),
    ("name", FilePhrase::ColumnName, true),
    ("given", FilePhrase::ColumnGiven, false),
    ("surname", FilePhrase::ColumnSurname, false),
    ("mapping-id", FilePhrase::ColumnMappingId, false),
    ("email", FilePhrase::ColumnEmail, false),
    ("status", FilePhrase::ColumnStatus, false),
    ("position", FilePhrase::ColumnPosition, false),
    ("manager", FilePhrase::ColumnManager, false),
];

/// The form: of those who are ticked, else of those whom the filter finds.
#[component]
pub(crate) fn ExportForm(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Those who are ticked.
    #[prop(optional, into)]
    users: Signal<Vec<UserId>>,
    /// What the list at hand is asked for.
    #[prop(optional)]
    filter: UsersAsked,
    /// The attributes that can be columns.
    attributes: Vec<AttributeId>,
) -> impl IntoView {
    let words = use_words();
    // INVARIANT: what is asked of a list is texts and truth values, which JSON holds.
    let filter = serde_json::to_string(&filter).unwrap_or_default();
    let box_of = move |value: String, label: String, ticked: bool| {
        view! {
            <label class="check">
                <input type="checkbox" name=export_field::COLUMN value=value checked=ticked />
                <bdi>{label}</bdi>
            </label>
        }
    };
    let place = move |value: &'static str, phrase: FilePhrase, ticked: bool| {
        view! {
            <label class="check">
                <input type="radio" name=export_field::PLACE value=value checked=ticked />
                <span>{words.say(phrase)}</span>
            </label>
        }
    };
    view! {
        <form class="stack" method="post" action=routes::USERS_EXPORT>
            <input type="hidden" name=export_field::ACTING_IN value=acting_in.to_string() />
            <input type="hidden" name=export_field::FILTER value=filter />
            {move || {
                users
                    .get()
                    .into_iter()
                    .map(|id| view! { <input type="hidden" name=export_field::USER value=id.to_string() /> })
                    .collect_view()
            }}
            <fieldset class="stack" data-gap="small">
                <legend class="field-label">{words.say(FilePhrase::Columns)}</legend>
                <p class="small muted">{words.say(FilePhrase::UsernameAlways)}</p>
                {place("organization", FilePhrase::ColumnOrganization, true)}
                {place("sponsor", FilePhrase::ColumnSponsor, false)}
                {COLUMNS
                    .into_iter()
                    .map(|(value, phrase, ticked)| box_of(value.to_owned(), words.said(phrase), ticked))
                    .collect_view()}
            </fieldset>
            <Note tone=None glyph=Glyph::Notice>
                {words.say(FilePhrase::OrganizationOrSponsor)}
            </Note>
            {(!attributes.is_empty())
                .then(|| {
                    view! {
                        <fieldset class="stack" data-gap="small">
                            <legend class="field-label">{words.say(FilePhrase::Attributes)}</legend>
                            {attributes
                                .into_iter()
                                .map(|id| box_of(format!("attribute:{id}"), attribute_name(&id, words.language), false))
                                .collect_view()}
                        </fieldset>
                    }
                })}
            <div class="row">
                <button class="button" type="submit" data-look="primary">
                    <Icon glyph=Glyph::Download />
                    {words.say(FilePhrase::Download)}
                </button>
            </div>
        </form>
    }
}
