//! The table of the document, continued: telephony and content.

use super::directory::KIND;
use super::{
    COUNT, Field, Key, LINE, LINES, ORGANIZATION, PROFILES, Shape, Shape::*, Target, USER, may,
    must,
};
use rehome_domain::telephony::place::{CUSTOM, LONGEST_MASK, LONGEST_PREFIX};

const LINE_REF: Shape = Ref(Target::Line);
const ACCOUNT: Field = must("account", ORGANIZATION, "The account it belongs to.");
const AT: Field = may("at", ORGANIZATION, "The site or node it lies at.");

pub(super) const DEVICE_LIST_KEYS: &[Field] = &[
    must("customer", ORGANIZATION, "The customer."),
    may("cucm", LINE, "The call cluster."),
    may("cuc", LINE, "The voicemail system."),
    may("webex", LINE, "The Webex system."),
];

pub(super) const SITE_DEFAULTS_KEYS: &[Field] = &[
    may("role", Ref(Target::Role), "The role users get."),
    may("device_pool", LINE, "The device pool."),
    may("location", LINE, "The location of devices."),
    may("region", LINE, "The region."),
    may("line_css", LINE, "The calling search space of lines."),
    may("line_partition", LINE, "The partition of lines."),
    may("shared_line_css", LINE, "The calling search space of shared lines."),
    may("e164_mask", LINE, "The mask of outside numbers."),
    may("voicemail_pilot", LINE, "The number of the voicemail."),
    may("default_css", LINE, "The calling search space where nothing else is set."),
    may(CUSTOM, Map(Key::Id, &Any), "Custom values."),
];

pub(super) const NUMBER_ROUTING_KEYS: &[Field] = &[
    must("site", ORGANIZATION, "The site."),
    must("prefix", Text(LONGEST_PREFIX), "The prefix."),
    must("mask_length", Int(0, LONGEST_MASK as i64), "How many digits follow."),
];

pub(super) const LINE_KEYS: &[Field] = &[
    must("pattern", LINE, "The number."),
    may("partition", LINE, "The partition."),
    may("css", LINE, "The calling search space."),
    may("shared_line_css", LINE, "The calling search space where the line is shared."),
    AT,
    may("cluster", LINE, "The call cluster."),
];

pub(super) const LINE_GROUP_KEYS: &[Field] = &[may("members", List(&LINE_REF), "The lines.")];

const APPEARANCES: Field = may("lines", List(&Record(APPEARANCE_KEYS)), "The lines on it.");
const OWNER: Field = may("owner", USER, "Whose it is.");

const APPEARANCE_KEYS: &[Field] = &[
    must("line", LINE_REF, "The line."),
    may("index", Int(1, 10_000), "Its place on the device."),
    may("e164_mask", LINE, "The mask of outside numbers."),
    may("partition", LINE, "The partition."),
];

pub(super) const PHONE_KEYS: &[Field] = &[
    OWNER,
    AT,
    may("device_pool", LINE, "The device pool."),
    may("location", LINE, "The location."),
    may("region", LINE, "The region."),
    may("css", LINE, "The calling search space."),
    may("kind", Word(&["desk", "soft"]), "Whether it stands on a desk."),
    may("locale", LINE, "The locale."),
    may("softkey_template", LINE, "The softkey template."),
    APPEARANCES,
];

pub(super) const DEVICE_PROFILE_KEYS: &[Field] = &[
    OWNER,
    AT,
    may("device_pool", LINE, "The device pool."),
    may("css", LINE, "The calling search space."),
    APPEARANCES,
];

pub(super) const VOICEMAIL_KEYS: &[Field] = &[
    must("user", USER, "Whose it is."),
    AT,
    may("extension", LINE, "The extension."),
    may("pilot", LINE, "The number of the voicemail."),
];

pub(super) const WEBEX_KEYS: &[Field] = &[must("user", USER, "Whose it is."), AT];

pub(super) const AGENT_TAG_KEYS: &[Field] = &[
    must("user", USER, "Whose it is."),
    AT,
    may("line", LINE_REF, "The agent line."),
];

pub(super) const INVENTORY_KEYS: &[Field] = &[
    must("number", LINE, "The number."),
    AT,
    may("status", Word(&["available", "used", "used_utility", "reserved", "cooling", "inactive"]), "The state."),
];

pub(super) const E164_NUMBER_KEYS: &[Field] = &[
    must("number", LINE, "The number."),
    may("country", LINE, "The country."),
    AT,
];

pub(super) const E164_ASSOCIATION_KEYS: &[Field] = &[
    must("line", LINE_REF, "The line."),
    must("number", Ref(Target::Number), "The outside number."),
    may("primary", Bool, "Whether it is the primary one."),
    AT,
];

pub(super) const PICKUP_GROUP_KEYS: &[Field] = &[AT, may("members", List(&LINE_REF), "The lines.")];

pub(super) const HUNT_LIST_KEYS: &[Field] = &[
    AT,
    may("members", List(&LINE_REF), "The lines."),
    may("line_groups", List(&Ref(Target::LineGroup)), "The line groups."),
];

pub(super) const ROLE_MAPPING_KEYS: &[Field] = &[
    must("group", LINE, "The group of the outside directory."),
    must("role", Ref(Target::Role), "The role it gives."),
    may("at_kind", KIND, "The kind of organization it is given at."),
    AT,
];

pub(super) const PROFILE_KEYS: &[Field] = &[
    ACCOUNT,
    must("like", Word(PROFILES), "The built-in profile it is cloned from."),
    may("name", LINE, "The display name."),
    may("enabled", Bool, "Whether it can be given."),
    may("rights", Map(Key::Id, &Record(RIGHTS_KEYS)), "The rights by module, where they are fewer than the original's."),
    may("manage_users", Bool, "Whether its holders look after users and settings; as of the original where not given."),
    may("move_users", Bool, "Whether its holders move users; false where not given."),
];

const RIGHTS_KEYS: &[Field] = &[
    may("own", List(&RIGHT), "On the own things."),
    may("others", List(&RIGHT), "On those of others."),
];

const RIGHT: Shape = Word(&["read", "create", "edit", "delete"]);

pub(super) const ITEM_KEYS: &[Field] = &[
    must("kind", Word(&["proof", "file"]), "What it is."),
    ACCOUNT,
    must("owner", USER, "The owner."),
    may("creator", USER, "Who made it."),
    may("folder", Ref(Target::Folder), "The folder."),
    may("set", Shape::Id, "The version set."),
    may("version", Int(1, 1_000_000), "The version in the set."),
    may("bytes", COUNT, "Its size in bytes."),
    may("file", LINE, "The file beside the document with its bytes; how it is called where the document comes without files."),
    may("checksum", LINE, "The SHA-256 of that file, in hexadecimal; it is there then, and is what this says."),
    may("reviewers", List(&Record(REVIEWER_KEYS)), "The reviewers."),
    may("comments", COUNT, "How many comments it has."),
    may("custom_fields", Map(Key::Id, &Any), "Custom fields."),
    may("trashed", Bool, "Whether it lies in the trash."),
    may("deadline", LINE, "The deadline."),
    may("stages", Any, "The stages of its review."),
    may("action_flags", Any, "Marks of what is to be done."),
    may("tags", LINES, "The tags."),
    may("locked", Bool, "Whether it is locked."),
    may("archived", Bool, "Whether it is put away."),
    may("flags_are_text", Bool, "Whether its marks are only text by now; false where not given."),
];

const REVIEWER_KEYS: &[Field] = &[
    may("user", USER, "The user."),
    may("guest", Ref(Target::Guest), "The guest."),
    may("role", LINE, "The role in the review."),
    may("decision", LINE, "The decision."),
];

pub(super) const FOLDER_KEYS: &[Field] = &[
    ACCOUNT,
    may("name", LINE, "The name."),
    may("owner", USER, "The owner."),
    may("creator", USER, "Who made it."),
    may("private", Bool, "Whether it is private."),
    may("parent", Ref(Target::Folder), "The folder above."),
    may("shared_with", List(&USER), "With whom it is shared."),
];

pub(super) const VIEW_KEYS: &[Field] = &[
    ACCOUNT,
    must("owner", USER, "The owner."),
    may("name", LINE, "The name."),
    may("shared", LINE, "Whom it is shared with, like only_me."),
];

pub(super) const TEMPLATE_KEYS: &[Field] = &[
    ACCOUNT,
    must("owner", USER, "The owner."),
    may("name", LINE, "The name."),
];

pub(super) const GUEST_KEYS: &[Field] = &[must("email", Address, "The address.")];

pub(super) const DROPZONE_KEYS: &[Field] = &[
    ACCOUNT,
    may("owner", USER, "The owner."),
    may("folder", Ref(Target::Folder), "Where uploads go."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use rehome_domain::telephony::place::SITE_DEFAULTS;

    #[test]
    fn a_document_names_the_defaults_that_every_installation_knows_and_own_ones() {
        let keys = SITE_DEFAULTS_KEYS.iter().map(|field| field.key);
        let known = SITE_DEFAULTS.into_iter().chain([CUSTOM]);
        assert_eq!(keys.collect::<Vec<_>>(), known.collect::<Vec<_>>());
    }
}
