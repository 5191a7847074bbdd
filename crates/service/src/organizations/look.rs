//! Section `look`: what people see of their home.

use crate::error::ServiceError;
use crate::view::present;
use rehome_domain::organization::Look;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Changes of section `look`; what is absent stays, what is null is emptied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct LookPatch {
    #[serde(deserialize_with = "present")]
    pub accent: Option<Option<Arc<str>>>,
    #[serde(deserialize_with = "present")]
    pub logo: Option<Option<Arc<str>>>,
}

pub(super) fn look(stored: Look, patch: LookPatch) -> Result<Look, ServiceError> {
    let look = Look {
        accent: patch.accent.unwrap_or(stored.accent),
        logo: patch.logo.unwrap_or(stored.logo),
    };
    let is_color = |text: &str| {
        text.strip_prefix('#')
            .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|digit| digit.is_ascii_hexdigit()))
    };
    if look
        .accent
        .as_deref()
        .is_some_and(|accent| !is_color(accent))
    {
        return Err(ServiceError::rejected(
            "bad-color",
            "write a colour like #b5179e",
        ));
    }
    // WHY: pages load nothing from elsewhere, so that a logo is an address under this installation.
    let is_own = |text: &str| {
        text.starts_with('/')
            && !text.starts_with("//")
            && text.len() <= 200
            && text.bytes().all(|byte| byte.is_ascii_graphic())
    };
    if look.logo.as_deref().is_some_and(|logo| !is_own(logo)) {
        return Err(ServiceError::rejected(
            "bad-address",
            "a logo is an address here that begins with /",
        ));
    }
    Ok(look)
}
