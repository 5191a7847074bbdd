//! Everything somebody leaves or takes along (content 4, 6 and 7): the same wherever the person goes.

use super::choices::Choices;
use super::facts;
use crate::content::piece::{Hold, Piece};
use crate::content::{ContentFacts, Item, ItemKind, Sharing};
use crate::ids::{DropzoneId, FolderId, GroupId, ItemId, TemplateId, UserId, ViewId};
use crate::people::User;
use crate::user_move::rules::Departure;
use crate::user_move::step::Things;

/// What one member of the family owns at the old home.
#[derive(Clone, Debug)]
pub struct Estate<'a> {
    /// Who.
    pub user: &'a User,
    /// What is asked.
    pub choices: Choices<'a>,
    /// The pieces that move, by id.
    pub moving: Vec<Piece<'a>>,
    /// The pieces that stay, each with why.
    pub staying: Vec<(Piece<'a>, Hold)>,
    /// The folders, which never move.
    pub folders: Vec<&'a FolderId>,
    /// The views that others use too.
    pub shared_views: Vec<&'a ViewId>,
    /// The views that are the person's alone; they stay, and nobody sees them any more.
    pub own_views: Vec<&'a ViewId>,
    /// The groups, and whether each is private.
    pub groups: Vec<(&'a GroupId, bool)>,
    /// The workflow templates.
    pub templates: Vec<&'a TemplateId>,
    /// The dropzones, which are to be handed over beforehand.
    pub dropzones: Vec<&'a DropzoneId>,
}

impl<'a> Estate<'a> {
    /// What the members of a family own, the sponsor first; nothing where no move between accounts is judged.
    pub fn of_family(departure: &Departure<'a>) -> Vec<Self> {
        let Some(facts) = facts(departure) else {
            return Vec::new();
        };
        let family = departure.family.iter();
        family
            .map(|user| Self::of(departure, facts, user))
            .collect()
    }

    fn of(departure: &Departure<'a>, facts: &'a ContentFacts, user: &'a User) -> Self {
        let code = &departure.source.code;
        let choices = Choices::of(departure.request, user);
        let (mut moving, mut staying) = (Vec::new(), Vec::new());
        for piece in Piece::all_of(facts, &user.id, code) {
            let is_chosen = match piece.kind() {
                ItemKind::Proof => choices.proofs,
                ItemKind::File => choices.files,
            };
            match piece.moves_with(&user.id, code) {
                Ok(()) if is_chosen => moving.push(piece),
                Ok(()) => staying.push((piece, Hold::NotChosen)),
                Err(hold) => staying.push((piece, hold)),
            }
        }
        let own = |owner: &UserId, account| *owner == user.id && account == code;
        let (shared, alone): (Vec<_>, Vec<_>) = facts
            .views
            .iter()
            .filter(|(_, view)| own(&view.owner, &view.account))
            .partition(|(_, view)| view.shared != Sharing::OnlyMe);
        let ids = |views: Vec<(&'a ViewId, _)>| views.into_iter().map(|(id, _)| id).collect();
        let folders = facts.folders.iter();
        let groups = facts.groups.iter();
        let templates = facts.templates.iter();
        let dropzones = facts.dropzones.iter();
        Self {
            user,
            choices,
            moving,
            staying,
            folders: folders
                .filter(|(_, it)| own(&it.owner, &it.account))
                .map(|(id, _)| id)
                .collect(),
            shared_views: ids(shared),
            own_views: ids(alone),
            groups: groups
                .filter(|(_, it)| own(&it.owner, &it.account))
                .map(|(id, it)| (id, it.private))
                .collect(),
            templates: templates
                .filter(|(_, it)| own(&it.owner, &it.account))
                .map(|(id, _)| id)
                .collect(),
            dropzones: dropzones
                .filter(|(_, it)| own(&it.owner, &it.account))
                .map(|(id, _)| id)
                .collect(),
        }
    }

    /// The items that move.
    pub fn items(&self) -> impl Iterator<Item = (&'a ItemId, &'a Item)> {
        self.moving
            .iter()
            .flat_map(|piece| piece.items.iter().copied())
    }

    /// How many pieces of a kind move.
    pub fn count(&self, kind: ItemKind) -> u32 {
        let pieces = self.moving.iter().filter(|piece| piece.kind() == kind);
        number(pieces.count())
    }

    /// How much moves.
    pub fn bytes(&self) -> u64 {
        let sizes = self.moving.iter().map(Piece::bytes);
        sizes.fold(0, u64::saturating_add)
    }

    /// How many pieces of a kind stay.
    pub fn count_staying(&self, kind: ItemKind) -> u32 {
        let pieces = self
            .staying
            .iter()
            .filter(|(piece, _)| piece.kind() == kind);
        number(pieces.count())
    }

    /// How many pieces stay for a reason.
    pub fn count_held(&self, why: Hold) -> u32 {
        number(self.staying.iter().filter(|(_, hold)| *hold == why).count())
    }

    /// What the new owner takes over: whatever stays, but views that nobody else uses.
    pub fn handed_over(&self) -> Things {
        let code = self.user.home.clone();
        let own = self
            .staying
            .iter()
            .flat_map(|(piece, _)| piece.owned_by(&self.user.id, &code));
        let mut items: Vec<ItemId> = own.map(|(id, _)| id.clone()).collect();
        items.sort();
        Things {
            items,
            folders: self.folders.iter().map(|id| (*id).clone()).collect(),
            views: self.shared_views.iter().map(|id| (*id).clone()).collect(),
            groups: self.groups.iter().map(|(id, _)| (*id).clone()).collect(),
            templates: self.templates.iter().map(|id| (*id).clone()).collect(),
        }
    }
}

/// A count as findings carry it.
pub fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
