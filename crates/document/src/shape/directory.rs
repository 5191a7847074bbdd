//! The table of the document: organizations, users, groups, roles, services and plans.

use super::telephony_and_content as other;
use super::{
    COUNT, Field, Key, LINE, LINES, ORGANIZATION, Shape, Shape::*, Target, USER, derived, may, must,
};
use rehome_domain::text::LONGEST_TEXT;
use rehome_domain::hosting::setup::LONGEST_BILLING_ID;
use rehome_domain::organization::MOST_UNDO_DAYS;

/// The sections of a document.
pub(crate) static DOCUMENT: &[Field] = &[
    must("version", Int(1, 1), "The version of the document: 1."),
    may("organizations", Map(Key::Code, &Record(ORGANIZATION_KEYS)), "The organizations by code."),
    may("users", Map(Key::Id, &Record(USER_KEYS)), "The users by id; the id is the username where none is given."),
    may("groups", Map(Key::Id, &Record(GROUP_KEYS)), "The groups by id."),
    may("roles", Map(Key::Id, &Record(ROLE_KEYS)), "Clones of roles by id; built-in roles need no entry."),
    may("attributes", Map(Key::Id, &Record(ATTRIBUTE_KEYS)), "The definitions of profile attributes by id."),
    may("locations", Map(Key::Id, &Record(LOCATION_KEYS)), "The locations by id."),
    may("services", Map(Key::Id, &Record(SERVICE_KEYS)), "The services by id."),
    may("plans", Map(Key::Id, &Record(PLAN_KEYS)), "The plans by id."),
    may("contacts", Map(Key::Id, &Record(CONTACT_KEYS)), "The contacts by id."),
    may("address_holds", Map(Key::Address, &Record(ADDRESS_HOLD_KEYS)), "Addresses that were given up and are kept from others."),
    may("device_lists", Map(Key::Id, &Record(other::DEVICE_LIST_KEYS)), "The device lists by id."),
    may("site_defaults", Map(Key::Ref(Target::Organization), &Record(other::SITE_DEFAULTS_KEYS)), "The defaults of sites by code."),
    may("number_routing", Map(Key::Id, &Record(other::NUMBER_ROUTING_KEYS)), "Directory number routing by id."),
    may("lines", Map(Key::Id, &Record(other::LINE_KEYS)), "The lines by id."),
    may("line_groups", Map(Key::Id, &Record(other::LINE_GROUP_KEYS)), "The line groups by id."),
    may("phones", Map(Key::Id, &Record(other::PHONE_KEYS)), "The phones by id."),
    may("device_profiles", Map(Key::Id, &Record(other::DEVICE_PROFILE_KEYS)), "The device profiles by id."),
    may("remote_destination_profiles", Map(Key::Id, &Record(other::DEVICE_PROFILE_KEYS)), "The remote destination profiles by id."),
    may("voicemail", Map(Key::Id, &Record(other::VOICEMAIL_KEYS)), "The voicemail boxes by id."),
    may("webex", Map(Key::Id, &Record(other::WEBEX_KEYS)), "The Webex users by id."),
    may("agent_tags", Map(Key::Id, &Record(other::AGENT_TAG_KEYS)), "The contact centre tags by id."),
    may("inventory", Map(Key::Id, &Record(other::INVENTORY_KEYS)), "The internal numbers by id."),
    may("e164_numbers", Map(Key::Id, &Record(other::E164_NUMBER_KEYS)), "The outside numbers by id."),
    may("e164_associations", Map(Key::Id, &Record(other::E164_ASSOCIATION_KEYS)), "Which line an outside number reaches, by id."),
    may("pickup_groups", Map(Key::Id, &Record(other::PICKUP_GROUP_KEYS)), "The pickup groups by id."),
    may("hunt_lists", Map(Key::Id, &Record(other::HUNT_LIST_KEYS)), "The hunt lists by id."),
    may("role_mappings", Map(Key::Id, &Record(other::ROLE_MAPPING_KEYS)), "Which directory group gives which role, by id."),
    may("profiles", Map(Key::Id, &Record(other::PROFILE_KEYS)), "Clones of permission profiles by id; built-in ones need no entry."),
    may("items", Map(Key::Id, &Record(other::ITEM_KEYS)), "The proofs and files by id."),
    may("folders", Map(Key::Id, &Record(other::FOLDER_KEYS)), "The folders by id."),
    may("views", Map(Key::Id, &Record(other::VIEW_KEYS)), "The views by id."),
    may("workflow_templates", Map(Key::Id, &Record(other::TEMPLATE_KEYS)), "The templates of review workflows by id."),
    may("guests", Map(Key::Id, &Record(other::GUEST_KEYS)), "The guests by id."),
    may("dropzones", Map(Key::Id, &Record(other::DROPZONE_KEYS)), "The dropzones by id."),
    may("logos", Map(Key::Id, &Record(LOGO_KEYS)), "The logos that looks name, by what stands behind /logos/ in their address."),
    may("settings", Record(INSTALLATION_KEYS), "The settings of the installation."),
    may("api_tokens", Map(Key::Id, &Any), "Empty: tokens are neither imported nor exported."),
];

/// What a provisioned service or account can be in.
const PROVISIONING: Shape = Word(&[
    "not_provisioned",
    "requested",
    "in_progress",
    "provisioned",
    "failed",
    "pending",
]);
const KINDS: &[&str] = &[
    "super_enterprise",
    "enterprise",
    "suborganization",
    "provider",
    "reseller",
    "customer",
    "area",
    "site",
    "hub",
    "satellite",
    "basic",
];
/// The kinds of organization.
pub(super) const KIND: Shape = Word(KINDS);
/// Addresses of something.
const ADDRESSES: Shape = Map(Key::Address, &Record(ADDRESS_KEYS));

const ORGANIZATION_KEYS: &[Field] = &[
    must("kind", KIND, "What it is."),
    may("parent", ORGANIZATION, "The organization above."),
    may("name", Name, "The display name; the code where none is given."),
    may("status", Word(&["active", "suspended", "disabled", "closed", "deleted"]), "The state; active where none is given."),
    may("settings", Record(SETTING_KEYS), "The settings."),
    may("hierarchy", Hierarchy, "The positions, each with those below it; the first is the root."),
    may("look", Record(LOOK_KEYS), "What people see of their home."),
    may("location", Ref(Target::Location), "The location."),
    may("time_zone", LINE, "The time zone, like Europe/Berlin."),
    may("language", LINE, "The language, like de."),
    may("short_name", Text(8), "The short name that usernames carry; at most 8 characters."),
    may("billing_id", Line(LONGEST_BILLING_ID), "What whoever bills it calls it; 1 to 80 characters."),
    may("customer_type", Word(&["standard", "test", "demo"]), "What it is for; standard where none is given."),
    may("service_properties", Map(Key::Ref(Target::Service), &Map(Key::Id, &Scalar)), "The properties of services that people here and below have who have no value of their own, by service."),
    may("offers", Map(Key::Ref(Target::Service), &List(&Ref(Target::Plan))), "The plans a reseller offers, by service."),
    may("user_limit", COUNT, "How many users there may be."),
    may("password_min_length", Int(0, 1_024), "The least length of passwords."),
    may("domains", Map(Key::Id, &Record(DOMAIN_KEYS)), "The mail domains."),
    may("email_formats", LINES, "How addresses are formed."),
    may("display_name_format", LINE, "How display names of new people are formed, like %s, %g; given name and surname where none is given."),
    may("services", Map(Key::Ref(Target::Service), &Record(OFFERED_SERVICE_KEYS)), "The services it has."),
    may("departments", LINES, "The departments."),
    may("offices", LINES, "The offices."),
    may("structure", Word(&["ungrouped", "department", "office", "department_then_office", "office_then_department"]), "How people stand in the outside directory; ungrouped where none is given."),
    may("roles_allowed", List(&Ref(Target::Role)), "The roles that alone may be held; all where empty."),
    may("roles_restricted", List(&Ref(Target::Role)), "The roles that may not be held."),
    may("deployment", Word(&["provider", "enterprise"]), "How a customer's telephony is deployed."),
    may("dial_plan_type", Int(1, 4), "The type of a customer's dial plan."),
    may("cooling", Bool, "Whether freed numbers cool down; inherited."),
    may("sign_in", Word(&["password", "sso", "sso_required"]), "How people sign in."),
    may("billing_contact", LINE, "Whom bills go to."),
    may("country", LINE, "The country of a site."),
    may("device_list", Ref(Target::DeviceList), "The device list of a site."),
    may("dial_plan", Word(&["none", "non_slc", "slc"]), "The dial plan of a site."),
    may("slc", LINE, "The site location code."),
    may("extension_length", Int(0, 32), "The length of extensions."),
    may("internal_code", LINE, "The internal code of a site."),
    may("plan", Word(&["standard", "premium"]), "What is bought for an account; profiles of its own come with premium."),
    may("seats", COUNT, "How many seats an account has."),
    may("storage_bytes", COUNT, "How much an account may store, in bytes."),
    may("partners", LINES, "The partner accounts."),
];

const SETTING_KEYS: &[Field] = &[
    may("require_user_uniqueness", Bool, "Usernames and mapping ids are unique below; false where not given."),
    may("user_move_enabled", Bool, "User Move is on; false where not given."),
    may("available_organizations", List(&ORGANIZATION), "Available Organizations; none where not given."),
    may("admin_moves_to_super", Bool, "Administrators may move people to the super enterprise; false where not given."),
    may("self_moves_of_locked", Bool, "Locked people may move themselves; false where not given."),
    may("user_move_for_end_users", Bool, "People may move themselves to this organization; true where not given."),
    may("undo_days", Int(0, MOST_UNDO_DAYS as i64), "How many days a move can be undone; 30 where not given."),
    may("organization_subscriptions", Bool, "Organization Subscriptions are on; false where not given."),
    may("subscriptions_for_end_users", Bool, "People may subscribe themselves; true where not given."),
    may("hierarchy_required", Bool, "Everybody must hold a position; false where not given."),
    may("address_quarantine_days", Int(0, 36_500), "How many days a dropped address is reserved."),
    may("release_approval", Any, "Whether letting people go wants approval."),
    may("admission_approval", Any, "Whether taking people in wants approval."),
    may("approvers", Any, "Who approves."),
];

const LOOK_KEYS: &[Field] = &[
    may("accent", Color, "The accent colour, like #b5179e."),
    may("logo", LINE, "The logo's address."),
    may("theme", LINE, "The theme's name."),
    may("sections", Any, "Which sections are shown."),
];

const LOGO_KEYS: &[Field] = &[must("base64", Text(LONGEST_TEXT), "The picture's bytes in base 64.")];

const DOMAIN_KEYS: &[Field] = &[
    may("primary", Bool, "Whether it is the primary domain."),
    may("mode", LINE, "How mail for it is taken, like authoritative or relay."),
    may("shared", Bool, "Whether other customers may use it too; false where not given."),
];

const OFFERED_SERVICE_KEYS: &[Field] = &[may(
    "instances",
    Map(Key::Id, &Record(INSTANCE_KEYS)),
    "The instances by id.",
)];

const INSTANCE_KEYS: &[Field] = &[
    may("plans", List(&Ref(Target::Plan)), "The plans."),
    may("status", PROVISIONING, "The state."),
    may("user_limit", COUNT, "How many users may have it."),
    may("licences", COUNT, "How many licences there are; who comes without one waits for it."),
    may("properties", Map(Key::Id, &Any), "Its properties."),
];

const USER_KEYS: &[Field] = &[
    must("home", ORGANIZATION, "The organization in which the profile lives."),
    may("username", Username, "The sign-in name; the id where none is given."),
    may("given", Name, "The given name."),
    may("surname", Name, "The surname."),
    may("name", Name, "The display name; given name and surname where none is given."),
    may("status", Word(&["active", "disabled", "pending", "deleted"]), "The state; active where none is given."),
    may("locked", Bool, "Prevent User Move; false where not given."),
    may("position", Shape::Id, "The position at home."),
    may("remembered_positions", Map(Key::Ref(Target::Organization), &Shape::Id), "Positions left behind, by organization."),
    may("sponsor", USER, "The sponsor of a dependent."),
    may("manager", USER, "The manager."),
    may("mapping_id", MappingId, "The mapping id: 2 to 80 letters and digits."),
    may("roles", List(&Record(GRANT_KEYS)), "The roles and where they are held."),
    may("subscriptions", List(&Record(SUBSCRIPTION_KEYS)), "The subscriptions."),
    may("attributes", Map(Key::Id, &Any), "The values of attributes."),
    may("user_base", Record(USER_BASE_KEYS), "As an operator: the people handled; everybody where none."),
    may("manage_dependents", Bool, "As an operator: whether dependents are handled; true where not given."),
    may("addresses", ADDRESSES, "The addresses."),
    may("password", Text(1_024), "A password to be set; never exported."),
    may("groups", List(&Ref(Target::Group)), "Groups the user is a member of; exported with the groups."),
    may("type", Word(&["standard", "template"]), "Whether it is a template."),
    may("test", Bool, "Whether it is a test user."),
    may("department", LINE, "The department."),
    may("office", LINE, "The office."),
    may("title", LINE, "The title."),
    may("web_page", LINE, "The web page."),
    may("upn", LINE, "The user principal name."),
    may("services", Map(Key::Ref(Target::Service), &Record(HELD_SERVICE_KEYS)), "The services held."),
    may("delegations", List(&Record(DELEGATION_KEYS)), "Who may act for the user."),
    may("provisioning", PROVISIONING, "The account's own state; provisioned where none is given."),
    may("sign_in", Record(SIGN_IN_KEYS), "How a dependent signs in."),
    may("account", Record(ACCOUNT_KEYS), "Options of the account."),
    may("admin_scope", Any, "What else the user administers."),
    may("profile", Ref(Target::Profile), "The permission profile at home."),
    may("synced_from", LINE, "The outside directory the user comes from."),
    may("protected", Bool, "Whether the outside directory protects the account; false where not given."),
    may("sync_to", ORGANIZATION, "Where the user was first synchronized to."),
    may("cluster", LINE, "The call cluster."),
    may("primary_line", Ref(Target::Line), "The primary line."),
    may("directory_groups", LINES, "The groups of the outside directory."),
    derived("profile_incomplete", Bool, "A required position is missing."),
];

const GRANT_KEYS: &[Field] = &[
    must("role", Ref(Target::Role), "The role."),
    may("at", ORGANIZATION, "Where it is held; null for system_administrator and auditor."),
    derived("inert", Bool, "The service the role is bound to is missing there."),
];

const SUBSCRIPTION_KEYS: &[Field] = &[
    must("to", ORGANIZATION, "The organization listened in on."),
    must("start", Date, "The first day."),
    may("end", Date, "The last day, included."),
];

const USER_BASE_KEYS: &[Field] = &[
    may("positions", List(&Shape::Id), "People at or below one of these positions."),
    may("groups", List(&Ref(Target::Group)), "Members of these groups."),
];

const ADDRESS_KEYS: &[Field] = &[may("primary", Bool, "Whether it is the one `email` reads.")];

const HELD_SERVICE_KEYS: &[Field] = &[
    may("instance", Shape::Id, "The instance."),
    may("plan", Ref(Target::Plan), "The plan."),
    may("status", PROVISIONING, "The state."),
    may("properties", Map(Key::Id, &Any), "Its properties."),
    may("bytes", COUNT, "What it stores, in bytes; 0 where not given."),
    may("organization", ORGANIZATION, "Whose service it is, while that is not the home."),
];

const DELEGATION_KEYS: &[Field] = &[
    must("to", USER, "Who may act."),
    may("until", Date, "The last day."),
    may("kind", LINE, "What for."),
];

const SIGN_IN_KEYS: &[Field] = &[
    may("password", Bool, "With a password."),
    may("manual", Bool, "By hand."),
];

const ACCOUNT_KEYS: &[Field] = &[
    may("change_at_next_sign_in", Bool, "The password is to be changed."),
    may("never_expires", Bool, "The password never expires."),
    may("disabled", Bool, "The account is disabled."),
    may("expires", Date, "The account's last day."),
];

const GROUP_KEYS: &[Field] = &[
    must("organization", ORGANIZATION, "The organization it belongs to."),
    may("name", Name, "The display name; the id where none is given."),
    may("members", List(&USER), "The members."),
    may("kind", Word(&["static", "dynamic"]), "Whether membership follows from attributes; static where not given."),
    may("owner", USER, "The owner."),
    may("private", Bool, "Whether it is private."),
    may("addresses", ADDRESSES, "The addresses."),
];

const ROLE_KEYS: &[Field] = &[
    must("like", Ref(Target::Role), "The built-in role it is cloned from."),
    may("name", Name, "The display name."),
    may("grant", LINES, "Permissions on top, as far as the original has them."),
    may("deny", LINES, "Permissions taken away."),
    may("allowed_at", List(&KIND), "The kinds of organization it may be held at; as the original where none."),
    may("service", Ref(Target::Service), "The service it is bound to."),
];

const ATTRIBUTE_KEYS: &[Field] = &[
    may("at", ORGANIZATION, "The organization it is defined at; everywhere where none."),
    may("kind", LINE, "The kind of its values; text where none is given."),
];

const LOCATION_KEYS: &[Field] = &[may("directory", LINE, "The domain of its directory.")];

const SERVICE_KEYS: &[Field] = &[
    may("name", Name, "The display name."),
    may("kind", Word(&["user", "customer"]), "Whom it is for."),
    may("multi_instance", Bool, "Whether a customer can have several of it."),
    may("transfer", Word(&["movable", "recreate", "blocked"]), "What becomes of it in a move."),
    may("requires", List(&Ref(Target::Service)), "The services it needs."),
    may("properties", Map(Key::Id, &Word(&["copy", "default", "regenerate", "require"])), "What becomes of its properties in a copy."),
];

const PLAN_KEYS: &[Field] = &[
    must("service", Ref(Target::Service), "The service it is a plan of."),
    may("for", Word(&["user", "customer"]), "Whom it is for."),
    may("name", Name, "The display name."),
    may("level", Int(0, 1_000_000), "Its level."),
];

const CONTACT_KEYS: &[Field] = &[
    must("organization", ORGANIZATION, "The organization it belongs to."),
    may("addresses", ADDRESSES, "The addresses."),
    may("forward_to", Address, "Where mail goes on to."),
];

const ADDRESS_HOLD_KEYS: &[Field] = &[
    must("user", USER, "Who gave it up, and alone can take it back."),
    must("organization", ORGANIZATION, "The organization it belonged to."),
    must("until", Date, "The last day, included."),
    may("days", COUNT, "For how many days from the day it was given up."),
    may("forwards", Bool, "Whether mail for it goes on to the person; false where not given."),
];

const INSTALLATION_KEYS: &[Field] = &[
    may("default_css", LINE, "The calling search space where nothing else is set."),
    may("rewrite", Any, "How texts are rewritten."),
    may("stuck_after_minutes", Int(1, 1_000_000), "After how many minutes in which no piece comes to its end and no bytes go on a transfer counts as stuck; 15 where not given."),
];
