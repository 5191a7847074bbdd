//! What the screens about organizations and their settings say.

use super::phrase::phrases;

phrases! {
    /// A fixed text of these screens.
    OrganizationPhrase of organizations;
    Organizations: "Organizations", "Organisationen", "المؤسسات";
}
