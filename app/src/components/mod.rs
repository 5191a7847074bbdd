//! Pieces that know the domain: findings, verdicts, outcomes in the words of the page.
//!
//! Built from `ui`; must not call the server, which is the pages' part.

mod code;
mod finding;
mod judged;
mod organization;
mod outcomes;
mod phones;
mod positions;
mod preferences_form;
mod provisioning;
mod show_more;
mod told_once;
mod verdict;

pub(crate) use code::meaning;
pub(crate) use finding::{FindingCard, InTheWay, acknowledgements, told, told_by_code};
pub(crate) use judged::{
    FieldVerdict, JudgedInput, Judgement, Missing, Text, of_address, of_line, of_mapping_id,
    of_name, of_password, of_username, sign_in_name,
};
pub(crate) use organization::{Listed, Order, deciding, destinations, in_order, narrowed};
pub(crate) use outcomes::Outcomes;
pub(crate) use phones::{PhonesOf, Rewritten};
pub(crate) use positions::{Memory, PositionChoice, position_options};
pub(crate) use preferences_form::PreferencesForm;
pub(crate) use provisioning::ProvisioningStatus;
pub(crate) use show_more::{FIRST, ShowMore};
pub(crate) use told_once::{ToldOnce, whole_address};
pub(crate) use verdict::VerdictBadge;
