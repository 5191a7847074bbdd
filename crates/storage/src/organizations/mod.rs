//! Organizations outside of moves: one, lists and trees of them, and changes of their settings.
//!
//! To add a section of settings, see `settings`.

mod account;
mod dial_plan;
mod hosting;
mod list;
mod settings;
mod tree;

pub use account::{
    AccountSection, account_of_profile, account_section, another_holds, people_by_profile,
    put_account_section,
};
pub use dial_plan::{SiteSection, beside_a_site, is_range, put_site_section, site_section};
pub use hosting::{
    CatalogueEntry, CatalogueSection, Holding, HostingSection, Use, also_used, catalogue, entries,
    hosting, hosting_of, patch_hosting, people_here, people_holding, people_in_domain,
    people_placed, put_entry, remove_entry, service_use, times_used, used_at, used_below,
};
pub use list::{Cursor, NoCursor, OrganizationRow, OrganizationsFilter, Page, page};
pub use settings::{Settings, get, patch, patch_settings};
pub use tree::{
    ActiveRow, Sizes, active_below, children, people_at_positions, people_of_children, row, sizes,
    tops,
};

/// The statements of this folder.
pub(crate) const ALL_STATEMENTS: [&[crate::statement::Statement]; 6] = [
    account::STATEMENTS,
    dial_plan::STATEMENTS,
    hosting::STATEMENTS,
    list::STATEMENTS,
    settings::STATEMENTS,
    tree::STATEMENTS,
];
