//! What the fields of the dialog have in common: what is shown, the judgement that follows what is chosen, and where each
//! finding stands.

use super::asked::Chosen;
use crate::api::account_move::{AccountMoveAsked, AccountMoveShown, Step, account_move_step};
use crate::api::wizard::FactsView;
use crate::api::{ApiError, ErrorCode};
use crate::components::told;
use crate::pages::stepwise::{FindingLines, Live, Question};
use crate::words::{Names, Told, use_words};
use leptos::prelude::*;
use rehome_domain::user_move::{About, Finding, FindingKind, Judgement};

/// The field a finding stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The new account.
    Account,
    /// The profile there.
    Profile,
    /// Who takes over.
    NewOwner,
    /// The folder for what moves.
    Folder,
    /// What moves along.
    Things,
}

impl Place {
    /// The id of the field.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Profile => "profile",
            Self::NewOwner => "new-owner",
            Self::Folder => "folder-name",
            Self::Things => "what-moves",
        }
    }

    /// The place of a finding.
    pub(super) fn of(finding: &Finding) -> Self {
        use FindingKind as K;
        match (&finding.about, &finding.kind) {
            (About::Field(field), _) => match &**field {
                "new_owner" => Self::NewOwner,
                "profile" => Self::Profile,
                "folder_name" => Self::Folder,
                _ => Self::Account,
            },
            (_, K::FolderPublic { .. } | K::FolderRenamed { .. }) => Self::Folder,
            (
                _,
                K::ItemsMove { .. }
                | K::ItemsHandedOver { .. }
                | K::VersionSetsStay { .. }
                | K::CustomValuesLost { .. }
                | K::ActionFlagsBecomeText { .. }
                | K::SightLost { .. }
                | K::TagsMadeAnew { .. }
                | K::TemplatesStay { .. }
                | K::LeftoverAccess { .. }
                | K::OwnItemsViewOnly { .. },
            ) => Self::Things,
            _ => Self::Account,
        }
    }
}

/// The fields of somebody on the way to another account.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// What was chosen.
    pub(super) chosen: Chosen,
    /// What the server said last.
    pub(super) shown: RwSignal<AccountMoveShown>,
    /// What the rules say; what only the server knows is left for the review.
    pub(super) judged: RwSignal<Vec<Finding>>,
    /// Whether that follows what is chosen.
    pub(super) is_live: RwSignal<bool>,
    /// What failed about the last question.
    pub(super) failed: RwSignal<Option<ApiError>>,
    /// A finding in words.
    pub(super) say: Callback<Finding, Told>,
}

fn known(judgement: &Judgement) -> Vec<Finding> {
    let all = judgement.findings.iter();
    all.filter(|finding| !finding.deferred).cloned().collect()
}

impl Fields {
    /// Begins with what the server said, and asks it anew whenever another account is chosen.
    pub(super) fn new(first: AccountMoveShown, chosen: Chosen) -> Self {
        let words = use_words();
        let judged = first
            .facts
            .as_ref()
            .map_or_else(Vec::new, |facts| known(&facts.judgement));
        let shown = RwSignal::new(first);
        let say = Callback::new(move |finding: Finding| {
            shown.with(|shown| match &shown.facts {
                Some(facts) => told(&finding, &facts.names, words),
                None => told(&finding, &Names::default(), words),
            })
        });
        let fields = Self {
            chosen,
            shown,
            judged: RwSignal::new(judged),
            is_live: RwSignal::new(false),
            failed: RwSignal::new(None),
            say,
        };
        let destination = Memo::new(move |_| chosen.asked.with(|asked| asked.destination.clone()));
        Effect::new(move |before: Option<Option<_>>| {
            let now = destination.get();
            if before.is_some_and(|before| before != now) {
                fields.ask();
            }
            now
        });
        fields
    }

    /// Asks the server what follows from the account that is chosen.
    fn ask(self) {
        let asked = AccountMoveAsked {
            step: Step::Choose,
            ..self.chosen.asked.get_untracked()
        };
        let to = asked.destination.clone();
        let acting_in = self.chosen.acting_in.get_value();
        leptos::task::spawn_local(async move {
            let answer = account_move_step(acting_in, asked).await;
            // WHY: another one may be chosen by now, and the page may have been left.
            let now = self.chosen.asked.try_get_untracked();
            if now.is_none_or(|now| now.destination != to) {
                return;
            }
            match answer {
                Ok(shown) => {
                    self.failed.set(None);
                    let judged = shown.facts.as_ref().map(|facts| known(&facts.judgement));
                    self.judged.set(judged.unwrap_or_default());
                    self.shown.set(shown);
                }
                Err(error) => self.failed.set(Some(match error.code {
                    // WHY: an account that is not there any more is one that cannot be chosen.
                    ErrorCode::NotFound => ErrorCode::Conflict.into(),
                    _ => error,
                })),
            }
        });
    }

    /// The findings at a place.
    pub(super) fn at(self, place: Place) -> Vec<Finding> {
        self.judged.with(|judged| {
            let all = judged.iter().filter(|finding| Place::of(finding) == place);
            all.cloned().collect()
        })
    }

    /// Whether something stands in the way there.
    pub(super) fn is_wrong(self, place: Place) -> bool {
        self.at(place).iter().any(Finding::blocks)
    }
}

/// Judges what is chosen by the facts about one account; shows nothing.
#[component]
pub(super) fn Judging(fields: Fields, facts: FactsView<Judgement>) -> impl IntoView {
    let chosen = fields.chosen;
    let request = move || chosen.request();
    let live = Live::new(facts.judgement, facts.json, Question::Move, request);
    Effect::new(move |_| {
        let is_live = live.is_live.get();
        fields.is_live.set(is_live);
        if is_live {
            fields.judged.set(live.judged.with(known));
        }
    });
}

/// What is found at a field; its id is `ID-verdict`.
#[component]
pub(super) fn Findings(fields: Fields, place: Place) -> impl IntoView {
    let found = Signal::derive(move || fields.at(place));
    view! { <FindingLines id=place.id().to_owned() found say=fields.say /> }
}
