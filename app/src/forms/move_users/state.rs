//! What the dialog is about at the moment, and what it asks the server.

use crate::api::moving::{
    ManyCommitted, ManyResult, ManyReview, ManyWish, OfferedView, SelectedView, move_many_commit,
    move_many_plan, move_places, move_positions, move_selection,
};
use crate::api::{ApiError, ErrorCode};
use crate::routes::{position_asked, query};
use crate::words::{Counted, Speech};
use leptos::prelude::*;
use rehome_domain::ids::{OrganizationCode, RoleId, UserId};
use rehome_domain::organization::{Hierarchy, OrganizationKind};
use rehome_domain::user_move::request::filters::MoveFilter;
use rehome_domain::user_move::{Severity, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// The state of the dialog; cheap to hand on.
#[derive(Clone, Copy)]
pub(super) struct Moving {
    pub(super) open: RwSignal<bool>,
    acting_in: StoredValue<OrganizationCode>,
    /// Whom, as they were named.
    users: RwSignal<Vec<UserId>>,
    /// Whom, as they are.
    pub(super) selected: RwSignal<Option<Result<Vec<SelectedView>, ApiError>>>,
    /// What is typed to find the destination.
    pub(super) text: RwSignal<String>,
    pub(super) places: RwSignal<Option<Vec<OfferedView>>>,
    pub(super) destination: RwSignal<Option<OfferedView>>,
    pub(super) positions: RwSignal<Option<Hierarchy>>,
    /// What says where each goes, in place of one destination.
    pub(super) filters: RwSignal<Vec<MoveFilter>>,
    /// The role at a site; the one held where none is chosen.
    pub(super) role: RwSignal<String>,
    /// Whether lines, devices and services stay.
    pub(super) user_only: RwSignal<bool>,
    pub(super) move_locked: RwSignal<bool>,
    pub(super) lock_after: RwSignal<bool>,
    pub(super) position: RwSignal<String>,
    pub(super) keep: RwSignal<BTreeSet<OrganizationCode>>,
    pub(super) reason: RwSignal<String>,
    /// The plan, and the wish it is for.
    pub(super) review: RwSignal<Option<(ManyWish, ManyReview)>>,
    /// Why there is no plan, or no answer.
    pub(super) refusal: RwSignal<Option<ApiError>>,
    pub(super) ticked: RwSignal<BTreeSet<String>>,
    pub(super) is_planning: RwSignal<bool>,
    pub(super) is_moving: RwSignal<bool>,
    /// What was done, and the plan that was followed.
    pub(super) result: RwSignal<Option<(ManyResult, ManyReview)>>,
    /// Whether the dialog opens by itself, to tell what became of a move that was not over when it was closed.
    is_late: StoredValue<bool>,
    /// Whether people were moved that the page below does not know of yet.
    is_news: StoredValue<bool>,
    /// How often something was asked: an answer to an earlier question is not shown.
    round: StoredValue<u32>,
    search: StoredValue<u32>,
}

/// How many families would do what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) works: u64,
    pub(super) warns: u64,
    pub(super) refused: u64,
    pub(super) stays: u64,
    /// The people who move, dependents out of view counted.
    pub(super) people: u64,
    /// Those of them who come along.
    pub(super) dependents: u64,
}

impl Totals {
    pub(super) fn moving(self) -> u64 {
        self.works + self.warns
    }

    /// Who moves, in words: those selected, and who comes along.
    pub(super) fn told(self, speech: &dyn Speech) -> String {
        let people = speech.counted(Counted::People, self.people.saturating_sub(self.dependents));
        if self.dependents == 0 {
            return people;
        }
        format!("{people}, {}", speech.comes_with(self.dependents))
    }
}

impl Moving {
    pub(super) fn new(open: RwSignal<bool>, acting_in: OrganizationCode) -> Self {
        Self {
            open,
            acting_in: StoredValue::new(acting_in),
            users: RwSignal::new(Vec::new()),
            selected: RwSignal::new(None),
            text: RwSignal::new(String::new()),
            places: RwSignal::new(None),
            destination: RwSignal::new(None),
            positions: RwSignal::new(None),
            filters: RwSignal::new(Vec::new()),
            role: RwSignal::new(String::new()),
            user_only: RwSignal::new(false),
            move_locked: RwSignal::new(true),
            lock_after: RwSignal::new(true),
            position: RwSignal::new(query::POSITION_REMEMBERED.to_owned()),
            keep: RwSignal::new(BTreeSet::new()),
            reason: RwSignal::new(String::new()),
            review: RwSignal::new(None),
            refusal: RwSignal::new(None),
            ticked: RwSignal::new(BTreeSet::new()),
            is_planning: RwSignal::new(false),
            is_moving: RwSignal::new(false),
            result: RwSignal::new(None),
            is_late: StoredValue::new(false),
            is_news: StoredValue::new(false),
            round: StoredValue::new(0),
            search: StoredValue::new(0),
        }
    }

    fn next_round(self) -> u32 {
        self.round
            .update_value(|round| *round = round.wrapping_add(1));
        self.round.get_value()
    }

    /// The dialog opened, about these: it goes on with a move that is not over, or not told yet.
    pub(super) fn opened(self, users: Vec<UserId>, filters: Vec<MoveFilter>) {
        let is_late = self.is_late.get_value();
        self.is_late.set_value(false);
        if !is_late && !self.is_moving.get_untracked() {
            self.filters.set(filters);
            self.begin(users);
        }
    }

    /// Whether people were moved since it was last asked.
    pub(super) fn take_news(self) -> bool {
        let is_news = self.is_news.get_value();
        self.is_news.set_value(false);
        is_news
    }

    /// Begins anew, about these.
    fn begin(self, users: Vec<UserId>) {
        let round = self.next_round();
        self.selected.set(None);
        self.result.set(None);
        self.review.set(None);
        self.refusal.set(None);
        self.ticked.set(BTreeSet::new());
        self.destination.set(None);
        self.positions.set(None);
        self.role.set(String::new());
        self.user_only.set(false);
        self.places.set(None);
        self.text.set(String::new());
        self.move_locked.set(true);
        self.lock_after.set(true);
        self.position.set(query::POSITION_REMEMBERED.to_owned());
        self.keep.set(BTreeSet::new());
        self.reason.set(String::new());
        self.users.set(users.clone());
        let acting_in = self.acting_in.get_value();
        leptos::task::spawn_local(async move {
            let answer = move_selection(acting_in, users).await;
            if round == self.round.get_value() {
                self.selected.set(Some(answer));
            }
        });
    }

    /// Looks again at some of those selected, with everything else as it was asked.
    pub(super) fn again(self, users: Vec<UserId>) {
        let round = self.next_round();
        self.result.set(None);
        self.review.set(None);
        self.refusal.set(None);
        self.selected.set(None);
        let acting_in = self.acting_in.get_value();
        leptos::task::spawn_local(async move {
            let answer = move_selection(acting_in, users.clone()).await;
            if round == self.round.get_value() {
                self.selected.set(Some(answer));
                self.users.set(users);
            }
        });
    }

    /// Whether it is known who is selected; false where that was refused.
    pub(super) fn is_selected(self) -> Option<bool> {
        self.selected
            .with(|known| known.as_ref().map(Result::is_ok))
    }

    pub(super) fn people(self) -> Vec<SelectedView> {
        self.selected
            .with(|known| known.as_ref().and_then(|known| known.clone().ok()))
            .unwrap_or_default()
    }

    /// The names of those selected who are locked.
    pub(super) fn locked(self) -> Vec<String> {
        let people = self.people();
        let locked = people.iter().filter(|person| person.locked);
        locked.map(|person| person.name.to_string()).collect()
    }

    /// One person for each home.
    fn one_of_each_home(self) -> Vec<UserId> {
        let mut homes: BTreeMap<OrganizationCode, UserId> = BTreeMap::new();
        for person in self.people() {
            homes.entry(person.home.code).or_insert(person.id);
        }
        homes.into_values().collect()
    }

    /// Asks where they can go, whenever something else is typed.
    pub(super) fn look_for_places(self) {
        let (text, subjects) = (self.text.get(), self.one_of_each_home());
        if subjects.is_empty() || self.is_filtered() {
            return;
        }
        let is_chosen = self.destination.with_untracked(|chosen| {
            chosen
                .as_ref()
                .is_some_and(|chosen| *chosen.place.name == *text)
        });
        // WHY: a name that is chosen is no search for others; the list shows them all again.
        let text = if is_chosen { String::new() } else { text };
        self.search
            .update_value(|search| *search = search.wrapping_add(1));
        let search = self.search.get_value();
        let acting_in = self.acting_in.get_value();
        leptos::task::spawn_local(async move {
            let found = move_places(acting_in, subjects, text).await;
            if search == self.search.get_value() {
                match found {
                    Ok(found) => self.places.set(Some(found)),
                    Err(error) => self.refusal.set(Some(error)),
                }
            }
        });
    }

    /// Takes a destination, and asks for its positions.
    pub(super) fn choose(self, code: &str) {
        let chosen = self.places.with_untracked(|places| {
            let mut known = places.iter().flatten();
            known
                .find(|offered| offered.place.code.as_str() == code)
                .cloned()
        });
        let (Some(chosen), Some(subject)) = (chosen, self.one_of_each_home().into_iter().next())
        else {
            return;
        };
        let there = chosen.place.code.clone();
        self.position.set(query::POSITION_REMEMBERED.to_owned());
        self.positions.set(None);
        self.keep.update(|keep| {
            keep.remove(&there);
        });
        self.destination.set(Some(chosen));
        let acting_in = self.acting_in.get_value();
        leptos::task::spawn_local(async move {
            let found = move_positions(acting_in, subject, there.clone()).await;
            let is_still = self.destination.with_untracked(|chosen| {
                chosen
                    .as_ref()
                    .is_some_and(|chosen| chosen.place.code == there)
            });
            if is_still {
                // WHY: positions are an offer; where they cannot be had, memory decides.
                self.positions.set(found.ok());
            }
        });
    }

    /// What is asked for; nothing before a destination is chosen.
    fn wish(self) -> Option<ManyWish> {
        let filters = self.filters.get();
        let destination = self.destination.get().map(|chosen| chosen.place.code);
        if destination.is_none() && filters.is_empty() {
            return None;
        }
        let is_phoned = self.is_phoned();
        let role = self.role.get();
        let is_one_locked = !self.locked().is_empty();
        Some(ManyWish {
            users: self.users.get(),
            destination,
            filters,
            // WHY: what was chosen for one site is not asked for elsewhere.
            role: (is_phoned && !role.is_empty()).then(|| RoleId::new(&role)),
            user_only: is_phoned && self.user_only.get(),
            // WHY: the box is there only where it decides something; elsewhere nothing is overridden (ruling 34).
            move_locked: is_one_locked && self.move_locked.get(),
            lock_after: self.lock_after.get(),
            position: position_asked(Some(&self.position.get())),
            keep: self.keep.get(),
            reason: self.reason.get(),
        })
    }

    /// Asks for the plan whenever something else is wished, and nothing is being moved.
    pub(super) fn plan_when_asked(self) {
        // WHY: what is moved is what was looked at; another plan would take the place of the answer.
        if self.is_moving.get() {
            return;
        }
        if self.is_selected() != Some(true) || self.result.with(Option::is_some) {
            return;
        }
        let Some(wish) = self.wish() else { return };
        let is_there = self
            .review
            .with_untracked(|known| known.as_ref().is_some_and(|(asked, _)| *asked == wish));
        if !is_there {
            self.plan(wish);
        }
    }

    /// Whether they go to a site with telephony, or to several.
    pub(super) fn is_phoned(self) -> bool {
        let is_site = |chosen: &OfferedView| chosen.kind == OrganizationKind::Site;
        self.is_filtered()
            || self
                .destination
                .with(|chosen| chosen.as_ref().is_some_and(is_site))
    }

    /// Whether filters say where each goes.
    pub(super) fn is_filtered(self) -> bool {
        self.filters.with(|filters| !filters.is_empty())
    }

    /// Whether it is known where they go.
    pub(super) fn has_destination(self) -> bool {
        self.is_filtered() || self.destination.with(Option::is_some)
    }

    /// Whether the plan was asked for in vain.
    pub(super) fn is_unplanned(self) -> bool {
        self.has_destination()
            && self.review.with(Option::is_none)
            && self.refusal.with(Option::is_some)
    }

    /// Asks for the same plan again.
    pub(super) fn plan_again(self) {
        if let Some(wish) = untrack(|| self.wish()) {
            self.plan(wish);
        }
    }

    fn plan(self, wish: ManyWish) {
        let round = self.next_round();
        self.is_planning.set(true);
        let acting_in = self.acting_in.get_value();
        leptos::task::spawn_local(async move {
            let answer = move_many_plan(acting_in, wish.clone()).await;
            if round != self.round.get_value() {
                return;
            }
            self.is_planning.set(false);
            match answer {
                Ok(review) => self.show(wish, review, None),
                Err(error) => {
                    self.review.set(None);
                    self.refusal.set(Some(error));
                }
            }
        });
    }

    fn show(self, wish: ManyWish, review: ManyReview, refusal: Option<ApiError>) {
        let codes: BTreeSet<String> = warnings(&review).into_keys().collect();
        // WHY: what was confirmed of another plan stays so only where this one still says it.
        self.ticked
            .update(|ticked| ticked.retain(|code| codes.contains(code)));
        self.review.set(Some((wish, review)));
        self.refusal.set(refusal);
    }

    /// How many families would do what; none without a plan.
    pub(super) fn totals(self) -> Option<Totals> {
        let hidden: BTreeMap<UserId, u32> = self
            .people()
            .into_iter()
            .map(|person| (person.id, person.hidden_dependents))
            .collect();
        self.review.with(|known| {
            let (_, review) = known.as_ref()?;
            let mut totals = Totals::default();
            for family in &review.families {
                if family.is_skipped {
                    totals.stays += 1;
                    continue;
                }
                match family.verdict {
                    Verdict::Refuses => {
                        totals.refused += 1;
                        continue;
                    }
                    Verdict::Warns => totals.warns += 1,
                    Verdict::Works | Verdict::Deferred => totals.works += 1,
                }
                let unseen = hidden.get(&family.subject).copied().unwrap_or_default();
                let members = u64::from(family.members.max(1)) + u64::from(unseen);
                totals.people += members;
                totals.dependents += members - 1;
            }
            Some(totals)
        })
    }

    /// How many codes of warnings are not acknowledged.
    pub(super) fn left_to_confirm(self) -> usize {
        let codes = self.review.with(|known| {
            let known = known.as_ref();
            known.map_or_else(BTreeMap::new, |(_, review)| warnings(review))
        });
        self.ticked
            .with(|ticked| codes.keys().filter(|code| !ticked.contains(*code)).count())
    }

    /// Moves them. Sending again after a failure is harmless: the key is that of the review.
    pub(super) fn commit(self) {
        let Some((wish, review)) = self.review.get_untracked() else {
            return;
        };
        self.is_moving.set(true);
        let (acting_in, ticked) = (self.acting_in.get_value(), self.ticked.get_untracked());
        leptos::task::spawn_local(async move {
            let answer = move_many_commit(
                acting_in,
                wish.clone(),
                review.digest.clone(),
                ticked,
                review.idempotency_key.clone(),
            )
            .await;
            // WHY: who left the page is told by the next one.
            if self.open.try_get_untracked().is_none() {
                return;
            }
            match answer {
                Ok(ManyCommitted::Done(result)) => {
                    self.is_news.set_value(true);
                    self.result.set(Some((result, review)));
                }
                Ok(ManyCommitted::Stale(now)) => self.show(wish, *now, None),
                Ok(ManyCommitted::Refused(now)) => {
                    self.show(wish, *now, Some(ErrorCode::Rejected.into()));
                }
                Err(error) => self.refusal.set(Some(error)),
            }
            self.is_moving.set(false);
            if !self.open.get_untracked() {
                self.is_late.set_value(true);
                self.open.set(true);
            }
        });
    }
}

/// The codes of warnings of everybody who would move, each with how many families it concerns.
pub(super) fn warnings(review: &ManyReview) -> BTreeMap<String, u64> {
    let mut codes = BTreeMap::new();
    for family in review.families.iter().filter(|family| family.moves()) {
        let warned = family.findings.iter();
        let own: BTreeSet<&str> = warned
            .filter(|finding| finding.severity == Severity::Warning)
            .map(|finding| finding.code())
            .collect();
        for code in own {
            *codes.entry(code.to_owned()).or_insert(0) += 1;
        }
    }
    codes
}
