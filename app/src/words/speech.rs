//! The texts that hold names, numbers or dates: one method each, one implementation per language.
//!
//! To add one, add a method here; the compiler asks every language for it. What only one part of the screens
//! says is a trait of its own beside that part's phrases, and a supertrait here.

use super::{
    AccountSpeech, FileSpeech, MovingSpeech, Names, OfficeSpeech, OrganizationSpeech, PeopleSpeech,
    RecordSpeech,
};
use rehome_domain::telephony::Section;
use rehome_domain::time::{Day, Timestamp};
use rehome_domain::user_move::{BasisRecord, FindingKind, OutcomeItem, Remedy};

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What is.
    pub title: String,
    /// Why, and what follows; may be empty where the title says it all.
    pub text: String,
}

impl Told {
    pub(crate) fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            text: text.into(),
        }
    }
}

/// What a language can say about names, numbers and dates. Names in the texts stand between isolates.
pub trait Speech:
    AccountSpeech
    + FileSpeech
    + MovingSpeech
    + OfficeSpeech
    + OrganizationSpeech
    + PeopleSpeech
    + RecordSpeech
    + Sync
{
    /// A finding.
    fn finding(&self, kind: &FindingKind, names: &Names) -> Told;
    /// A finding that the facts at hand do not decide.
    fn deferred(&self, kind: &FindingKind, names: &Names) -> Told;
    /// What would clear a finding, and who can do it.
    fn remedy(&self, remedy: &Remedy, names: &Names) -> String;
    /// Something that stays, moves along, changes, is lost or is gained.
    fn outcome(&self, item: &OutcomeItem, names: &Names) -> String;
    /// What a record of telephony is.
    fn phone_record(&self, section: Section) -> &'static str;
    /// What a value of such a record or a default of a site is called.
    fn phone_value(&self, name: &str) -> String;
    /// A record that somebody changed since the reader looked.
    fn record_changed(&self, record: &BasisRecord, names: &Names) -> String;
    /// Records out of the reader's view that somebody changed.
    fn records_changed_unseen(&self, count: u64) -> String;

    /// That more findings of the same kind stand behind the one told.
    fn and_more(&self, told: &str, more: u64) -> String;
    /// The dependents who come along.
    fn dependents(&self, people: &[String]) -> String;
    /// The position held before, by the way to it.
    fn position_as_before(&self, way: &str) -> String;
    /// How long to wait before the next try.
    fn wait_minutes(&self, minutes: u64) -> String;

    /// The verdict on a row that works with warnings.
    fn can_with_warnings(&self, warnings: u64) -> String;
    /// The same, spoken to the reader.
    fn you_can_with_warnings(&self, warnings: u64) -> String;
    /// How many acknowledgements are missing.
    fn left_to_confirm(&self, left: u64, all: u64) -> String;
    /// How many organizations are shown of how many.
    fn organizations_found(&self, found: u64, all: u64) -> String;
    /// How many rows are shown of those found.
    fn rows_shown(&self, shown: u64, found: u64) -> String;
    /// That facts outside the reader's view are in play.
    fn hidden(&self, count: u64) -> String;
    /// The question of the confirmation.
    fn move_home_to(&self, organization: &str) -> String;
    /// Who moves at once.
    fn who_moves(&self, dependents: u64) -> String;
    /// Why OK is off: the organization cannot be chosen.
    fn cannot_choose(&self, organization: &str) -> String;
    /// That one can come back.
    fn you_can_move_back(&self, organization: &str) -> String;

    /// The heading of the arrival.
    fn you_live_at(&self, organization: &str) -> String;
    /// When the move was.
    fn moved_on(&self, at: Timestamp) -> String;
    /// What to do about a missing position.
    fn position_missing(&self, organization: &str) -> String;

    /// How many roles are held at home and elsewhere.
    fn roles_here_and_elsewhere(&self, here: u64, elsewhere: u64) -> String;
    /// Roles out of the reader's view (ruling 61).
    fn roles_in_others(&self, organizations: u64) -> String;
    /// Dependents out of the reader's view.
    fn hidden_dependents(&self, count: u64) -> String;
    /// Subscriptions out of the reader's view.
    fn hidden_subscriptions(&self, count: u64) -> String;
    /// The time of a subscription.
    fn days_from_until(&self, start: Day, end: Option<Day>) -> String;
    /// An entry of the history: a move.
    fn history_moved(&self, to: &str) -> String;
    /// An entry of the history: a move that was taken back.
    fn history_undone(&self, to: &str) -> String;
    /// Where a move came from and who made it; none if it was the reader.
    fn history_from_by(&self, from: &str, by: Option<&str>) -> String;
    /// How an incident is told.
    fn incident(&self, id: &str) -> String;
    /// Who runs this installation.
    fn run_by(&self, organization: &str) -> String;
}
