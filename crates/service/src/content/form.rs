//! What the dialog of a move between accounts asks before there is a plan: where to, which profile, who takes over, and the
//! facts its fields are judged by.
//!
//! Every question asks for the key to move people again; who is out of view is not found. Reviews and commits are
//! [`crate::user_move`]'s.

use crate::caller::Caller;
use crate::error::ServiceError;
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use crate::user_move::{MoveScreen, names, redacted_for_operator};
use crate::view::Place;
use crate::wizard::{Hits, MOST_FOUND, PersonFound, WizardFacts, of_organizations, operator};
use rehome_domain::ids::{OrganizationCode, ProfileId, UserId};
use rehome_domain::organization::{MoveFamily, OrganizationStatus};
use rehome_domain::people::{User, UserStatus};
use rehome_domain::role::Permission;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::content::owners;
use rehome_domain::user_move::{
    ActAs, Actor, MoveRequest, PersonOptions, Snapshot, View, authorize, judgement,
};
use rehome_storage::Tx;
use rehome_storage::organizations::{self, OrganizationsFilter};
use rehome_storage::people::{self, PeopleFilter};
use rehome_storage::snapshot::{self, Destinations, Wanted};
use std::sync::Arc;

/// How many accounts a dialog offers.
const MOST_ACCOUNTS: u32 = 500;
/// How many people are looked at for those who can take over.
const LOOKED_AT: u32 = 50;

const MOVE: Permission = Permission::Release(MoveFamily::Account);

/// What the dialog shows.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountMoveForm {
    /// Who moves.
    pub person: PersonFound,
    /// The account they live in.
    pub source: Place,
    /// The accounts that are open to them, by name.
    pub accounts: Vec<Place>,
    /// What the one that is chosen is called.
    pub destination: Option<Place>,
    /// The profiles that can be given there, each with the name of one of its own.
    pub profiles: Vec<(ProfileId, Option<Arc<str>>)>,
    /// Who can take over what stays, the first of them by name.
    pub owners: Hits<PersonFound>,
    /// Who is chosen to.
    pub new_owner: Option<PersonFound>,
    /// What the fields are judged by, once a destination is chosen.
    pub facts: Option<WizardFacts>,
}

fn found(user: &User) -> PersonFound {
    PersonFound {
        id: user.id.clone(),
        name: user.name.clone(),
        sign_in: user.username.clone(),
        status: user.status,
    }
}

fn place(at: Placed<'_>) -> Place {
    Place {
        code: at.code.clone(),
        name: at.name.clone(),
    }
}

/// Somebody the actor may move from account to account, and their home.
fn leaving<'a>(
    facts: &'a Snapshot,
    view: &View<'_>,
    subject: &UserId,
) -> Result<(&'a User, Placed<'a>), ServiceError> {
    if !view.may(MOVE, view.acting_in) {
        return Err(ServiceError::Forbidden);
    }
    let user = facts.user(subject).filter(|user| view.sees_user(user));
    let user = user.ok_or(ServiceError::NotFound)?;
    let home = facts.organizations.get(&user.home);
    let home = home.filter(|home| home.kind.is_account_tree() && view.may(MOVE, *home));
    Ok((user, home.ok_or(ServiceError::NotFound)?))
}

async fn with_people(
    tx: &mut Tx,
    actor: &Actor,
    people: Vec<UserId>,
) -> Result<Snapshot, ServiceError> {
    let wanted = of_actor(actor, people, Destinations::None);
    Ok(snapshot::load(tx, &wanted).await?)
}

/// Who can take over from somebody and has words that begin like these, by name.
async fn takers(
    tx: &mut Tx,
    actor: &Actor,
    (subject, home): (&UserId, &OrganizationCode),
    text: &str,
) -> Result<Hits<PersonFound>, ServiceError> {
    let filter = PeopleFilter {
        only_residents: true,
        status: Some(UserStatus::Active),
        text: Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        ..PeopleFilter::of(home.clone(), LOOKED_AT)
    };
    let page = people::page(tx, &filter).await?;
    let ids: Vec<UserId> = page.items.into_iter().map(|row| row.id).collect();
    let asked = std::iter::once(subject.clone()).chain(ids.clone());
    let facts = with_people(tx, actor, asked.collect()).await?;
    let view = View::of(&facts, actor)?;
    let leaving = facts.user(subject).ok_or(ServiceError::NotFound)?;
    let can = |id: &&UserId| owners::candidates(&facts, leaving).any(|user| user.id == **id);
    let all = ids.iter().filter(can).filter_map(|id| facts.user(id));
    let mut all: Vec<PersonFound> = all.filter(|user| view.sees_user(user)).map(found).collect();
    let more = page.next.is_some() || all.len() > MOST_FOUND as usize;
    all.truncate(MOST_FOUND as usize);
    Ok(Hits { items: all, more })
}

impl Service {
    /// What the dialog shows of somebody, with what was chosen so far (content 3).
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for who or what is out of view, [`ServiceError::Forbidden`] for who moves nobody there.
    pub async fn account_move_form(
        &self,
        caller: &Caller,
        acting_in: OrganizationCode,
        subject: UserId,
        destination: Option<OrganizationCode>,
        options: PersonOptions,
    ) -> Result<AccountMoveForm, ServiceError> {
        let (this, actor) = (self.clone(), operator(caller, acting_in));
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let mut form = form(tx, &actor, &subject, options.new_owner.as_ref()).await?;
                    if let Some(code) = destination {
                        this.judged(tx, &actor, &mut form, code, options).await?;
                    }
                    Ok(form)
                })
            })
            .await
    }

    /// Who can take over from somebody and has words that begin like these, by name.
    ///
    /// # Errors
    /// As [`Service::account_move_form`].
    pub async fn account_move_owners(
        &self,
        caller: &Caller,
        acting_in: OrganizationCode,
        subject: UserId,
        text: String,
    ) -> Result<Hits<PersonFound>, ServiceError> {
        let actor = operator(caller, acting_in);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let facts = with_people(tx, &actor, vec![subject.clone()]).await?;
                    let view = View::of(&facts, &actor)?;
                    let (user, home) = leaving(&facts, &view, &subject)?;
                    takers(tx, &actor, (&user.id, &home.code), &text).await
                })
            })
            .await
    }

    /// Adds what follows from a destination.
    async fn judged(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        form: &mut AccountMoveForm,
        code: OrganizationCode,
        options: PersonOptions,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        let subject = form.person.id.clone();
        let request = MoveRequest {
            acting_in: actor.acting_in.clone(),
            act_as: Some(ActAs::Operator),
            options,
            ..MoveRequest::one(subject.clone(), code.clone())
        };
        let chosen = form.new_owner.iter().map(|owner| owner.id.clone());
        let takers = form.owners.items.iter().map(|owner| owner.id.clone());
        let people = std::iter::once(subject.clone()).chain(chosen).chain(takers);
        let wanted = Wanted {
            today: Some(now.day()),
            ..of_actor(
                actor,
                people.collect(),
                Destinations::These(vec![code.clone()]),
            )
        };
        let facts = snapshot::load(tx, &wanted).await?;
        let authority = authorize(&facts, actor, &subject, &code)?;
        let view = View::of(&facts, actor)?;
        let content = facts.content.as_ref().ok_or(ServiceError::NotFound)?;
        let mut snapshot = redacted_for_operator(&facts, &view, &authority);
        let known: Vec<UserId> = snapshot.users.keys().cloned().collect();
        snapshot.content = Some(content.for_a_screen(&known.iter().collect::<Vec<_>>()));
        let judgement = judgement(&snapshot, &request, actor, now)?;
        let view = View::of(&snapshot, actor)?;
        let names = of_organizations(names(&view, &snapshot, &[]), &snapshot);
        form.destination = snapshot.organizations.get(&code).map(place);
        form.profiles = content
            .offered(&code)
            .into_iter()
            .map(|(id, profile)| (id, profile.custom.and_then(|custom| custom.name.clone())))
            .collect();
        form.facts = Some(WizardFacts {
            judgement,
            names,
            screen: MoveScreen {
                snapshot,
                actor: actor.clone(),
                now,
                subject,
            },
        });
        Ok(())
    }
}

/// Everything that does not follow from a destination.
async fn form(
    tx: &mut Tx,
    actor: &Actor,
    subject: &UserId,
    new_owner: Option<&UserId>,
) -> Result<AccountMoveForm, ServiceError> {
    let people = std::iter::once(subject).chain(new_owner).cloned();
    let facts = with_people(tx, actor, people.collect()).await?;
    let view = View::of(&facts, actor)?;
    let (user, home) = leaving(&facts, &view, subject)?;
    let filter = OrganizationsFilter {
        scope: Some(view.acting_in.code.clone()),
        limit: MOST_ACCOUNTS,
        ..OrganizationsFilter::default()
    };
    let page = organizations::page(tx, &filter).await?;
    let open = page.items.into_iter().filter(|row| {
        row.kind.is_account_tree()
            && row.status == OrganizationStatus::Active
            && row.code != home.code
    });
    let accounts = open.map(|row| Place {
        code: row.code,
        name: row.name.into(),
    });
    let chosen = new_owner.and_then(|id| facts.user(id));
    let chosen = chosen.filter(|user| view.sees_user(user) && user.home == home.code);
    Ok(AccountMoveForm {
        person: found(user),
        source: place(home),
        accounts: accounts.collect(),
        destination: None,
        profiles: Vec::new(),
        owners: takers(tx, actor, (&user.id, &home.code), "").await?,
        new_owner: chosen.map(found),
        facts: None,
    })
}
