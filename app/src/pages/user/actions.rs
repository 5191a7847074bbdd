//! What can be done to one person: each button keeps its place, and says why it is off.

use crate::api::ApiError;
use crate::api::users::{LockEnd, PersonView, UserKeys, UserPageView, users_lock};
use crate::forms::RefusalNote;
use crate::pages::users::{Over, Selection, Ticked};
use crate::routes;
use crate::ui::{Button, Glyph, Icon, Look, Note, Tone, Why};
use crate::words::{CopyPhrase, OfficePhrase, PeoplePhrase, WhyPhrase, Words, use_words};
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::people::UserStatus;

/// What became of the last deed.
pub(super) type Outcome = Result<(bool, Vec<(PersonView, LockEnd)>), ApiError>;

/// What can be done to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Move,
    Lock,
    Subscribe,
    Edit,
}

/// Who it would be done to.
#[derive(Clone, Copy, Debug)]
struct Whom {
    keys: UserKeys,
    is_dependent: bool,
    is_deleted: bool,
}

/// Why a deed is off for this person: the first reason that holds.
fn reason(deed: Deed, whom: Whom) -> Option<PeoplePhrase> {
    let keys = whom.keys;
    let is_open = match deed {
        Deed::Move => keys.release || keys.move_hosted || keys.move_content,
        Deed::Lock => keys.lock,
        Deed::Subscribe => keys.subscribe,
        Deed::Edit => keys.edit,
    };
    if keys.is_oneself && deed != Deed::Edit {
        Some(PeoplePhrase::IsYou)
    } else if whom.is_deleted && deed != Deed::Edit {
        Some(PeoplePhrase::IsDeleted)
    } else if is_open {
        None
    } else if keys.is_of_higher_rank {
        Some(PeoplePhrase::IsOfHigherRank)
    } else if whom.is_dependent && deed == Deed::Move {
        Some(PeoplePhrase::IsDependent)
    } else {
        Some(PeoplePhrase::NoKey)
    }
}

/// Why buttons are off; where not all are off for one reason, each reason with its buttons.
fn why_off(off: [(Option<PeoplePhrase>, String); 4], words: Words) -> String {
    let mut why: Vec<(PeoplePhrase, Vec<String>)> = Vec::new();
    for (reason, button) in off {
        let Some(reason) = reason else { continue };
        match why.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, buttons)) => buttons.push(button),
            None => why.push((reason, vec![button])),
        }
    }
    match why.as_slice() {
        [(reason, _)] => words.said(*reason),
        several => several
            .iter()
            .map(|(reason, buttons)| format!("{}: {}", words.list(buttons), words.say(*reason)))
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// The buttons, and the line that says why some are off.
#[component]
pub(super) fn Actions(
    user: UserPageView,
    acting_in: OrganizationCode,
    /// Looks at the person anew.
    look_again: Callback<()>,
    /// What became of the last deed.
    outcome: RwSignal<Option<Outcome>>,
) -> impl IntoView {
    let words = use_words();
    let selection = expect_context::<Selection>();
    let whom = Whom {
        keys: user.keys,
        is_dependent: user.sponsor.is_some(),
        is_deleted: user.status == UserStatus::Deleted,
    };
    let no_move = reason(Deed::Move, whom);
    let no_lock = reason(Deed::Lock, whom);
    let no_subscribing = reason(Deed::Subscribe, whom);
    let no_edit = reason(Deed::Edit, whom);
    let locked = user.locked;
    let lock_phrase = if locked {
        PeoplePhrase::UnlockThem
    } else {
        PeoplePhrase::LockThem
    };
    let why = why_off(
        [
            (no_move, words.said(PeoplePhrase::MoveThisUser)),
            (no_lock, words.said(lock_phrase)),
            (no_subscribing, words.said(PeoplePhrase::SubscribeThem)),
            (no_edit, words.said(OfficePhrase::Edit)),
        ],
        words,
    );
    let has_why = !why.is_empty();
    let id = user.id.clone();
    let lock = Action::new(move |locked: &bool| {
        let (locked, users, acting_in) = (*locked, vec![id.clone()], acting_in.clone());
        async move {
            let done = users_lock(acting_in, users, locked).await;
            outcome.set(Some(done.map(|rows| (locked, rows))));
            look_again.run(());
        }
    });
    let ticked = Ticked {
        name: user.name.clone(),
        locked: user.locked,
        dependents: u32::try_from(user.dependents.len()).unwrap_or_default()
            + user.hidden_dependents,
    };
    let id = user.id.clone();
    let open = move |over: Over| {
        selection.people.set([(id.clone(), ticked.clone())].into());
        selection.over.set(Some(over));
    };
    let (open_move, open_subscribe) = (open.clone(), open);
    let lock_glyph = if locked { Glyph::Unlock } else { Glyph::Lock };
    let edit = routes::user_edit(&user.id);
    // WHY: people of hosting trees are called otherwise at each customer, and people of accounts own things; what becomes
    // of that is asked on a page of its own.
    let wizard = if no_move.is_some() {
        None
    } else if user.keys.move_content {
        Some(routes::account_move_of(&user.id))
    } else {
        let hosted = user.keys.move_hosted;
        hosted.then(|| routes::wizard_for(&user.id, &user.home.code))
    };
    // WHY: who may copy nobody sees no way there; the address is answered as if it led to nobody.
    let copy = user.keys.copy.then(|| {
        let hosted = user.hosted.as_ref();
        let is_template = hosted.is_some_and(|hosted| hosted.is_template);
        let phrase = if is_template {
            CopyPhrase::NewFromTemplate
        } else {
            CopyPhrase::CopyThem
        };
        (routes::copy_of(&user.id), phrase)
    });
    let undo = user.last_move.as_ref().map(routes::user_move);
    view! {
        {move || outcome.get().map(|outcome| view! { <Told outcome /> })}
        <div class="row">
            {match wizard {
                Some(address) => {
                    view! {
                        <a class="button" data-look="primary" href=address>
                            <Icon glyph=Glyph::Move />
                            {words.say(PeoplePhrase::MoveThisUser)}
                        </a>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <Button look=Look::Primary glyph=Glyph::Move off=no_move.is_some() why="user-why" on_press=move |_| open_move(Over::Move)>
                            {words.say(PeoplePhrase::MoveThisUser)}
                        </Button>
                    }
                        .into_any()
                }
            }}
            {copy
                .map(|(address, phrase)| {
                    view! {
                        <a class="button" href=address>
                            <Icon glyph=Glyph::Copy />
                            {words.say(phrase)}
                        </a>
                    }
                })}
            <Button glyph=lock_glyph off=no_lock.is_some() busy=lock.pending() why="user-why" on_press=move |_| { lock.dispatch(!locked); }>
                {words.say(lock_phrase)}
            </Button>
            <Button glyph=Glyph::Bell off=no_subscribing.is_some() why="user-why" on_press=move |_| open_subscribe(Over::Subscribe)>
                {words.say(PeoplePhrase::SubscribeThem)}
            </Button>
            {if no_edit.is_none() {
                view! {
                    <a class="button" href=edit>
                        <Icon glyph=Glyph::Edit />
                        {words.say(OfficePhrase::Edit)}
                    </a>
                }
                .into_any()
            } else {
                view! {
                    <Button glyph=Glyph::Edit off=true why="user-why">
                        {words.say(OfficePhrase::Edit)}
                    </Button>
                }
                .into_any()
            }}
            <a class="button" href=routes::why_of(&user.id)>
                <Icon glyph=Glyph::Notice />
                {words.say(WhyPhrase::Why)}
            </a>
            {undo
                .map(|address| {
                    view! {
                        <a class="button" href=address>
                            <Icon glyph=Glyph::Undo />
                            {words.say(PeoplePhrase::UndoLastMove)}
                        </a>
                    }
                })}
        </div>
        {has_why.then(|| view! { <Why id="user-why" text=why /> })}
    }
}

/// What became of the last deed.
#[component]
fn Told(outcome: Outcome) -> impl IntoView {
    let words = use_words();
    let (locked, rows) = match outcome {
        Ok(done) => done,
        Err(error) => return view! { <RefusalNote error /> }.into_any(),
    };
    let (tone, text) = match rows.first().map(|(_, end)| *end) {
        Some(LockEnd::Done | LockEnd::AlreadySo) | None => (
            Tone::Green,
            if locked {
                PeoplePhrase::Locked
            } else {
                PeoplePhrase::NotLocked
            },
        ),
        Some(LockEnd::Oneself) => (Tone::Yellow, PeoplePhrase::NotYourself),
        Some(LockEnd::Deleted) => (Tone::Yellow, PeoplePhrase::NotTheDeleted),
        Some(LockEnd::NotAllowed) => (Tone::Yellow, PeoplePhrase::NotThisPerson),
        Some(LockEnd::NotFound) => (Tone::Yellow, PeoplePhrase::NotThereAnyMore),
    };
    let glyph = if tone == Tone::Green {
        Glyph::Works
    } else {
        Glyph::Warning
    };
    view! {
        <div role="status">
            <Note tone=Some(tone) glyph>
                {words.say(text)}
            </Note>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_reasons_name_their_buttons_and_one_does_not() {
        use PeoplePhrase::{IsYou, NoKey};
        let words = Words::new(crate::words::Language::English);
        let off = |reasons: [Option<PeoplePhrase>; 4]| {
            let buttons = ["Move", "Lock", "Subscribe", "Edit"];
            let mut buttons = buttons.into_iter().map(str::to_owned);
            why_off(
                reasons.map(|reason| (reason, buttons.next().unwrap_or_default())),
                words,
            )
        };
        assert_eq!(off([None; 4]), "");
        assert_eq!(
            off([Some(NoKey), None, Some(NoKey), None]),
            words.say(NoKey)
        );
        assert_eq!(
            off([Some(IsYou), None, Some(NoKey), Some(NoKey)]),
            format!(
                "Move: {} Subscribe and Edit: {}",
                words.say(IsYou),
                words.say(NoKey)
            )
        );
    }

    fn whom(keys: UserKeys) -> Whom {
        Whom {
            keys,
            is_dependent: false,
            is_deleted: false,
        }
    }

    #[test]
    fn what_is_off_has_one_reason_and_what_is_open_none() {
        let open = UserKeys {
            release: true,
            lock: true,
            ..UserKeys::default()
        };
        assert_eq!(reason(Deed::Move, whom(open)), None);
        let higher = whom(UserKeys {
            is_of_higher_rank: true,
            ..UserKeys::default()
        });
        assert_eq!(
            reason(Deed::Lock, higher),
            Some(PeoplePhrase::IsOfHigherRank)
        );
        let dependent = Whom {
            is_dependent: true,
            ..whom(UserKeys::default())
        };
        assert_eq!(
            reason(Deed::Move, dependent),
            Some(PeoplePhrase::IsDependent)
        );
        assert_eq!(reason(Deed::Lock, dependent), Some(PeoplePhrase::NoKey));
    }

    #[test]
    fn nobody_does_to_themselves_or_to_who_is_deleted_what_the_service_refuses() {
        let open = UserKeys {
            edit: true,
            lock: true,
            subscribe: true,
            release: true,
            ..UserKeys::default()
        };
        let oneself = whom(UserKeys {
            is_oneself: true,
            ..open
        });
        let deleted = Whom {
            is_deleted: true,
            ..whom(open)
        };
        for deed in [Deed::Move, Deed::Lock, Deed::Subscribe] {
            assert_eq!(reason(deed, oneself), Some(PeoplePhrase::IsYou));
            assert_eq!(reason(deed, deleted), Some(PeoplePhrase::IsDeleted));
        }
        assert_eq!(reason(Deed::Edit, oneself), None);
        assert_eq!(reason(Deed::Edit, deleted), None);
    }
}
