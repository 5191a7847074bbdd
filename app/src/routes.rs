//! Addresses: the only place that knows them.
//!
//! To add a page, name its address here, give it a `Route` in [`crate::App`] and a file in `pages/`.

use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::{
    FolderId, ItemId, MoveId, OrganizationCode, PositionId, ServiceId, UserId,
};

/// Leads to the profile.
pub const START: &str = "/";
/// The sign-in form; its plain form posts to the same address.
pub const SIGN_IN: &str = "/sign-in";
/// Where the plain form for signing out posts to.
pub const SIGN_OUT: &str = "/sign-out";
/// My profile, with history.
pub const PROFILE: &str = "/profile";
/// Move to Organization; the plain confirmation posts to the same address.
pub const MOVE: &str = "/move";
/// What would happen, and the question whether it should.
pub const MOVE_CONFIRM: &str = "/move/confirm";
/// The arrival.
pub const MOVE_DONE: &str = "/move/done";
/// The wizard for moves in hosting trees: below it, a step.
pub const WIZARD: &str = "/wizard/move";
/// The wizard that copies people: below it, a step.
pub const COPY: &str = "/wizard/copy";
/// The dialog of a move between accounts: below it, a step.
pub const ACCOUNT_MOVE: &str = "/wizard/account";
/// What is carried from account to account; below it, a transfer.
pub const TRANSFERS: &str = "/transfers";
/// Proofs and files of an account; below it, a folder. Plain forms hand one in, make folders and call them otherwise at the same
/// address.
pub const LIBRARY: &str = "/library";
/// The users in the reader's scope.
pub const USERS: &str = "/users";
/// Moving people of sites who are chosen in other ways than one by one.
pub const MOVE_USERS: &str = "/move-users";
/// People as a table; the plain form posts to the same address and is answered with the file.
pub const USERS_EXPORT: &str = "/users/export";
/// Files of people and of moves; the plain form hands one in at the same address.
pub const USERS_IMPORT: &str = "/users/import";
/// Where the result of such a file is fetched.
pub const USERS_IMPORT_RESULT: &str = "/users/import/result";
/// The files the reader handed in, wherever they acted.
pub const JOBS: &str = "/jobs";
/// What the reader submitted for several people; below it, a transaction.
pub const TRANSACTIONS: &str = "/transactions";
/// The accounts and services outside that the reader looks after.
pub const PROVISIONING: &str = "/provisioning";
/// The provider's catalogue of services, plans and locations.
pub const CATALOGUE: &str = "/catalogue";
/// The organizations in the reader's scope.
pub const ORGANIZATIONS: &str = "/organizations";
/// Making an organization.
pub const ORGANIZATION_NEW: &str = "/organizations/new";
/// The moves in the reader's scope.
pub const MOVES: &str = "/moves";
/// The audit of the reader's scope.
pub const AUDIT: &str = "/audit";
/// Why somebody can or cannot be moved.
pub const WHY: &str = "/why";
/// Making a person.
pub const USER_NEW: &str = "/users/new";
/// One's own tokens for programs.
pub const TOKENS: &str = "/tokens";
/// One's own password; the plain form posts to the same address.
pub const CHANGE_PASSWORD: &str = "/change-password";
/// The first sign-in: below it, by a link; its plain form posts to this address.
pub const WELCOME: &str = "/welcome";
/// Where the plain form for theme, language and the organization acted in posts to.
pub const PREFERENCES: &str = "/preferences";

/// The names in the query of an address.
pub mod query {
    /// The organization to move to.
    pub const DESTINATION: &str = "destination";
    /// The position there: a node, nothing for none, [`POSITION_REMEMBERED`] or absent for the remembered one.
    pub const POSITION: &str = "position";
    /// The value of [`POSITION`] that leaves it to memory.
    pub const POSITION_REMEMBERED: &str = "-";
    /// What the list is narrowed to.
    pub const TEXT: &str = "text";
    /// The order of the list.
    pub const SORT: &str = "sort";
    /// How many rows of the list are shown.
    pub const SHOWN: &str = "shown";
    /// The digest of the plan that was looked at before.
    pub const SINCE: &str = "since";
    /// A committed move.
    pub const MOVE: &str = "move";
    /// Where to go after signing in.
    pub const TO: &str = "to";
    /// Why the page before was left.
    pub const REASON: &str = "reason";
    /// The person a dependent is to belong to.
    pub const SPONSOR: &str = "sponsor";
    /// What a link for a first sign-in ends with.
    pub const TOKEN: &str = "token";
    /// Whether nothing else is open before the password is changed.
    pub const FORCED: &str = "forced";
    /// Whether the password was changed a moment ago.
    pub const PASSWORD_CHANGED: &str = "password_changed";
    /// How many seconds to wait, where there were too many tries.
    pub const WAIT: &str = "wait";
}

/// The names in the query of the tree of organizations, and of making one.
pub mod tree_query {
    /// The organization chosen.
    pub const AT: &str = "at";
    /// Those unfolded besides, with commas between.
    pub const OPEN: &str = "open";
    /// Those kept folded, with commas between.
    pub const SHUT: &str = "shut";
    /// From where on the children of the chosen one are shown.
    pub const AFTER: &str = "after";
    /// What is searched for.
    pub const TEXT: &str = "text";
    /// How the tree is shown: [`AS_LIST`], else as a picture.
    pub const VIEW: &str = "view";
    /// The value of [`VIEW`] for a list.
    pub const AS_LIST: &str = "list";
    /// The kind of an organization to make.
    pub const KIND: &str = "kind";
    /// The organization above it.
    pub const PARENT: &str = "parent";
}

/// The names in the query of the list of users.
pub mod users_query {
    /// What is searched for.
    pub const TEXT: &str = "text";
    /// The organization whose people are listed.
    pub const ORGANIZATION: &str = "organization";
    /// What was typed for it, where none was chosen.
    pub const PLACE: &str = "place";
    /// The account's state.
    pub const STATUS: &str = "status";
    /// [`YES`] or [`NO`].
    pub const LOCKED: &str = "locked";
    /// The place in a family.
    pub const FAMILY: &str = "family";
    /// A role held.
    pub const ROLE: &str = "role";
    /// A position.
    pub const POSITION: &str = "position";
    /// Whether people or templates.
    pub const TYPE: &str = "type";
    /// The order.
    pub const SORT: &str = "sort";
    /// The value of [`SORT`] for sign-in names.
    pub const BY_USERNAME: &str = "username";
    /// The direction of the order.
    pub const ORDER: &str = "order";
    /// The value of [`ORDER`] for the last first.
    pub const DOWN: &str = "down";
    /// From where on.
    pub const AFTER: &str = "after";
    /// In which way people to move are chosen.
    pub const BY: &str = "by";
    /// It is so.
    pub const YES: &str = "yes";
    /// It is not so.
    pub const NO: &str = "no";
}

/// The names in the query of the screens of what was done.
pub mod records_query {
    /// Of whom.
    pub const PERSON: &str = "person";
    /// By whom.
    pub const ACTOR: &str = "actor";
    /// With an end where.
    pub const ORGANIZATION: &str = "organization";
    /// From which day on.
    pub const FROM: &str = "from";
    /// Up to which day.
    pub const TO: &str = "to";
    /// In which state.
    pub const STATE: &str = "state";
    /// By which way.
    pub const WAY: &str = "way";
    /// The kind of deed.
    pub const ACTION: &str = "action";
    /// About what.
    pub const ABOUT: &str = "about";
    /// Saying what.
    pub const TEXT: &str = "text";
    /// From where on.
    pub const CURSOR: &str = "cursor";
    /// Whether the undo is looked at.
    pub const UNDO: &str = "undo";
}

/// The names in the query of the library, and the fields of its form.
pub mod library_query {
    /// The account; the reader's own where none is given.
    pub const ACCOUNT: &str = "account";
    /// From where on the items are shown.
    pub const AFTER: &str = "after";
    /// From where on the folders are shown.
    pub const FOLDERS_AFTER: &str = "folders_after";
    /// What was handed in a moment ago: [`ITEM`], or [`VERSION`]; or what became of a folder: [`MADE`], or [`RENAMED`].
    pub const DONE: &str = "done";
    /// Why nothing was handed in.
    pub const FAULT: &str = "fault";
    /// The folder something is put in.
    pub const FOLDER: &str = "folder";
    /// What it is.
    pub const KIND: &str = "kind";
    /// The proof it is a further version of; as a value of [`DONE`], a new thing.
    pub const ITEM: &str = "item";
    /// The value of [`DONE`] for a further version.
    pub const VERSION: &str = "version";
    /// The file.
    pub const FILE: &str = "file";
    /// What a folder is called.
    pub const NAME: &str = "name";
    /// Whether the folder to be is private, where it is there.
    pub const PRIVATE: &str = "private";
    /// The folder that is called otherwise.
    pub const RENAME: &str = "rename";
    /// The value of [`DONE`] for a folder that was made.
    pub const MADE: &str = "made";
    /// The value of [`DONE`] for one that was called otherwise.
    pub const RENAMED: &str = "renamed";
}

/// The names in the query of the page Why?.
pub mod why_query {
    /// Who is to move.
    pub const PERSON: &str = "person";
    /// To which organization.
    pub const TO: &str = "to";
    /// Whose decision.
    pub const ACTOR: &str = "actor";
}

/// The names in the query of the wizard for moves in hosting trees.
pub mod wizard_query {
    /// From which customer.
    pub const SOURCE: &str = "source";
    /// Who.
    pub const USER: &str = "user";
    /// To which customer.
    pub const DESTINATION: &str = "destination";
    /// What was chosen for names, addresses and services, as JSON.
    pub const CHOICES: &str = "choices";
    /// Why.
    pub const REASON: &str = "reason";
    /// What is searched for.
    pub const TEXT: &str = "text";
    /// The move that was made.
    pub const MOVE: &str = "move";
}

/// The names in the query of the dialog of a move between accounts.
pub mod account_query {
    /// Who.
    pub const USER: &str = "user";
    /// To which account.
    pub const DESTINATION: &str = "destination";
    /// What else was chosen, as JSON.
    pub const CHOICES: &str = "choices";
    /// Why.
    pub const REASON: &str = "reason";
    /// The move that was made.
    pub const MOVE: &str = "move";
    /// The transfer that follows from it.
    pub const TRANSFER: &str = "transfer";
}

/// The names in the query of the wizard that copies people.
pub mod copy_query {
    /// Who is copied.
    pub const USER: &str = "user";
    /// What was chosen for the new person, as JSON. INVARIANT: no password.
    pub const CHOICES: &str = "choices";
    /// Who was made.
    pub const MADE: &str = "made";
}

/// The names in plain forms that are in no address.
pub mod field {
    /// The organization to act in from now on.
    pub const ACTING_IN: &str = "acting_in";
}

/// The names in the plain form that asks for a table of people.
pub mod export_field {
    /// Where the reader acts.
    pub const ACTING_IN: &str = "acting_in";
    /// Somebody who was ticked.
    pub const USER: &str = "user";
    /// A column.
    pub const COLUMN: &str = "column";
    /// The column Organization or Sponsor: never both.
    pub const PLACE: &str = "place";
    /// What the list at hand is asked for, as JSON.
    pub const FILTER: &str = "filter";
}

/// The names at the address of files that were handed in, and in the form that hands one in.
pub mod import_query {
    /// The file that is looked at.
    pub const FILE: &str = "file";
    /// What is wrong with one that was refused before it was read: its code.
    pub const FAULT: &str = "fault";
    /// Where the reader acts.
    pub const ACTING_IN: &str = "acting_in";
}

/// The names in the form that hands in a logo, and at the address it leads back to.
pub mod logo_field {
    /// The picture.
    pub const FILE: &str = "file";
    /// Where the reader acts.
    pub const ACTING_IN: &str = "acting_in";
    /// The revision of the look that was looked at.
    pub const REVISION: &str = "revision";
    /// What became of it.
    pub const TOLD: &str = "logo";
    /// The value of [`TOLD`] where it is kept.
    pub const SAVED: &str = "saved";
}

/// The names in the forms of the settings of an account, and at the address they lead back to.
#[allow(missing_docs)] // WHY: the names are those of the section.
pub mod account_field {
    pub const ACTING_IN: &str = "acting_in";
    pub const REVISION: &str = "revision";
    /// There where what is bought is set.
    pub const BILLING: &str = "billing";
    pub const PLAN: &str = "plan";
    pub const SEATS: &str = "seats";
    pub const STORAGE: &str = "storage_bytes";
    pub const CONTACT: &str = "billing_contact";
    pub const SIGN_IN: &str = "sign_in";
    /// What stands before the id of a dropzone.
    pub const DROPZONE: &str = "dropzone:";
    /// The profile that is changed; the account itself where none is.
    pub const PROFILE: &str = "profile";
    pub const LIKE: &str = "like";
    pub const NAME: &str = "name";
    pub const ENABLED: &str = "enabled";
    pub const MANAGE: &str = "manage_users";
    pub const MOVE: &str = "move_users";
    pub const REMOVE: &str = "remove";
    /// The value of a choice that says nothing.
    pub const NONE: &str = "-";
    /// What became of it.
    pub const TOLD: &str = "account";
    /// The value of [`TOLD`] where it is kept.
    pub const SAVED: &str = "saved";
}

/// The files handed in, from a cursor on.
pub fn jobs_after(cursor: &str) -> String {
    with_query(JOBS, [(users_query::AFTER, cursor)])
}

/// The name at the address of accounts and services outside.
pub mod provisioning_query {
    /// Only those in this state.
    pub const STATUS: &str = "status";
}

/// The accounts and services outside in a state, or all that are open, from a cursor on.
pub fn provisioning(status: Option<Provisioning>, after: Option<&str>) -> String {
    let status = status.map(|status| (provisioning_query::STATUS, status.as_str()));
    let after = after.map(|after| (users_query::AFTER, after));
    with_query(PROVISIONING, status.into_iter().chain(after))
}

/// One account or service outside.
pub fn provisioning_job(id: &str) -> String {
    let mut address = format!("{PROVISIONING}/");
    escape_into(&mut address, id);
    address
}

/// A file that was handed in.
pub fn import_file(id: &str) -> String {
    with_query(USERS_IMPORT, [(import_query::FILE, id)])
}

/// The result of a file that was handed in.
pub fn import_result(id: &str) -> String {
    with_query(USERS_IMPORT_RESULT, [(import_query::FILE, id)])
}

/// The form that hands files in, with why the one before was not even read.
pub fn import_refused(code: &str) -> String {
    with_query(USERS_IMPORT, [(import_query::FAULT, code)])
}

/// What a value of [`query::POSITION`] asks for, as the request puts it: absent for memory, none inside for none.
pub fn position_asked(value: Option<&str>) -> Option<Option<PositionId>> {
    match value {
        None | Some(query::POSITION_REMEMBERED) => None,
        Some("") => Some(None),
        Some(position) => Some(Some(position.into())),
    }
}

/// Why somebody stands at the sign-in form, or at the confirmation again; the value of [`query::REASON`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Name or password were wrong.
    Wrong,
    /// Too many tries.
    Throttled,
    /// The store did not answer.
    Unavailable,
    /// Signed out at one's own wish.
    SignedOut,
    /// The plan changed since it was shown.
    Stale,
    /// A warning was not acknowledged, or a blocker stands.
    Refused,
    /// The new password is too short.
    Short,
    /// The new password is not as the organization wants it.
    Plain,
    /// The new password was not written twice the same.
    Different,
    /// The new password is the old one.
    Unchanged,
}

impl Reason {
    const ALL: [Self; 10] = [
        Self::Wrong,
        Self::Throttled,
        Self::Unavailable,
        Self::SignedOut,
        Self::Stale,
        Self::Refused,
        Self::Short,
        Self::Plain,
        Self::Different,
        Self::Unchanged,
    ];

    /// The value in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wrong => "wrong",
            Self::Throttled => "throttled",
            Self::Unavailable => "unavailable",
            Self::SignedOut => "signed-out",
            Self::Stale => "stale",
            Self::Refused => "refused",
            Self::Short => "short",
            Self::Plain => "plain",
            Self::Different => "different",
            Self::Unchanged => "unchanged",
        }
    }

    /// The reason of this value.
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|reason| reason.as_str() == value)
    }
}

/// The sign-in form, with where to go afterwards and why one is there.
pub fn sign_in(to: Option<&str>, reason: Option<Reason>) -> String {
    let to = to
        .filter(|to| is_local(to) && *to != START)
        .map(|to| (query::TO, to));
    with_query(
        SIGN_IN,
        to.into_iter()
            .chain(reason.map(|reason| (query::REASON, reason.as_str()))),
    )
}

/// Move to Organization with a choice made; `position` as in [`query::POSITION`].
pub fn move_choosing(destination: &OrganizationCode, position: Option<&str>) -> String {
    let fields = [(query::DESTINATION, destination.as_str())]
        .into_iter()
        .chain(position.map(|position| (query::POSITION, position)));
    with_query(MOVE, fields)
}

/// The confirmation of a move; `position` as in [`query::POSITION`]. Where it is shown again, `again` says
/// why, and `since` names the plan that was looked at.
pub fn move_confirm(
    destination: &OrganizationCode,
    position: Option<&str>,
    again: Option<Reason>,
    since: Option<&str>,
) -> String {
    let fields = [(query::DESTINATION, destination.as_str())]
        .into_iter()
        .chain(position.map(|position| (query::POSITION, position)))
        .chain(again.map(|reason| (query::REASON, reason.as_str())))
        .chain(since.map(|digest| (query::SINCE, digest)));
    with_query(MOVE_CONFIRM, fields)
}

/// The arrival after a move.
pub fn move_done(committed: &MoveId) -> String {
    with_query(MOVE_DONE, [(query::MOVE, committed.as_str())])
}

/// The arrival with what taking the move back would do.
pub fn move_take_back(committed: &MoveId) -> String {
    let fields = [
        (query::MOVE, committed.as_str()),
        (records_query::UNDO, "1"),
    ];
    with_query(MOVE_DONE, fields)
}

/// The tree of organizations; `fields` are names of [`tree_query`] with their values.
pub fn organizations<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    with_query(ORGANIZATIONS, fields)
}

/// One organization.
pub fn organization(code: &OrganizationCode) -> String {
    let mut address = format!("{ORGANIZATIONS}/");
    escape_into(&mut address, code.as_str());
    address
}

/// A site with what stands there.
pub fn site(code: &OrganizationCode) -> String {
    format!("{}/telephony", organization(code))
}

/// A number.
pub fn number(number: &str) -> String {
    let mut address = "/numbers/".to_owned();
    escape_into(&mut address, number);
    address
}

/// A service in the catalogue.
pub fn catalogue_service(service: &ServiceId) -> String {
    let mut address = format!("{CATALOGUE}#service-");
    escape_segment_into(&mut address, service.as_str());
    address
}

/// A section of the settings of an organization.
pub fn organization_settings(code: &OrganizationCode, section: &str) -> String {
    let mut address = organization(code);
    address.push_str("/settings/");
    escape_into(&mut address, section);
    address
}

/// Where the plain form posts to that hands in a logo.
pub fn organization_logo(code: &OrganizationCode) -> String {
    format!("{}/logo", organization_settings(code, "look"))
}

/// The settings of the look, with what became of a logo: [`logo_field::SAVED`] or the code of the refusal.
pub fn logo_told(code: &OrganizationCode, what: &str) -> String {
    with_query(
        &organization_settings(code, "look"),
        [(logo_field::TOLD, what)],
    )
}

/// Where the plain forms post to that set an account.
pub fn organization_account(code: &OrganizationCode) -> String {
    format!("{}/save", organization_settings(code, "account"))
}

/// The settings of an account, with what became of a form: [`account_field::SAVED`] or the code of the refusal.
pub fn account_told(code: &OrganizationCode, what: &str) -> String {
    with_query(
        &organization_settings(code, "account"),
        [(account_field::TOLD, what)],
    )
}

/// Where the plain form posts to that sets a site's dial plan and defaults.
pub fn dial_plan_form(code: &OrganizationCode) -> String {
    format!("{}/form", organization_settings(code, "dial_plan"))
}

/// The settings of a site, with what became of a form: `saved` or the code of the refusal.
pub fn dial_plan_told(code: &OrganizationCode, what: &str) -> String {
    let to = organization_settings(code, "dial_plan");
    with_query(
        &to,
        [(crate::api::organizations::dial_plan::field::TOLD, what)],
    )
}

/// The duplicates of an organization's readiness check, as a file.
pub fn organization_duplicates(acting_in: &OrganizationCode, code: &OrganizationCode) -> String {
    let mut path = "/api/v1/organizations/".to_owned();
    escape_into(&mut path, code.as_str());
    path.push_str("/uniqueness/export");
    with_query(&path, [("acting_in", acting_in.as_str())])
}

/// The users who live at an organization.
pub fn users_living_at(code: &OrganizationCode) -> String {
    with_query(USERS, [(users_query::ORGANIZATION, code.as_str())])
}

/// The moves into and out of an organization.
pub fn moves_of(code: &OrganizationCode) -> String {
    with_query(MOVES, [("organization", code.as_str())])
}

/// Making an organization; `fields` are names of [`tree_query`] with their values.
pub fn organization_new<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    with_query(ORGANIZATION_NEW, fields)
}

/// The list of users; `fields` are names of [`users_query`] with their values.
pub fn users<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    with_query(USERS, fields)
}

/// Those whom the list of users finds, as a table; `fields` are names of [`users_query`] with their values.
pub fn users_export<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    with_query(USERS_EXPORT, fields)
}

/// Changing one person.
pub fn user_edit(user: &UserId) -> String {
    let mut address = format!("{USERS}/");
    escape_segment_into(&mut address, user.as_str());
    address.push_str("/edit");
    address
}

/// Making a dependent of somebody.
pub fn dependent_new(sponsor: &UserId) -> String {
    with_query(USER_NEW, [(query::SPONSOR, sponsor.as_str())])
}

/// The first sign-in by a link.
pub fn welcome(token: &str) -> String {
    let mut address = format!("{WELCOME}/");
    escape_segment_into(&mut address, token);
    address
}

/// The first sign-in again, and why.
pub fn welcome_again(token: &str, reason: Reason) -> String {
    with_query(&welcome(token), [(query::REASON, reason.as_str())])
}

/// One's own password, where to go afterwards, whether nothing else is open before, and why one is there again.
pub fn change_password(to: Option<&str>, is_forced: bool, reason: Option<Reason>) -> String {
    let to = to.filter(|to| is_local(to)).map(|to| (query::TO, to));
    let fields = to
        .into_iter()
        .chain(is_forced.then_some((query::FORCED, "1")))
        .chain(reason.map(|reason| (query::REASON, reason.as_str())));
    with_query(CHANGE_PASSWORD, fields)
}

/// My profile, after one's password was changed.
pub fn password_changed() -> String {
    with_query(PROFILE, [(query::PASSWORD_CHANGED, "1")])
}

/// Where on the page of a user the account and the services stand.
pub const ACCOUNT_AND_SERVICES: &str = "user-services";

/// One user.
pub fn user(user: &UserId) -> String {
    let mut address = format!("{USERS}/");
    escape_segment_into(&mut address, user.as_str());
    address
}

/// Why somebody can or cannot be moved.
pub fn why_of(user: &UserId) -> String {
    with_query(WHY, [(why_query::PERSON, user.as_str())])
}

/// A way to choose people to move.
pub fn move_users(by: &str) -> String {
    with_query(MOVE_USERS, [(users_query::BY, by)])
}

/// A step of the wizard for moves in hosting trees; `fields` are names of [`wizard_query`] with their values.
pub fn wizard<'a>(step: &str, fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    with_query(&format!("{WIZARD}/{step}"), fields)
}

/// The wizard for somebody who is known already: where to is asked next.
pub fn wizard_for(user: &UserId, home: &OrganizationCode) -> String {
    use wizard_query::{SOURCE, USER};
    wizard(
        "destination",
        [(SOURCE, home.as_str()), (USER, user.as_str())],
    )
}

/// A step of the dialog of a move between accounts; `fields` are names of [`account_query`] with their values.
pub fn account_move<'a>(
    step: &str,
    fields: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> String {
    with_query(&format!("{ACCOUNT_MOVE}/{step}"), fields)
}

/// The dialog for somebody.
pub fn account_move_of(user: &UserId) -> String {
    account_move("choose", [(account_query::USER, user.as_str())])
}

/// One transfer.
pub fn transfer(id: &str) -> String {
    let mut address = format!("{TRANSFERS}/");
    escape_segment_into(&mut address, id);
    address
}

/// One transaction.
pub fn transaction(id: &str) -> String {
    let mut address = format!("{TRANSACTIONS}/");
    escape_segment_into(&mut address, id);
    address
}

/// One transaction, from a part on.
pub fn transaction_from(id: &str, cursor: &str) -> String {
    with_query(&transaction(id), [(users_query::AFTER, cursor)])
}

/// The transactions that come behind one.
pub fn transactions_after(cursor: &str) -> String {
    with_query(TRANSACTIONS, [(users_query::AFTER, cursor)])
}

/// The transfers that come behind one.
pub fn transfers_after(cursor: &str) -> String {
    with_query(TRANSFERS, [(users_query::AFTER, cursor)])
}

/// Where the events of a transfer come from.
pub fn transfer_events(id: &str) -> String {
    let mut address = "/api/v1/jobs/".to_owned();
    escape_segment_into(&mut address, id);
    address.push_str("/events");
    address
}

/// What became of each piece of a transfer, as a file.
pub fn transfer_report(id: &str) -> String {
    let mut path = "/jobs/".to_owned();
    escape_segment_into(&mut path, id);
    path.push_str("/report");
    exported(&path, [])
}

/// A place of the library; `fields` are names of [`library_query`] with their values.
pub fn library<'a>(
    folder: Option<&FolderId>,
    fields: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> String {
    let mut address = LIBRARY.to_owned();
    if let Some(folder) = folder {
        address.push('/');
        escape_segment_into(&mut address, folder.as_str());
    }
    with_query(&address, fields)
}

/// Where the bytes of an item come from.
pub fn item_content(id: &ItemId) -> String {
    let mut address = "/api/v1/items/".to_owned();
    escape_segment_into(&mut address, id.as_str());
    address.push_str("/content");
    address
}

/// A step of the wizard that copies people; `fields` are names of [`copy_query`] with their values.
pub fn copy<'a>(step: &str, fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    with_query(&format!("{COPY}/{step}"), fields)
}

/// The wizard that copies somebody.
pub fn copy_of(user: &UserId) -> String {
    copy("details", [(copy_query::USER, user.as_str())])
}

/// One move.
pub fn user_move(id: &MoveId) -> String {
    let mut address = format!("{MOVES}/");
    escape_segment_into(&mut address, id.as_str());
    address
}

/// The list of moves; `fields` are names of [`records_query`] with their values.
pub fn moves<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    with_query(MOVES, fields)
}

/// One move, or the moves of a commit; `fields` are names of [`records_query`] with their values.
pub fn user_move_with<'a>(
    id: &MoveId,
    fields: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> String {
    with_query(&user_move(id), fields)
}

/// The audit; `fields` are names of [`records_query`] with their values.
pub fn audit<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    with_query(AUDIT, fields)
}

/// A file that REST answers with; `fields` are names and values of its query.
pub fn exported<'a>(path: &str, fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    with_query(&format!("/api/v1{path}"), fields)
}

/// A table as a link that needs no server.
pub fn csv(table: &str) -> String {
    let mut address = "data:text/csv;charset=utf-8,".to_owned();
    escape_into(&mut address, table);
    address
}

/// The memberships and delegations that ended with a move, as a file.
pub fn removed<'a>(id: &MoveId, fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut path = "/moves/".to_owned();
    escape_into(&mut path, id.as_str());
    path.push_str("/removed");
    exported(&path, fields)
}

/// Whether an address stays inside this installation.
pub fn is_local(address: &str) -> bool {
    // WHY: "//host" and "/\host" leave this installation, and control characters are dropped by browsers.
    let mut characters = address.chars();
    characters.next() == Some('/')
        && !matches!(characters.next(), Some('/' | '\\'))
        && !address.chars().any(char::is_control)
        && !address.contains('\\')
}

fn with_query<'a>(path: &str, fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut address = path.to_owned();
    for (index, (name, value)) in fields.into_iter().enumerate() {
        address.push(if index == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        escape_into(&mut address, value);
    }
    address
}

/// As [`escape_into`], for one part of a path: what would part it is escaped too.
fn escape_segment_into(address: &mut String, value: &str) {
    let mut escaped = String::with_capacity(value.len());
    escape_into(&mut escaped, value);
    address.push_str(&escaped.replace('/', "%2F"));
}

pub(crate) fn escape_into(address: &mut String, value: &str) {
    use std::fmt::Write;
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // INVARIANT: writing to a String does not fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_into_a_query_cannot_end_it() {
        assert_eq!(
            move_confirm(&"riverside".into(), Some("h&x=é"), None, None),
            "/move/confirm?destination=riverside&position=h%26x%3D%C3%A9"
        );
        assert_eq!(
            move_choosing(&"riverside".into(), Some("h&x")),
            "/move?destination=riverside&position=h%26x"
        );
        assert_eq!(move_done(&"a b".into()), "/move/done?move=a%20b");
    }

    #[test]
    fn signing_in_leads_back_only_inside() {
        assert_eq!(sign_in(Some("/move"), None), "/sign-in?to=/move");
        assert_eq!(
            sign_in(Some("/move?destination=a"), Some(Reason::Wrong)),
            "/sign-in?to=/move%3Fdestination%3Da&reason=wrong"
        );
        for foreign in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a\n",
            "evil",
            "",
        ] {
            assert_eq!(sign_in(Some(foreign), None), "/sign-in", "{foreign:?}");
        }
    }

    #[test]
    fn a_position_is_remembered_none_or_named() {
        assert_eq!(position_asked(None), None);
        assert_eq!(position_asked(Some(query::POSITION_REMEMBERED)), None);
        assert_eq!(position_asked(Some("")), Some(None));
        assert_eq!(position_asked(Some("night")), Some(Some("night".into())));
    }

    #[test]
    fn every_reason_is_read_as_written() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_value(reason.as_str()), Some(reason));
        }
        assert_eq!(Reason::from_value("other"), None);
    }
}
